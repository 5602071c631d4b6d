import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import { resolveSymbol } from "../calls/runtime-function.ts";
import type { Context } from "../context.ts";
import { type Finding, functionNotFound, overloadedFunction } from "../diagnostics/index.ts";
import { documentedNodes } from "./documented-nodes.ts";
import type { FunctionRead } from "./signature.ts";

/** Finds the function that an argument is: written in place, or declared elsewhere and named here. */
export function readFunction(context: Context, argument: ts.Expression, callee: string): FunctionRead | Finding {
  const { ts, checker } = context;
  const expression = unwrap(ts, argument);
  const isName = ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression);
  const symbol = isName ? resolveSymbol(context, checker.getSymbolAtLocation(expression)) : undefined;
  const functions = symbol?.declarations?.filter(ts.isFunctionDeclaration) ?? [];
  if (functions.length > 1) return overloadedFunction(expression.getText());
  const declaration = functions[0] ?? findValue(context, expression, symbol);
  const signature = declaration === undefined ? undefined : checker.getSignatureFromDeclaration(declaration);
  if (declaration === undefined || signature === undefined) return functionNotFound(callee, expression.getText());
  return { declaration, signature, documented: documentedNodes(ts, declaration) };
}

/** The function that an expression is, or that the variable holds which it names. */
function findValue(
  { ts }: Context,
  expression: ts.Expression,
  symbol: ts.Symbol | undefined,
): ts.ArrowFunction | ts.FunctionExpression | undefined {
  const variable = symbol?.declarations?.find(ts.isVariableDeclaration);
  const value = variable?.initializer === undefined ? expression : unwrap(ts, variable.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : undefined;
}
