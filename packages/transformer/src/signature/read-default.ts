import type { Json } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import type { Context } from "../context.ts";
import type { Shape } from "../shape/index.ts";
import { readConstructed } from "./read-constructed.ts";

/** What the default of a parameter is. */
export type Default =
  | { readonly kind: "literal"; readonly value: Json }
  /** Written as `undefined`, which is the same as none. */
  | { readonly kind: "undefined" }
  /** Computed when the function is called. */
  | { readonly kind: "computed" }
  /** A `bigint` that JSON cannot hold. */
  | { readonly kind: "unsafe"; readonly text: string };

const computed: Default = { kind: "computed" };

/** Reads the default of a parameter of some shape. */
export function readDefault(context: Context, written: ts.Expression, shape: Shape): Default {
  const expression = unwrap(context.ts, written);
  const value = readConstructed(context, expression, shape);
  return value === undefined ? readLiteral(context, expression) : { kind: "literal", value };
}

/** Reads what is written as a literal, or is a member of an enum. */
function readLiteral(context: Context, written: ts.Expression): Default {
  const { ts } = context;
  const expression = unwrap(ts, written);
  if (ts.isNumericLiteral(expression)) return numberLiteral(Number(expression.text));
  if (ts.isBigIntLiteral(expression)) return bigintLiteral(expression.text);
  if (ts.isStringLiteralLike(expression)) return { kind: "literal", value: expression.text };
  if (ts.isArrayLiteralExpression(expression)) return readArray(context, expression);
  if (ts.isObjectLiteralExpression(expression)) return readObject(context, expression);
  if (ts.isPrefixUnaryExpression(expression)) return readSigned(context, expression);
  if (ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression)) {
    const symbol = context.checker.getSymbolAtLocation(
      ts.isPropertyAccessExpression(expression) ? expression.name : expression.argumentExpression,
    );
    if (symbol?.valueDeclaration === undefined || !ts.isEnumMember(symbol.valueDeclaration)) return computed;
    const value = context.checker.getConstantValue(symbol.valueDeclaration);
    return value === undefined
      ? computed
      : typeof value === "number"
        ? numberLiteral(value)
        : { kind: "literal", value };
  }
  switch (expression.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { kind: "literal", value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { kind: "literal", value: false };
    case ts.SyntaxKind.NullKeyword:
      return { kind: "literal", value: null };
  }
  if (ts.isVoidExpression(expression) && ts.isNumericLiteral(expression.expression)) return { kind: "undefined" };
  return ts.isIdentifier(expression) && expression.text === "undefined" ? { kind: "undefined" } : computed;
}

function numberLiteral(value: number): Default {
  return Number.isFinite(value) ? { kind: "literal", value } : computed;
}

function bigintLiteral(text: string, sign: 1 | -1 = 1): Default {
  const value = sign * Number(text.slice(0, -1).replaceAll("_", ""));
  return Number.isSafeInteger(value)
    ? { kind: "literal", value }
    : { kind: "unsafe", text: `${sign < 0 ? "-" : ""}${text}` };
}

function readSigned({ ts }: Context, { operator, operand }: ts.PrefixUnaryExpression): Default {
  if (operator !== ts.SyntaxKind.MinusToken && operator !== ts.SyntaxKind.PlusToken) return computed;
  const sign = operator === ts.SyntaxKind.MinusToken ? -1 : 1;
  const number = unwrap(ts, operand);
  if (ts.isNumericLiteral(number)) return numberLiteral(sign * Number(number.text));
  return ts.isBigIntLiteral(number) && sign < 0 ? bigintLiteral(number.text, sign) : computed;
}

function readArray(context: Context, { elements }: ts.ArrayLiteralExpression): Default {
  const values: Json[] = [];
  for (const element of elements) {
    const read = readLiteral(context, element);
    if (read.kind !== "literal") return read.kind === "unsafe" ? read : computed;
    values.push(read.value);
  }
  return { kind: "literal", value: values };
}

function readObject(context: Context, { properties }: ts.ObjectLiteralExpression): Default {
  const { ts } = context;
  const values: Record<string, Json> = {};
  for (const property of properties) {
    if (!ts.isPropertyAssignment(property)) return computed;
    const { name } = property;
    if (!ts.isIdentifier(name) && !ts.isStringLiteralLike(name) && !ts.isNumericLiteral(name)) return computed;
    if (name.text === "__proto__") return computed;
    const read = readLiteral(context, property.initializer);
    // A property that is `undefined` is as good as absent.
    if (read.kind === "undefined") continue;
    if (read.kind !== "literal") return read;
    values[name.text] = read.value;
  }
  return { kind: "literal", value: values };
}
