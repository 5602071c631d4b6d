import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import {
  branchOnReference,
  compareReference,
  computeWithReference,
  type Finding,
  inspectReference,
  keyByReference,
  loopOnReference,
  testReferenceForNull,
  writeReferenceAsText,
} from "../diagnostics/index.ts";
import { assign, assignTo } from "./assignments.ts";
import { type Body, report } from "./body.ts";
import { describe } from "./describe.ts";
import { absent, copyState, findPending, isPending, join, joinStates, type Value } from "./value.ts";

/** Reports an expression that decides which way to go, if its value is a reference. */
export function decide(body: Body, expression: ts.Expression, value: Value, operation: string): void {
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

/** The value of a binary expression. */
export function evaluateBinary(body: Body, expression: ts.BinaryExpression): Value {
  const { ts } = body.context;
  const { SyntaxKind } = ts;
  const { left, right } = expression;
  const { kind } = expression.operatorToken;
  const operation = `'${expression.operatorToken.getText()}'`;
  switch (kind) {
    case SyntaxKind.EqualsToken: {
      const value = body.walk.evaluate(body, right);
      assign(body, left, value);
      return value;
    }
    case SyntaxKind.CommaToken:
      body.walk.evaluate(body, left);
      return body.walk.evaluate(body, right);
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.BarBarToken: {
      const decided = body.walk.evaluate(body, left);
      decide(body, left, decided, operation);
      const before = copyState(body.state);
      const value = body.walk.evaluate(body, right);
      body.state = joinStates(before, body.state);
      if (isPending(decided) && !decided.isMaybe) return undefined;
      return join(decided, value);
    }
    case SyntaxKind.QuestionQuestionToken:
      return evaluateCoalescing(body, expression, operation);
    case SyntaxKind.AmpersandAmpersandEqualsToken:
    case SyntaxKind.BarBarEqualsToken:
    case SyntaxKind.QuestionQuestionEqualsToken:
      evaluateLogicalAssignment(body, expression, operation);
      return undefined;
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
    case SyntaxKind.ExclamationEqualsEqualsToken:
    case SyntaxKind.LessThanToken:
    case SyntaxKind.LessThanEqualsToken:
    case SyntaxKind.GreaterThanToken:
    case SyntaxKind.GreaterThanEqualsToken:
      return evaluateComparison(body, expression, operation);
    case SyntaxKind.InstanceOfKeyword:
      return reportOperand(body, expression, body.walk.evaluate(body, left), inspectReference, operation);
    case SyntaxKind.InKeyword: {
      const key = body.walk.evaluate(body, left);
      const object = body.walk.evaluate(body, right);
      if (isPending(object)) report(body, expression, inspectReference(operation, describe(ts, right, object)));
      else if (isPending(key)) report(body, expression, keyByReference(operation, describe(ts, left, key)));
      return undefined;
    }
    default: {
      evaluateArithmetic(body, expression, operation);
      if (kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment) assignTo(body, left, undefined);
      return undefined;
    }
  }
}

function reportOperand(
  body: Body,
  expression: ts.BinaryExpression,
  value: Value,
  finding: (operation: string, value: string) => Finding,
  operation: string,
): undefined {
  body.walk.evaluate(body, expression.right);
  return isPending(value)
    ? report(body, expression, finding(operation, describe(body.context.ts, expression.left, value)))
    : undefined;
}

function evaluateCoalescing(body: Body, { left, right }: ts.BinaryExpression, operation: string): Value {
  const tested = body.walk.evaluate(body, left);
  const before = copyState(body.state);
  const value = body.walk.evaluate(body, right);
  body.state = joinStates(before, body.state);
  if (!isPending(tested)) return tested === absent ? value : join(tested, value);
  if (tested.isMaybe) return join({ ...tested, isMaybe: false }, value);
  return report(body, left.parent, testReferenceForNull(operation, describe(body.context.ts, left, tested)));
}

function evaluateLogicalAssignment(body: Body, expression: ts.BinaryExpression, operation: string): void {
  const { ts } = body.context;
  const { left, right } = expression;
  const tested = body.walk.evaluate(body, left);
  const before = copyState(body.state);
  const value = body.walk.evaluate(body, right);
  if (isPending(tested) && !tested.isMaybe && !isMember(body, left)) {
    const text = describe(ts, left, tested);
    const isNullTest = expression.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken;
    report(body, expression, (isNullTest ? testReferenceForNull : branchOnReference)(operation, text));
  }
  assignTo(body, left, isPending(tested) ? join({ ...tested, isMaybe: false }, value) : join(tested, value));
  body.state = joinStates(before, body.state);
}

function evaluateComparison(body: Body, expression: ts.BinaryExpression, operation: string): undefined {
  const { ts } = body.context;
  const { left, right } = expression;
  const values = [body.walk.evaluate(body, left), body.walk.evaluate(body, right)] as const;
  const isNullTest = values.some((value) => value?.kind === "absent");
  const at = values.findIndex((value) => isPending(value) && !(isNullTest && value.isMaybe));
  const pending = values[at];
  if (!isPending(pending)) return undefined;
  const text = describe(ts, at === 0 ? left : right, pending);
  if (body.loop !== undefined) return report(body, expression, loopOnReference(body.loop, text));
  return report(body, expression, (isNullTest ? testReferenceForNull : compareReference)(operation, text));
}

function evaluateArithmetic(body: Body, expression: ts.BinaryExpression, operation: string): void {
  const { ts, checker } = body.context;
  const { left, right } = expression;
  const values = [body.walk.evaluate(body, left), body.walk.evaluate(body, right)] as const;
  const found = values.map((value) => findPending(value, false));
  const at = found.findIndex((value) => value !== undefined);
  const pending = found[at];
  const { kind } = expression.operatorToken;
  const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  if (pending === undefined || (isAssignment && at === 0 && isMember(body, left))) return;
  const text = describe(ts, at === 0 ? left : right, pending);
  const isText = kind === ts.SyntaxKind.PlusToken || kind === ts.SyntaxKind.PlusEqualsToken;
  const isString = isText && (checker.getTypeAtLocation(expression).flags & ts.TypeFlags.StringLike) !== 0;
  report(body, expression, (isString ? writeReferenceAsText : computeWithReference)(operation, text));
}

/** Whether an assignment says itself what is wrong: it changes a part of a reference. */
function isMember({ context: { ts } }: Body, place: ts.Expression): boolean {
  const target = unwrap(ts, place);
  return ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target);
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
  if (isPending(value) && !(isChange && isMember(body, operand))) {
    const text = describe(ts, operand, value);
    report(body, expression, computeWithReference(`'${ts.tokenToString(operator) ?? ""}'`, text));
  }
  if (isChange) assignTo(body, operand, undefined);
  return undefined;
}
