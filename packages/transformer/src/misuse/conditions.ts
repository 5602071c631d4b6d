import type ts from "typescript";
import { branchOnCondition, branchOnReference, loopOnReference } from "../diagnostics/index.ts";
import { type Body, report } from "./body.ts";
import { describe, shorten } from "./describe.ts";
import { copyState, joinStates } from "./state.ts";
import { isPending, type Value } from "./value.ts";

/** Reports an expression that decides which way to go, if its value is a reference or a condition. */
export function decide(body: Body, expression: ts.Expression, value: Value, operation: string): void {
  if (value?.kind === "condition")
    report(body, expression, branchOnCondition(operation, shorten(expression.getText())));
  if (!isPending(value) || value.isMaybe) return;
  const text = describe(body.context.ts, expression, value);
  const { loop } = body;
  report(body, expression, loop === undefined ? branchOnReference(operation, text) : loopOnReference(loop, text));
}

/** Evaluates an expression that decides which way to go. */
export function evaluateCondition(body: Body, expression: ts.Expression, operation: string): void {
  const { ts } = body.context;
  if (ts.isParenthesizedExpression(expression)) {
    evaluateCondition(body, expression.expression, operation);
    return;
  }
  const { SyntaxKind } = ts;
  if (
    ts.isBinaryExpression(expression) &&
    (expression.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken ||
      expression.operatorToken.kind === SyntaxKind.BarBarToken)
  ) {
    evaluateCondition(body, expression.left, `'${expression.operatorToken.getText()}'`);
    const before = copyState(body.state);
    evaluateCondition(body, expression.right, operation);
    body.state = joinStates(before, body.state);
    return;
  }
  decide(body, expression, body.walk.evaluate(body, expression), operation);
}
