import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import { changeReference, keyByReference } from "../diagnostics/index.ts";
import { type Body, report, setVariable } from "./body.ts";
import { describe } from "./describe.ts";
import { memberName } from "./members.ts";
import { restOf, takeElements, takeProperty, takeRest, withDefault } from "./patterns.ts";
import { elementOf, isPending, isSame, join, type List, maybe, type Value } from "./value.ts";

/** `target = value`, where the target may be a pattern. */
export function assign(body: Body, target: ts.Expression, value: Value, source: ts.Node = target): void {
  const { ts } = body.context;
  const { SyntaxKind } = ts;
  if (ts.isBinaryExpression(target) && target.operatorToken.kind === SyntaxKind.EqualsToken) {
    assign(body, target.left, withDefault(body, target.left, target.right, value));
  } else if (ts.isArrayLiteralExpression(target)) {
    const items = takeElements(body, target, value, source, target.elements.length);
    target.elements.forEach((element, index) => {
      if (ts.isSpreadElement(element)) assign(body, element.expression, restOf(value, index));
      else if (!ts.isOmittedExpression(element)) assign(body, element, items[index]);
    });
  } else if (ts.isObjectLiteralExpression(target)) {
    for (const property of target.properties) assignProperty(body, target, property, value, source);
  } else {
    assignTo(body, target, value);
  }
}

function assignProperty(
  body: Body,
  whole: ts.Expression,
  property: ts.ObjectLiteralElementLike,
  value: Value,
  source: ts.Node,
): void {
  const { ts } = body.context;
  if (ts.isSpreadAssignment(property)) {
    assign(body, property.expression, takeRest(body, property, value, source));
  } else if (ts.isShorthandPropertyAssignment(property)) {
    const part = takeProperty(body, property.name, property, value, whole);
    const { objectAssignmentInitializer: initializer } = property;
    assignTo(
      body,
      property.name,
      initializer === undefined ? part : withDefault(body, property.name, initializer, part),
    );
  } else if (ts.isPropertyAssignment(property)) {
    assign(body, property.initializer, takeProperty(body, property.name, property, value, whole));
  }
}

/** Assigns a variable, property or element. */
export function assignTo(body: Body, place: ts.Expression, value: Value): void {
  const { ts } = body.context;
  const target = unwrap(ts, place);
  if (ts.isIdentifier(target)) {
    setVariable(body, target, value, true);
    return;
  }
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return;
  const object = body.walk.evaluate(body, target.expression);
  if (isPending(object)) {
    report(body, target, changeReference("The assignment", describe(ts, target.expression, object)));
    return;
  }
  if (ts.isElementAccessExpression(target)) {
    const key = body.walk.evaluate(body, target.argumentExpression);
    if (isPending(key)) {
      const text = describe(ts, target.argumentExpression, key);
      report(body, target.argumentExpression, keyByReference("'[…]'", text));
    }
  }
  const name = memberName(body, target);
  if (object?.kind === "list") addToList(body, object, value);
  if (object?.kind !== "object") return;
  if (name === undefined) {
    if (object.members.size > 0) body.changes++;
    object.members.clear();
    return;
  }
  // Another way to the same place may not lead through this assignment.
  const before = object.members.get(name);
  const after = object.members.has(name) ? join(before, value) : maybe(value);
  if (!isSame(before, after)) body.changes++;
  object.members.set(name, after);
}

/** Puts a value into an array: its elements are then what they were, or this. */
export function addToList(body: Body, list: List, value: Value): void {
  const isEmpty = list.items?.length === 0;
  const element = isEmpty ? value : join(elementOf(list), value);
  if (list.items !== undefined || !isSame(element, list.element)) body.changes++;
  list.items = undefined;
  list.element = element;
}

/** Whether an assignment to a place changes a part of a reference; assigning it says so. */
export function changesReference(body: Body, place: ts.Expression): boolean {
  const { ts } = body.context;
  const target = unwrap(ts, place);
  const isMember = ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target);
  return isMember && isPending(body.walk.evaluate(body, target.expression));
}
