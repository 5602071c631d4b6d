import { type DocComment, onOneLine } from "./doc-comment.ts";

/** The texts of `@param`, by parameter; `@param options.retries …` also stands under `retries`. */
export function readParamTags(comments: readonly DocComment[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const add = (name: string, text: string) => {
    if (text !== "" && !texts.has(name)) texts.set(name, text);
  };
  for (const tag of comments.flatMap((comment) => comment.tags)) {
    if (tag.name !== "param" && tag.name !== "arg" && tag.name !== "argument") continue;
    const match = /^(?:\{[^}]*\}\s*)?(?:\[\s*([^\]=\s]+)[^\]]*\]|(\S+))\s*(?:-\s+)?([\s\S]*)$/.exec(tag.text);
    if (match === null) continue;
    const path = match[1] ?? match[2] ?? "";
    const text = onOneLine(match[3] ?? "");
    add(path, text);
    const property = /^[^.]+\.([^.]+)$/.exec(path)?.[1];
    if (property !== undefined) add(property, text);
  }
  return texts;
}

/** The text of `@returns`. */
export function readReturnsTag(comments: readonly DocComment[]): string | undefined {
  for (const tag of comments.flatMap((comment) => comment.tags)) {
    if (tag.name !== "returns" && tag.name !== "return") continue;
    const text = onOneLine(tag.text.replace(/^\{[^}]*\}\s*/, "").replace(/^-\s+/, ""));
    if (text !== "") return text;
  }
  return undefined;
}
