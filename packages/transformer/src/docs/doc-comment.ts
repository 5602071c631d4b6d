/** One block tag: `@name text`. */
export interface DocTag {
  readonly name: string;
  /** What follows the name, without the comment's decoration; lines are kept. */
  readonly text: string;
}

/** A documentation comment, taken apart. */
export interface DocComment {
  /** The text before the first tag; lines are kept. */
  readonly description: string;
  readonly tags: readonly DocTag[];
}

/** Tags that are often written on one line: `/** How many. @minimum 1 @maximum 9 *\/`. */
const inlineTag =
  /[ \t]+(?=@(?:(?:exclusive)?M(?:in|ax)imum|(?:min|max)(?:imum|Length|Items|Properties)|multipleOf|uniqueItems|pattern|format|default|deprecated|title|examples)\b)/i;

/**
 * Takes a `/** … *\/` comment apart. It works on text alone: the compiler parses JSDoc into nodes only on demand, and
 * differently from host to host.
 */
export function parseDocComment(comment: string): DocComment {
  const lines = comment
    .slice(3, -2)
    .split(/\r\n|\r|\n/)
    .map((line, index) => (index === 0 ? line.trim() : line.replace(/^\s*\*? ?/, "").trimEnd()));
  const description: string[] = [];
  const tags: { name: string; lines: string[] }[] = [];
  let fenced = false;
  for (const line of lines) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    for (const part of fenced ? [line] : line.split(inlineTag)) {
      const tag = fenced ? null : /^\s*@([A-Za-z][\w-]*)[ \t]*(.*)$/.exec(part);
      if (tag !== null) tags.push({ name: tag[1] ?? "", lines: [tag[2] ?? ""] });
      else (tags.at(-1)?.lines ?? description).push(part);
    }
  }
  return {
    description: plainText(description),
    tags: tags.map(({ name, lines }) => ({ name, text: plainText(lines) })),
  };
}

/** The text on one line, as variable descriptions are. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The first paragraph, on one line. */
export function firstParagraph(text: string): string {
  return onOneLine(text.split(/\n[ \t]*\n/)[0] ?? "");
}

/** Joins lines; an inline link becomes what a reader would see of it. */
function plainText(lines: readonly string[]): string {
  return lines
    .join("\n")
    .replace(/\{@link(?:code|plain)?\s+([^}|\s]+)(?:\s*\|\s*|\s+)?([^}]*)\}/g, (_, target: string, label: string) =>
      label.trim() === "" ? target : label.trim(),
    )
    .trim();
}
