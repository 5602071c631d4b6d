import type ts from "typescript";
import {
  iterateReference,
  keyByReference,
  listPropertiesOfReference,
  writeReferenceAsText,
} from "../diagnostics/index.ts";
import { type Body, type FunctionNode, getVariable, report } from "./body.ts";
import { describe } from "./describe.ts";
import { storeFunction } from "./functions.ts";
import { elementOf, findPending, isPending, listOf, tupleOf, type Value } from "./value.ts";

/** A template, whose values become text. */
export function evaluateTemplate(body: Body, template: ts.TemplateExpression): undefined {
  const { ts } = body.context;
  for (const { expression } of template.templateSpans) {
    const found = findPending(body.walk.evaluate(body, expression), false);
    if (found !== undefined) {
      report(body, expression, writeReferenceAsText("The template", describe(ts, expression, found)));
    }
  }
}

/** The tag is given the values themselves; the platform's own makes a text of them. */
export function evaluateTagged(body: Body, { tag, template }: ts.TaggedTemplateExpression): undefined {
  const { ts } = body.context;
  body.walk.evaluate(body, tag);
  if (!ts.isTemplateExpression(template)) return undefined;
  if (tag.getText() === "String.raw") return evaluateTemplate(body, template);
  for (const { expression } of template.templateSpans) body.walk.evaluate(body, expression);
  return undefined;
}

/** `[a, ...b]` */
export function evaluateArray(body: Body, { elements }: ts.ArrayLiteralExpression): Value {
  const { ts } = body.context;
  let isFixed = true;
  const items = elements.flatMap((element): readonly Value[] => {
    if (!ts.isSpreadElement(element)) return [body.walk.evaluate(body, element)];
    const value = body.walk.evaluate(body, element.expression);
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

/** `{ a, ...b }` */
export function evaluateObject(body: Body, { properties }: ts.ObjectLiteralExpression): Value {
  const { ts } = body.context;
  const members = new Map<string, Value>();
  for (const property of properties) {
    if (ts.isShorthandPropertyAssignment(property)) {
      members.set(property.name.text, getVariable(body, property.name));
    } else if (ts.isPropertyAssignment(property)) {
      const name = readKey(body, property.name);
      const value = body.walk.evaluate(body, property.initializer);
      if (name === undefined) members.clear();
      else members.set(name, value);
    } else if (ts.isSpreadAssignment(property)) {
      const value = body.walk.evaluate(body, property.expression);
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
  const key = body.walk.evaluate(body, name.expression);
  if (isPending(key)) report(body, name, keyByReference("'[…]'", describe(ts, name.expression, key)));
  return undefined;
}
