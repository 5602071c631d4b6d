import type ts from "typescript";
import { inspectReference, keyByReference } from "../diagnostics/index.ts";
import { evaluateArithmetic } from "./arithmetic.ts";
import { assign, assignTo } from "./assignments.ts";
import { type Body, report } from "./body.ts";
import { evaluateCoalescing, evaluateComparison, evaluateLogicalAssignment } from "./comparisons.ts";
import { decide } from "./conditions.ts";
import { describe } from "./describe.ts";
import { copyState, joinStates } from "./state.ts";
import { isPending, join, type Value } from "./value.ts";

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
      if (decided?.kind === "condition" || (isPending(decided) && !decided.isMaybe)) return undefined;
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
    case SyntaxKind.InstanceOfKeyword: {
      const value = body.walk.evaluate(body, left);
      body.walk.evaluate(body, right);
      if (value?.kind !== "reference") return undefined;
      return report(body, expression, inspectReference(operation, describe(ts, left, value)));
    }
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
