import type ts from "typescript";
import { keyByReference, readListMember, readValueMember } from "../diagnostics/index.ts";
import type { Shape } from "../shape/index.ts";
import { type Body, report } from "./body.ts";
import { describe } from "./describe.ts";
import { elementOf, isPending, maybe, partOf, type Reference, type Value } from "./value.ts";

/** The value of `object.name` and `object[index]`. */
export function evaluateMember(body: Body, access: ts.PropertyAccessExpression | ts.ElementAccessExpression): Value {
  const { ts } = body.context;
  const object = body.walk.evaluate(body, access.expression);
  const name = memberName(body, access);
  if (ts.isElementAccessExpression(access)) {
    const key = body.walk.evaluate(body, access.argumentExpression);
    if (isPending(key)) {
      const value = describe(ts, access.argumentExpression, key);
      return report(body, access.argumentExpression, keyByReference("'[…]'", value));
    }
  }
  switch (object?.kind) {
    case "reference":
      return readMember(body, access, object, access.expression, name, isCalled(body, access));
    case "list": {
      const index = name === undefined ? undefined : Number(name);
      if (object.items !== undefined && index !== undefined) return object.items[index];
      return name === undefined || Number.isInteger(index) ? maybe(elementOf(object)) : undefined;
    }
    case "object":
      return name === undefined ? undefined : object.members.get(name);
    default:
      return undefined;
  }
}

/** The name that is read, undefined where it is computed. */
export function memberName(
  { context: { ts } }: Body,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  if (ts.isPropertyAccessExpression(access)) return access.name.text;
  const { argumentExpression: key } = access;
  return ts.isStringLiteralLike(key) || ts.isNumericLiteral(key) ? key.text : undefined;
}

function isCalled({ context: { ts } }: Body, access: ts.Expression): boolean {
  let inner: ts.Node = access;
  while (ts.isParenthesizedExpression(inner.parent) || ts.isNonNullExpression(inner.parent)) inner = inner.parent;
  return ts.isCallExpression(inner.parent) && inner.parent.expression === inner;
}

/**
 * A property or element of a reference. Which there are follows from the type as it crosses the wire; where a property
 * is that of a text, list, date or file, the value would have to be here.
 */
export function readMember(
  body: Body,
  node: ts.Node,
  whole: Reference,
  wholeNode: ts.Node,
  name: string | undefined,
  isMethod: boolean,
): Value {
  const { context, reader } = body;
  if (name === undefined) return partOf(whole);
  const kind = memberKind(reader.read(context.checker.getTypeAtLocation(wholeNode)), name);
  if (kind === "data" && !isMethod) return partOf(whole);
  const value = describe(context.ts, wholeNode, whole);
  const member = isMethod ? `${name}()` : name;
  return report(body, node, kind === "list" ? readListMember(member, value) : readValueMember(member, value));
}

type MemberKind = "data" | "list" | "value";

function memberKind(shape: Shape, name: string): MemberKind {
  switch (shape.kind) {
    case "array":
    case "tuple":
      return /^(0|[1-9]\d*)$/.test(name) ? "data" : "list";
    case "reference":
      return memberKind(shape.definition.shape, name);
    case "struct":
      return shape.open !== undefined || shape.fields.some((field) => field.name === name) ? "data" : "value";
    case "union": {
      const members = shape.members.filter(({ kind }) => kind !== "null" && kind !== "undefined");
      const kinds = new Set(members.map((member) => memberKind(member, name)));
      const [only] = kinds;
      if (kinds.has("data") || only === undefined) return "data";
      return kinds.size === 1 ? only : "value";
    }
    case "record":
    case "untyped":
    case "unsupported":
    case "null":
    case "undefined":
      return "data";
    default:
      return "value";
  }
}

/** Whether a reference will be an array. */
export function isListReference({ context, reader }: Body, node: ts.Expression): boolean {
  const shape = reader.read(context.checker.getTypeAtLocation(node));
  return shape.kind === "array" || shape.kind === "tuple";
}
