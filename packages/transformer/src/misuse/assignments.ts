import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import {
  changeReference,
  iterateReference,
  keyByReference,
  listPropertiesOfReference,
  testReferenceForNull,
} from "../diagnostics/index.ts";
import { type Body, report, setVariable } from "./body.ts";
import { describe } from "./describe.ts";
import { memberName, readMember } from "./members.ts";
import {
  definitely,
  elementOf,
  isPending,
  isSame,
  join,
  type List,
  listOf,
  maybe,
  tupleOf,
  type Value,
} from "./value.ts";

/** Gives the variables of a declaration what they take from a value. */
export function bind(body: Body, name: ts.BindingName, value: Value, source: ts.Node = name): void {
  const { ts } = body.context;
  if (ts.isIdentifier(name)) {
    setVariable(body, name, value, false);
    return;
  }
  if (ts.isObjectBindingPattern(name)) {
    for (const element of name.elements) {
      const key = element.propertyName ?? element.name;
      const part =
        element.dotDotDotToken === undefined
          ? takeProperty(body, key, element, value, name)
          : takeRest(body, element, value, source);
      bindElement(body, element, part);
    }
    return;
  }
  const items = takeElements(body, name, value, source, name.elements.length);
  name.elements.forEach((element, index) => {
    if (!ts.isOmittedExpression(element)) {
      const isRest = element.dotDotDotToken !== undefined;
      bindElement(body, element, isRest ? restOf(value, index) : items[index]);
    }
  });
}

function bindElement(body: Body, { name, initializer }: ts.BindingElement, value: Value): void {
  bind(body, name, initializer === undefined ? value : withDefault(body, name, initializer, value), name);
}

/** A default takes the place of `undefined`: a reference never is. */
function withDefault(body: Body, target: ts.Node, initializer: ts.Expression, value: Value): Value {
  const other = body.walk.evaluate(body, initializer);
  if (!isPending(value)) return value === undefined ? undefined : join(value, other);
  if (value.isMaybe) return join(definitely(value), other);
  report(body, initializer, testReferenceForNull("The default", describe(body.context.ts, target, value)));
  return value;
}

/** What destructuring an object takes under a name. */
function takeProperty(body: Body, key: ts.Node, at: ts.Node, value: Value, whole: ts.Node): Value {
  const { ts } = body.context;
  if (ts.isComputedPropertyName(key)) {
    const computed = body.walk.evaluate(body, key.expression);
    if (isPending(computed)) {
      return report(body, key, keyByReference("'[…]'", describe(ts, key.expression, computed)));
    }
  }
  const name = "text" in key && typeof key.text === "string" ? key.text : undefined;
  switch (value?.kind) {
    case "reference":
      return readMember(body, at, value, whole, name, false);
    case "object":
      return name === undefined ? undefined : value.members.get(name);
    case "list":
      return name !== undefined && /^\d+$/.test(name) ? maybe(elementOf(value)) : undefined;
    default:
      return undefined;
  }
}

function takeRest(body: Body, at: ts.Node, value: Value, source: ts.Node): undefined {
  if (!isPending(value)) return undefined;
  return report(body, at, listPropertiesOfReference("'...'", describe(body.context.ts, source, value)));
}

/** What destructuring an array takes, by position. */
function takeElements(body: Body, at: ts.Node, value: Value, source: ts.Node, count: number): readonly Value[] {
  if (value?.kind === "list") {
    return value.items ?? Array.from({ length: count }, () => maybe(elementOf(value)));
  }
  if (isPending(value)) report(body, at, iterateReference("'[…]'", describe(body.context.ts, source, value)));
  return [];
}

function restOf(value: Value, index: number): Value {
  if (value?.kind !== "list") return undefined;
  return value.items === undefined ? listOf(value.element) : tupleOf(value.items.slice(index));
}

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
