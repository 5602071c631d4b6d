import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import { resolveSymbol } from "../calls/runtime-function.ts";
import type { Context } from "../context.ts";
import { type Finding, functionNotFound, overloadedFunction } from "../diagnostics/index.ts";

/** The function of a task or workflow, and the nodes whose comments document it. */
export interface FunctionRead {
  readonly declaration: ts.SignatureDeclaration;
  readonly documented: readonly ts.Node[];
}

/** Finds the function that an argument is: written in place, or declared elsewhere and named here. */
export function readFunction(context: Context, argument: ts.Expression, callee: string): FunctionRead | Finding {
  const { ts, checker } = context;
  const expression = unwrap(ts, argument);
  if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) {
    return { declaration: expression, documented: [expression] };
  }
  const isName = ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression);
  const symbol = isName ? resolveSymbol(context, checker.getSymbolAtLocation(expression)) : undefined;
  const functions = symbol?.declarations?.filter(ts.isFunctionDeclaration) ?? [];
  const [declared] = functions;
  if (declared !== undefined) {
    if (functions.length > 1) return overloadedFunction(expression.getText());
    return { declaration: declared, documented: [declared] };
  }
  const variable = symbol?.declarations?.find(ts.isVariableDeclaration);
  const value = variable?.initializer === undefined ? undefined : unwrap(ts, variable.initializer);
  if (variable !== undefined && value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) {
    return { declaration: value, documented: [variable.parent.parent, value] };
  }
  return functionNotFound(callee, expression.getText());
}
