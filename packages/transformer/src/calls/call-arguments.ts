import type ts from "typescript";
import type { TypeScript } from "../context.ts";

/** The arguments of a recognised call. */
export interface CallArguments {
  readonly options: ts.Expression | undefined;
  readonly fn: ts.Expression;
}

/**
 * Tells options from function. Undefined where there is nothing to do: no argument at all (a type error of its own), or
 * metadata already appended by an earlier build.
 */
export function readCallArguments(typescript: TypeScript, call: ts.CallExpression): CallArguments | undefined {
  const [first, second, third] = call.arguments;
  if (first === undefined || third !== undefined) return undefined;
  if (second === undefined) return { options: undefined, fn: first };
  return isMetadataLiteral(typescript, second) ? undefined : { options: first, fn: second };
}

/** Whether metadata was appended to a call by an earlier build. */
export function hasMetadata(typescript: TypeScript, call: ts.CallExpression): boolean {
  const last = call.arguments.at(-1);
  return last !== undefined && isMetadataLiteral(typescript, last);
}

function isMetadataLiteral(typescript: TypeScript, argument: ts.Expression): boolean {
  if (!typescript.isObjectLiteralExpression(argument)) return false;
  const names = argument.properties.map(({ name }) =>
    name !== undefined && (typescript.isIdentifier(name) || typescript.isStringLiteral(name)) ? name.text : "",
  );
  return names.includes("version") && names.includes("kind") && (names.includes("module") || names.includes("outputs"));
}

/** Whether the options say `pickleUntyped: true`, literally: anything else could change at run time. */
export function readPickleUntyped(typescript: TypeScript, options: ts.Expression | undefined): boolean {
  const literal = options === undefined ? undefined : unwrap(typescript, options);
  if (literal === undefined || !typescript.isObjectLiteralExpression(literal)) return false;
  return literal.properties.some(
    (property) =>
      typescript.isPropertyAssignment(property) &&
      (typescript.isIdentifier(property.name) || typescript.isStringLiteral(property.name)) &&
      property.name.text === "pickleUntyped" &&
      property.initializer.kind === typescript.SyntaxKind.TrueKeyword,
  );
}

/** The expression inside parentheses, `as`, `satisfies` and `!`. */
export function unwrap(typescript: TypeScript, expression: ts.Expression): ts.Expression {
  let current = expression;
  while (isWrapper(typescript, current)) current = current.expression;
  return current;
}

/** Whether a node only wraps an expression, without changing its value. */
export function isWrapper(
  typescript: TypeScript,
  node: ts.Node,
): node is
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.TypeAssertion {
  return (
    typescript.isParenthesizedExpression(node) ||
    typescript.isAsExpression(node) ||
    typescript.isSatisfiesExpression(node) ||
    typescript.isNonNullExpression(node) ||
    typescript.isTypeAssertionExpression(node)
  );
}
