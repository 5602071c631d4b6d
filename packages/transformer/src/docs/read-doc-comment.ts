import type ts from "typescript";
import type { TypeScript } from "../context.ts";
import { type DocComment, parseDocComment } from "./doc-comment.ts";

/** Reads the documentation comment directly before a node, or undefined where there is none. */
export function readDocComment(typescript: TypeScript, node: ts.Node): DocComment | undefined {
  const text = node.getSourceFile().text;
  const comments = typescript.getLeadingCommentRanges(text, node.pos) ?? [];
  const last = comments.findLast(
    ({ pos, end }) => text.startsWith("/**", pos) && text[pos + 3] !== "*" && end - pos >= 5,
  );
  return last === undefined ? undefined : parseDocComment(text.slice(last.pos, last.end));
}
