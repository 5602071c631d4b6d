import type ts from "typescript";
import { branchOnReference, compareReference, loopOnReference, testReferenceForNull } from "../diagnostics/index.ts";
import { assignTo, changesReference } from "./assignments.ts";
import { type Body, report } from "./body.ts";
import { describe } from "./describe.ts";
import { copyState, joinStates } from "./state.ts";
import { absent, definitely, isPending, join, type Value } from "./value.ts";

/** `a ?? b` */
export function evaluateCoalescing(body: Body, { left, right }: ts.BinaryExpression, operation: string): Value {
  const tested = body.walk.evaluate(body, left);
  const before = copyState(body.state);
  const value = body.walk.evaluate(body, right);
  body.state = joinStates(before, body.state);
  if (!isPending(tested)) return tested === absent ? value : join(tested, value);
  // A call is there; what it gives is not.
  if (tested.kind === "call" && !tested.isMaybe) return tested;
  if (tested.isMaybe) return join(definitely(tested), value);
  return report(body, left.parent, testReferenceForNull(operation, describe(body.context.ts, left, tested)));
}

/** `a ??= b`, `a ||= b` and `a &&= b`. */
export function evaluateLogicalAssignment(body: Body, expression: ts.BinaryExpression, operation: string): void {
  const { ts } = body.context;
  const { left, right } = expression;
  const tested = body.walk.evaluate(body, left);
  const before = copyState(body.state);
  const value = body.walk.evaluate(body, right);
  const isNullTest = expression.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken;
  const isWrong = isPending(tested) && !tested.isMaybe && !(isNullTest && tested.kind === "call");
  if (isWrong && !changesReference(body, left)) {
    const text = describe(ts, left, tested);
    report(body, expression, (isNullTest ? testReferenceForNull : branchOnReference)(operation, text));
  }
  const stays = isNullTest && tested?.kind === "call" && !tested.isMaybe;
  const isReplaced = isNullTest && tested?.kind === "absent";
  if (!isReplaced) body.state = joinStates(before, body.state);
  assignTo(body, left, stays ? tested : isReplaced ? value : join(definitely(tested), value));
}

/** Equality and order. */
export function evaluateComparison(body: Body, expression: ts.BinaryExpression, operation: string): undefined {
  const { ts } = body.context;
  const { left, right } = expression;
  const values = [body.walk.evaluate(body, left), body.walk.evaluate(body, right)] as const;
  const isNullTest = values.some((value) => value?.kind === "absent");
  const { kind } = expression.operatorToken;
  const isOrder = kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.GreaterThanEqualsToken;
  // A call is an object that is there: whether it is the same as another can be asked.
  if (!isOrder && (isNullTest || values.every((value) => value?.kind === "call"))) {
    if (values.some((value) => value?.kind === "call")) return undefined;
  }
  const at = values.findIndex((value) => isPending(value) && !(isNullTest && value.isMaybe));
  const pending = values[at];
  if (!isPending(pending)) return undefined;
  const text = describe(ts, at === 0 ? left : right, pending);
  if (body.loop !== undefined) return report(body, expression, loopOnReference(body.loop, text));
  return report(body, expression, (isNullTest ? testReferenceForNull : compareReference)(operation, text));
}
