import type ts from "typescript";
import { computeWithReference, writeReferenceAsText } from "../diagnostics/index.ts";
import { assignTo, changesReference } from "./assignments.ts";
import { type Body, report } from "./body.ts";
import { evaluateCondition } from "./conditions.ts";
import { describe } from "./describe.ts";
import { findPending, isPending } from "./value.ts";

/** Everything that computes, assignments that compute too. */
export function evaluateArithmetic(body: Body, expression: ts.BinaryExpression, operation: string): void {
  const { ts, checker } = body.context;
  const { left, right } = expression;
  const values = [body.walk.evaluate(body, left), body.walk.evaluate(body, right)] as const;
  const found = values.map((value) => findPending(value, false));
  const at = found.findIndex((value) => value !== undefined);
  const pending = found[at];
  const { kind } = expression.operatorToken;
  const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  if (pending === undefined || (isAssignment && at === 0 && changesReference(body, left))) return;
  const text = describe(ts, at === 0 ? left : right, pending);
  const isText = kind === ts.SyntaxKind.PlusToken || kind === ts.SyntaxKind.PlusEqualsToken;
  const isString = isText && (checker.getTypeAtLocation(expression).flags & ts.TypeFlags.StringLike) !== 0;
  report(body, expression, (isString ? writeReferenceAsText : computeWithReference)(operation, text));
}

/** `!x`, `-x`, `x++` and the like. */
export function evaluateUnary(body: Body, expression: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): undefined {
  const { ts } = body.context;
  const { SyntaxKind } = ts;
  const { operator, operand } = expression;
  if (operator === SyntaxKind.ExclamationToken) {
    evaluateCondition(body, operand, "'!'");
    return undefined;
  }
  const value = body.walk.evaluate(body, operand);
  const isChange = operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken;
  if (isPending(value) && !(isChange && changesReference(body, operand))) {
    const text = describe(ts, operand, value);
    report(body, expression, computeWithReference(`'${ts.tokenToString(operator) ?? ""}'`, text));
  }
  if (isChange) assignTo(body, operand, undefined);
  return undefined;
}
