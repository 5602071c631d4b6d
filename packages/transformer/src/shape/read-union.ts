import type ts from "typescript";
import { noValue } from "../diagnostics/index.ts";
import { isLiteral, readLiterals } from "./read-literals.ts";
import type { Reader } from "./reader.ts";
import { type Shape, unsupported } from "./shape.ts";

/**
 * Reads the members of a union. Their order is the checker's, which changes with what else it has checked: schemas are
 * sorted when they are written.
 */
export function readUnion(reader: Reader, types: readonly ts.Type[]): Shape {
  const { ts } = reader.context;
  const literals: ts.Type[] = [];
  const members: Shape[] = [];
  let isNullable = false;
  let isOptional = false;
  const booleans = types.filter((type) => (type.flags & ts.TypeFlags.BooleanLiteral) !== 0);
  if (booleans.length === 2) members.push({ kind: "boolean" });
  for (const type of types) {
    if ((type.flags & ts.TypeFlags.Null) !== 0) isNullable = true;
    else if ((type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0) isOptional = true;
    else if (booleans.length === 2 && booleans.includes(type)) continue;
    else if (isLiteral(reader, type)) literals.push(type);
    else members.push(reader.read(type));
  }
  members.push(...readLiterals(reader, literals));
  if (isNullable) members.push({ kind: "null" });
  else if (isOptional && members.length === 0) return unsupported(noValue("void"));
  else if (isOptional) members.push({ kind: "undefined" });
  const merged = mergeTemplates(members);
  const [only] = merged;
  return only !== undefined && merged.length === 1 ? only : { kind: "union", members: merged };
}

/** Several template literal types are one string that matches any of them. */
function mergeTemplates(members: readonly Shape[]): readonly Shape[] {
  const alternatives = members.flatMap((member) => (member.kind === "template" ? member.alternatives : []));
  if (alternatives.length < 2) return members;
  const others = members.filter(({ kind }) => kind !== "template");
  return [...others, { kind: "template", alternatives: [...new Set(alternatives)].sort() }];
}
