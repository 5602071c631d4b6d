import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import type { TypeScript } from "../context.ts";
import type { Call, Reference } from "./value.ts";

/** Longer code is not repeated in a message: the message stands at it. */
const longest = 40;

/** A reference or call in words: `'rows[0]', a part of the awaited result of 'load'`. */
export function describe(typescript: TypeScript, expression: ts.Node, value: Reference | Call): string {
  const { text, name } = value.origin;
  const isPart = value.kind === "reference" && value.isPart;
  const from = isPart
    ? name === undefined
      ? `a part of ${text}`
      : `a part of the parameter '${name}'`
    : name === undefined
      ? text
      : undefined;
  const code = shortCode(typescript, expression);
  if (from !== undefined) return code === undefined ? from : `'${code}', ${from}`;
  if (code === name || code === undefined) return `'${name}', ${text}`;
  return `'${code}', which is '${name}', ${text}`;
}

/** A name or path, as it is written. What is made where it stands has no name. */
function shortCode(typescript: TypeScript, node: ts.Node): string | undefined {
  const expression = typescript.isExpression(node) ? unwrap(typescript, node) : node;
  let root: ts.Node = expression;
  while (
    typescript.isPropertyAccessExpression(root) ||
    typescript.isElementAccessExpression(root) ||
    typescript.isNonNullExpression(root)
  ) {
    root = root.expression;
  }
  return typescript.isIdentifier(root) ? shorten(expression.getText()) : undefined;
}

/** Code on one line and of some length at most. */
export function shorten(code: string): string {
  const line = code.replace(/\s+/g, " ");
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** What a call calls: `load`, `flows.load`, `when`. */
export function calleeName(typescript: TypeScript, call: ts.CallExpression): string {
  const text = call.expression.getText();
  if (text.length <= longest && /^[\w$.]+$/.test(text)) return text;
  let root: ts.Expression = call.expression;
  while (!typescript.isIdentifier(root)) {
    if (
      !typescript.isPropertyAccessExpression(root) &&
      !typescript.isElementAccessExpression(root) &&
      !typescript.isCallExpression(root) &&
      !typescript.isParenthesizedExpression(root) &&
      !typescript.isNonNullExpression(root)
    ) {
      return shorten(text);
    }
    root = root.expression;
  }
  return root.text;
}
