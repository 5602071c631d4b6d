import MagicString, { type SourceMap } from "magic-string";
import type { TextEdit } from "../../edit.ts";

/** A source with metadata embedded, and where each of its characters comes from. */
export interface EditedSource {
  readonly code: string;
  readonly map: SourceMap;
}

/**
 * Applies edits that only insert, with a map of every character: a bundler combines it with its own, and one that knew
 * only lines would make columns wrong.
 */
export function editSource(file: string, source: string, edits: readonly TextEdit[]): EditedSource {
  const text = new MagicString(source);
  for (const edit of edits) text.appendLeft(edit.start, edit.text);
  return { code: text.toString(), map: text.generateMap({ source: file, includeContent: true, hires: true }) };
}
