import type ts from "typescript";
import { changeReference, inspectReference, iterateReference } from "../diagnostics/index.ts";
import { evaluateUnary } from "./arithmetic.ts";
import { type Body, getVariable, report } from "./body.ts";
import { evaluateCall } from "./calls.ts";
import { evaluateCondition } from "./conditions.ts";
import { describe } from "./describe.ts";
import { storeFunction } from "./functions.ts";
import { evaluateArray, evaluateObject, evaluateTagged, evaluateTemplate } from "./literals.ts";
import { evaluateMember } from "./members.ts";
import { evaluateBinary } from "./operators.ts";
import { evaluateNew } from "./platform-calls.ts";
import { copyState, joinStates } from "./state.ts";
import { valueOfNode } from "./type-values.ts";
import { absent, awaited, definitely, isPending, join, type Value } from "./value.ts";

/** The value of an expression; what is misused inside it is reported. */
export function evaluate(body: Body, expression: ts.Expression): Value {
  const { ts } = body.context;
  if (ts.isIdentifier(expression)) {
    return expression.text === "undefined" ? absent : getVariable(body, expression);
  }
  if (ts.isCallExpression(expression)) return evaluateCall(body, expression);
  if (ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression)) {
    return evaluateMember(body, expression);
  }
  if (ts.isAwaitExpression(expression)) return evaluateAwait(body, expression);
  if (ts.isBinaryExpression(expression)) return evaluateBinary(body, expression);
  if (ts.isPrefixUnaryExpression(expression) || ts.isPostfixUnaryExpression(expression)) {
    return evaluateUnary(body, expression);
  }
  if (ts.isNonNullExpression(expression)) return definitely(evaluate(body, expression.expression));
  if (
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isTypeAssertionExpression(expression)
  ) {
    return evaluate(body, expression.expression);
  }
  if (ts.isConditionalExpression(expression)) return evaluateConditional(body, expression);
  if (ts.isObjectLiteralExpression(expression)) return evaluateObject(body, expression);
  if (ts.isArrayLiteralExpression(expression)) return evaluateArray(body, expression);
  if (ts.isTemplateExpression(expression)) return evaluateTemplate(body, expression);
  if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) {
    storeFunction(body, expression);
    return undefined;
  }
  if (ts.isTaggedTemplateExpression(expression)) return evaluateTagged(body, expression);
  if (ts.isNewExpression(expression)) return evaluateNew(body, expression);
  if (ts.isTypeOfExpression(expression)) {
    const value = evaluate(body, expression.expression);
    if (value?.kind !== "reference") return undefined;
    return report(body, expression, inspectReference("'typeof'", describe(ts, expression.expression, value)));
  }
  if (ts.isDeleteExpression(expression)) return evaluateDelete(body, expression);
  if (ts.isYieldExpression(expression)) {
    const value = expression.expression === undefined ? undefined : evaluate(body, expression.expression);
    if (expression.asteriskToken === undefined || !isPending(value)) return undefined;
    return report(body, expression, iterateReference("'yield*'", describe(ts, expression, value)));
  }
  if (expression.kind === ts.SyntaxKind.NullKeyword) return absent;
  return evaluateInside(body, expression);
}

/** Whatever else there is: void, classes, JSX. */
function evaluateInside(body: Body, node: ts.Node): undefined {
  const { ts } = body.context;
  ts.forEachChild(node, (child) => {
    if (ts.isMethodDeclaration(child) || ts.isAccessor(child)) storeFunction(body, child);
    else if (ts.isTypeNode(child)) return;
    else if (ts.isExpression(child)) evaluate(body, child);
    else evaluateInside(body, child);
  });
}

function evaluateAwait(body: Body, { expression }: ts.AwaitExpression): Value {
  const { ts } = body.context;
  const value = evaluate(body, expression);
  // A variable that was given its value elsewhere can be a call by its type.
  const isNamed =
    ts.isIdentifier(expression) ||
    ts.isPropertyAccessExpression(expression) ||
    ts.isElementAccessExpression(expression);
  return awaited(value ?? (isNamed ? valueOfNode(body, expression) : undefined));
}

function evaluateConditional(body: Body, { condition, whenTrue, whenFalse }: ts.ConditionalExpression): Value {
  evaluateCondition(body, condition, "'?:'");
  const before = copyState(body.state);
  const left = evaluate(body, whenTrue);
  const after = body.state;
  body.state = before;
  const right = evaluate(body, whenFalse);
  body.state = joinStates(after, body.state);
  return join(left, right);
}

function evaluateDelete(body: Body, expression: ts.DeleteExpression): undefined {
  const { ts } = body.context;
  const place = expression.expression;
  if (!ts.isPropertyAccessExpression(place) && !ts.isElementAccessExpression(place)) return undefined;
  const object = evaluate(body, place.expression);
  if (isPending(object)) report(body, expression, changeReference("'delete'", describe(ts, place.expression, object)));
  else if (object?.kind === "object") object.members.clear();
  return undefined;
}
