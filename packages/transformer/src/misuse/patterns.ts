import type ts from "typescript";
import {
  iterateReference,
  keyByReference,
  listPropertiesOfReference,
  testReferenceForNull,
} from "../diagnostics/index.ts";
import { type Body, report, setVariable } from "./body.ts";
import { describe } from "./describe.ts";
import { readMember } from "./members.ts";
import { definitely, elementOf, isPending, join, listOf, maybe, tupleOf, type Value } from "./value.ts";

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
export function withDefault(body: Body, target: ts.Node, initializer: ts.Expression, value: Value): Value {
  const other = body.walk.evaluate(body, initializer);
  if (!isPending(value)) return value === undefined ? undefined : join(value, other);
  if (value.isMaybe) return join(definitely(value), other);
  report(body, initializer, testReferenceForNull("The default", describe(body.context.ts, target, value)));
  return value;
}

/** What destructuring an object takes under a name. */
export function takeProperty(body: Body, key: ts.Node, at: ts.Node, value: Value, whole: ts.Node): Value {
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

/** What `...rest` takes of an object. */
export function takeRest(body: Body, at: ts.Node, value: Value, source: ts.Node): undefined {
  if (!isPending(value)) return undefined;
  return report(body, at, listPropertiesOfReference("'...'", describe(body.context.ts, source, value)));
}

/** What destructuring an array takes, by position. */
export function takeElements(body: Body, at: ts.Node, value: Value, source: ts.Node, count: number): readonly Value[] {
  if (value?.kind === "list") {
    return value.items ?? Array.from({ length: count }, () => maybe(elementOf(value)));
  }
  if (isPending(value)) report(body, at, iterateReference("'[…]'", describe(body.context.ts, source, value)));
  return [];
}

/** What `...rest` takes of an array. */
export function restOf(value: Value, index: number): Value {
  if (value?.kind !== "list") return undefined;
  return value.items === undefined ? listOf(value.element) : tupleOf(value.items.slice(index));
}
