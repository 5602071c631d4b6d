import type { DocsMetadata } from "../metadata/index.ts";
import type { Description } from "../model/index.ts";

/** How a long description is written. */
export type DocsFormat = "rst" | "markdown" | "html";

/** Every format. */
export const docsFormats: readonly DocsFormat[] = ["rst", "markdown", "html"];

/** Descriptions where JSDoc has none. */
export interface DocsOptions {
  readonly shortDescription?: string;
  /** Text, or text that says how it is written. @default format "rst" */
  readonly longDescription?: string | { readonly value: string; readonly format?: DocsFormat };
  /** A link to the source code. */
  readonly sourceLink?: string;
}

/**
 * The description that the console shows. It is there even when it is empty, as flytekit's is. JSDoc wins over an option,
 * field by field, as flytekit's docstrings do: an option says what the comment does not.
 */
export function describeDocs(docs: DocsMetadata | undefined, override: DocsOptions = {}): Description {
  const { shortDescription, longDescription, sourceLink } = override;
  const given = typeof longDescription === "string" ? { value: longDescription } : longDescription;
  const written = afterShort(docs);
  const long = written === undefined ? given : { value: written };
  return {
    short: docs?.short ?? shortDescription ?? "",
    long: long?.value ?? "",
    format: long?.format ?? "rst",
    ...(sourceLink === undefined ? {} : { sourceLink }),
  };
}

/** What a comment says after its first paragraph, which is the short description; `undefined` where that is all. */
export function afterShort(docs: DocsMetadata | undefined): string | undefined {
  const [first = "", ...rest] = docs?.long?.split(/\n[ \t]*\n/) ?? [];
  if (first.replace(/\s+/g, " ").trim() !== docs?.short) return docs?.long;
  return rest.length === 0 ? undefined : rest.join("\n\n").trim();
}
