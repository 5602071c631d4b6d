import type ts from "typescript";
import {
  changeReference,
  inspectReference,
  iterateReference,
  keyByReference,
  listPropertiesOfReference,
  writeReferenceAsText,
} from "../diagnostics/index.ts";
import { type Body, type FunctionNode, getVariable, report } from "./body.ts";
import { evaluateCall, evaluateNew, valueOfNode } from "./calls.ts";
import { describe } from "./describe.ts";
import { storeFunction } from "./functions.ts";
import { evaluateMember } from "./members.ts";
import { evaluateBinary, evaluateCondition, evaluateUnary } from "./operators.ts";
import {
  absent,
  awaited,
  copyState,
  definitely,
  elementOf,
  findPending,
  isPending,
  join,
  joinStates,
  listOf,
  tupleOf,
  type Value,
} from "./value.ts";

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
    if (!isPending(value)) return undefined;
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

function evaluateTemplate(body: Body, template: ts.TemplateExpression): undefined {
  const { ts } = body.context;
  for (const { expression } of template.templateSpans) {
    const found = findPending(evaluate(body, expression), false);
    if (found !== undefined) {
      report(body, expression, writeReferenceAsText("The template", describe(ts, expression, found)));
    }
  }
}

/** The tag is given the values themselves; the platform's own makes a text of them. */
function evaluateTagged(body: Body, { tag, template }: ts.TaggedTemplateExpression): undefined {
  const { ts } = body.context;
  evaluate(body, tag);
  if (!ts.isTemplateExpression(template)) return undefined;
  if (tag.getText() === "String.raw") return evaluateTemplate(body, template);
  for (const { expression } of template.templateSpans) evaluate(body, expression);
  return undefined;
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

function evaluateArray(body: Body, { elements }: ts.ArrayLiteralExpression): Value {
  const { ts } = body.context;
  let isFixed = true;
  const items = elements.flatMap((element): readonly Value[] => {
    if (!ts.isSpreadElement(element)) return [evaluate(body, element)];
    const value = evaluate(body, element.expression);
    if (isPending(value)) report(body, element, iterateReference("'...'", describe(ts, element.expression, value)));
    if (value?.kind !== "list") {
      isFixed = false;
      return [undefined];
    }
    if (value.items !== undefined) return value.items;
    isFixed = false;
    return [value.element];
  });
  return isFixed ? tupleOf(items) : listOf(elementOf(tupleOf(items)));
}

function evaluateObject(body: Body, { properties }: ts.ObjectLiteralExpression): Value {
  const { ts } = body.context;
  const members = new Map<string, Value>();
  for (const property of properties) {
    if (ts.isShorthandPropertyAssignment(property)) {
      members.set(property.name.text, getVariable(body, property.name));
    } else if (ts.isPropertyAssignment(property)) {
      const name = readKey(body, property.name);
      const value = evaluate(body, property.initializer);
      if (name === undefined) members.clear();
      else members.set(name, value);
    } else if (ts.isSpreadAssignment(property)) {
      const value = evaluate(body, property.expression);
      if (isPending(value) && !value.isMaybe) {
        const text = describe(ts, property.expression, value);
        report(body, property, listPropertiesOfReference("'...'", text));
      }
      if (value?.kind !== "object") members.clear();
      else for (const [name, member] of value.members) members.set(name, member);
    } else {
      storeFunction(body, property as FunctionNode);
    }
  }
  return { kind: "object", members };
}

function readKey(body: Body, name: ts.PropertyName): string | undefined {
  const { ts } = body.context;
  if (!ts.isComputedPropertyName(name)) return name.text;
  const key = evaluate(body, name.expression);
  if (isPending(key)) report(body, name, keyByReference("'[…]'", describe(ts, name.expression, key)));
  return undefined;
}
