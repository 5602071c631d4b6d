import type ts from "typescript";
import type { TypeScript } from "./context.ts";
import type { Insertion } from "./transform-file.ts";

/** A change of a source text: `text` takes the place of what stands from `start` to `end`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The insertions as edits of the source text, in its order. They add no line, so every line keeps its number. */
export function toTextEdits(insertions: readonly Insertion[]): readonly TextEdit[] {
  return insertions
    .map(({ call, text }) => {
      const last = call.arguments.at(-1);
      // Behind the opening parenthesis, before a comment that ends with the line.
      const at = last?.end ?? call.arguments.pos;
      return { start: at, end: at, text: last === undefined ? text : `, ${text}` };
    })
    .sort((left, right) => left.start - right.start);
}

/** Applies edits that do not overlap, in the order of the text. */
export function applyTextEdits(source: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, text } of edits) {
    parts.push(source.slice(position, start), text);
    position = end;
  }
  return [...parts, source.slice(position)].join("");
}

/**
 * The same change in a syntax tree. The literal is one identifier whose name is its whole text: it prints as it is, and
 * costs a node instead of a tree of them. Untouched nodes keep their positions, and so source maps stay right.
 */
export function insertIntoTree(
  typescript: TypeScript,
  transformation: ts.TransformationContext,
  file: ts.SourceFile,
  insertions: readonly Insertion[],
): ts.SourceFile {
  const { factory } = transformation;
  const texts = new Map<ts.Node, string>(insertions.map(({ call, text }) => [call, text]));
  const visit = (node: ts.Node): ts.Node => {
    if (!insertions.some(({ call }) => node.pos <= call.pos && call.end <= node.end)) return node;
    const visited = typescript.visitEachChild(node, visit, transformation);
    const text = texts.get(node);
    if (text === undefined || !typescript.isCallExpression(visited)) return visited;
    const literal = factory.createIdentifier(text);
    return factory.updateCallExpression(visited, visited.expression, visited.typeArguments, [
      ...visited.arguments,
      literal,
    ]);
  };
  return typescript.visitEachChild(file, visit, transformation);
}
