import type { Json } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import { computedEnum, infiniteLiteral, unsafeBigIntLiteral } from "../diagnostics/index.ts";
import type { Reader } from "./reader.ts";
import { type Literals, type Shape, unsupported } from "./shape.ts";

interface Literal {
  readonly base: "string" | "number" | "bigint" | "boolean";
  readonly value: Json;
  /** The declaration of an enum's member. */
  readonly member?: ts.EnumMember;
}

/** Whether a type is a single literal, or a member of an enum. */
export function isLiteral({ context: { ts } }: Reader, type: ts.Type): boolean {
  const { StringLiteral, NumberLiteral, BigIntLiteral, BooleanLiteral, Enum } = ts.TypeFlags;
  return (type.flags & (StringLiteral | NumberLiteral | BigIntLiteral | BooleanLiteral | Enum)) !== 0;
}

/**
 * Reads the literal members of a union: one closed set for each enum and for each base type. A set of plain literals is
 * sorted; an enum's keeps the order of its declaration.
 */
export function readLiterals(reader: Reader, types: readonly ts.Type[]): readonly Shape[] {
  const flawed: Shape[] = [];
  const sets = new Map<string, Literal[]>();
  const enums: ts.EnumDeclaration[] = [];
  for (const type of types) {
    const literal = readLiteral(reader, type);
    if ("kind" in literal) {
      flawed.push(literal);
      continue;
    }
    const owner = literal.member?.parent;
    const known = owner === undefined ? -1 : enums.findIndex((declaration) => sameEnum(reader, declaration, owner));
    const index = owner === undefined || known >= 0 ? known : enums.push(owner) - 1;
    const key = `${index} ${literal.base}`;
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [literal]);
    else set.push(literal);
  }
  return [...flawed, ...[...sets.values()].map(toLiterals)];
}

function readLiteral({ context: { ts, checker } }: Reader, type: ts.Type): Literal | Shape {
  const declaration = (type.symbol as ts.Symbol | undefined)?.valueDeclaration;
  const member = declaration !== undefined && ts.isEnumMember(declaration) ? { member: declaration } : {};
  if (type.isStringLiteral()) return { base: "string", value: type.value, ...member };
  if (type.isNumberLiteral()) {
    if (!Number.isFinite(type.value)) return unsupported(infiniteLiteral(checker.typeToString(type)));
    return { base: "number", value: type.value, ...member };
  }
  if ((type.flags & ts.TypeFlags.BigIntLiteral) !== 0) {
    const { negative, base10Value } = (type as ts.BigIntLiteralType).value;
    const value = Number(base10Value) * (negative ? -1 : 1);
    if (!Number.isSafeInteger(value)) return unsupported(unsafeBigIntLiteral(checker.typeToString(type)));
    return { base: "bigint", value };
  }
  if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0) {
    return { base: "boolean", value: checker.typeToString(type) === "true" };
  }
  return unsupported(computedEnum(checker.typeToString(type)));
}

/** An enum may be declared in several blocks. */
function sameEnum({ context: { checker } }: Reader, left: ts.EnumDeclaration, right: ts.EnumDeclaration): boolean {
  return left === right || checker.getSymbolAtLocation(left.name) === checker.getSymbolAtLocation(right.name);
}

function toLiterals(literals: readonly Literal[]): Literals {
  const name = literals[0]?.member?.parent.name.text;
  const ordered =
    name === undefined
      ? [...literals].sort((left, right) => compareValues(left.value, right.value))
      : [...literals].sort((left, right) => (left.member?.pos ?? 0) - (right.member?.pos ?? 0));
  const values = [...new Set(ordered.map(({ value }) => value))];
  const base = literals[0]?.base ?? "string";
  return {
    kind: "literals",
    base: base === "number" && values.every(Number.isSafeInteger) ? "integer" : base,
    values,
    ...(name === undefined ? {} : { name }),
  };
}

function compareValues(left: Json, right: Json): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  const [a, b] = [String(left), String(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}
