import type ts from "typescript";
import { recordKey } from "../diagnostics/index.ts";
import { readMark } from "./marks.ts";
import type { Reader } from "./reader.ts";
import { type KeyPattern, type OpenKeys, type Shape, unsupported } from "./shape.ts";
import { integerKey, numberKey, readTemplatePattern } from "./template-pattern.ts";

/** Reads the index signatures of an object type; undefined where it has none. */
export function readIndexSignatures(reader: Reader, type: ts.Type, text: () => string): OpenKeys | undefined {
  const { checker } = reader.context;
  const indexes = checker.getIndexInfosOfType(type);
  if (indexes.length === 0) return undefined;
  const anyKey = indexes.find(({ keyType }) => (keyType.flags & reader.context.ts.TypeFlags.String) !== 0);
  const patterns: KeyPattern[] = [];
  let values: Shape | undefined;
  for (const index of indexes) {
    const pattern = readKeyPattern(reader, index.keyType);
    if (pattern === "any") values = reader.read(index.type);
    else if (pattern === undefined) values = unsupported(recordKey(text()));
    // What holds for any key need not be said of some.
    else if (index.type !== anyKey?.type)
      patterns.push({ pattern, key: checker.typeToString(index.keyType), values: reader.read(index.type) });
  }
  patterns.sort((left, right) => (left.pattern < right.pattern ? -1 : left.pattern > right.pattern ? 1 : 0));
  return { ...(values === undefined ? {} : { values }), patterns };
}

/** The keys that a type of keys takes: any string, those of a pattern, or undefined where none is a string. */
function readKeyPattern(reader: Reader, type: ts.Type): string | undefined {
  const { context } = reader;
  const { TypeFlags } = context.ts;
  if ((type.flags & TypeFlags.String) !== 0) return "any";
  if ((type.flags & TypeFlags.Number) !== 0) return numberKey;
  if ((type.flags & TypeFlags.TemplateLiteral) !== 0) {
    const pattern = readTemplatePattern(context, type as ts.TemplateLiteralType);
    return pattern === undefined ? undefined : `^${pattern}$`;
  }
  if (!type.isIntersection()) return undefined;
  if (readMark(context, type)?.kind === "integer") return integerKey;
  const primitive = type.types.find((part) => (part.flags & TypeFlags.Object) === 0);
  return primitive === undefined ? undefined : readKeyPattern(reader, primitive);
}
