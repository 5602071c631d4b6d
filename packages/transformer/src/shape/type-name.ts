import type ts from "typescript";
import type { Context } from "../context.ts";
import { readMark } from "./marks.ts";

const longest = 80;

/**
 * The name under which schemas know an object type: its own or its alias', with type arguments (`Box_Int`). Undefined
 * for an anonymous type. Never depends on the order in which the checker met types.
 */
export function readTypeName(context: Context, type: ts.Type): string | undefined {
  const name = named(context, type, 3);
  return name === undefined ? undefined : legal(name);
}

function named(context: Context, type: ts.Type, depth: number): string | undefined {
  const { ts, checker } = context;
  if (type.aliasSymbol !== undefined) {
    return withArguments(context, type.aliasSymbol.name, type.aliasTypeArguments ?? [], depth);
  }
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol === undefined || (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class)) === 0)
    return undefined;
  if (symbol.name.startsWith("__") || checker.isArrayType(type) || checker.isTupleType(type)) return undefined;
  const reference = (type.flags & ts.TypeFlags.Object) !== 0 ? (type as ts.TypeReference) : undefined;
  const count = reference?.target?.typeParameters?.length ?? 0;
  const typeArguments =
    reference === undefined || count === 0 ? [] : checker.getTypeArguments(reference).slice(0, count);
  return withArguments(context, symbol.name, typeArguments, depth);
}

function withArguments(context: Context, name: string, types: readonly ts.Type[], depth: number): string {
  if (types.length === 0) return name;
  return [name, ...types.map((type) => (depth === 0 ? "etc" : describe(context, type, depth - 1)))].join("_");
}

/** A word for a type argument. */
function describe(context: Context, type: ts.Type, depth: number): string {
  const { ts, checker } = context;
  if (readMark(context, type)?.kind === "integer") return "Int";
  if (checker.isArrayType(type)) {
    const item = checker.getTypeArguments(type as ts.TypeReference)[0];
    return item === undefined || depth === 0 ? "list" : `${describe(context, item, depth - 1)}_list`;
  }
  if (type.isStringLiteral() || type.isNumberLiteral()) {
    return (type.flags & ts.TypeFlags.EnumLiteral) !== 0 ? type.symbol.name : String(type.value);
  }
  const name = named(context, type, depth);
  if (name !== undefined) return name;
  if ((type.flags & (ts.TypeFlags.Boolean | ts.TypeFlags.EnumLike)) !== 0) return checker.typeToString(type);
  if (type.isUnion()) {
    const words = new Set(type.types.map((member) => (depth === 0 ? "etc" : describe(context, member, depth - 1))));
    return [...words].sort().join("_or_");
  }
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 ? "object" : checker.typeToString(type);
}

function legal(name: string): string {
  const letters = name.replace(/[^A-Za-z0-9_.]/g, "_").slice(0, longest);
  // A key that object literals give a meaning of its own.
  return letters === "__proto__" ? "proto" : letters;
}
