import type ts from "typescript";
import { runtimePackage } from "../authoring-names.ts";
import type { Context } from "../context.ts";
import { isDeclaredIn } from "../package-name.ts";
import { markProperty, readMark } from "../shape/index.ts";
import type { Body } from "./body.ts";
import { calleeName, shorten } from "./describe.ts";
import { type Call, condition, listOf, type Origin, reference, tupleOf, type Value } from "./value.ts";

/** What a type alone says of a value: whether it is a call of an entity, an array of such calls, or a condition. */
export function valueOfType(context: Context, type: ts.Type, callee: string): Value {
  const call = callOfType(context, type, callee);
  if (call !== undefined) return call;
  if (isOfRuntime(context, type, "Condition")) return condition;
  const { checker } = context;
  if (checker.isTupleType(type)) {
    const items = fixedElements(context, type)?.map((item) => callOfType(context, item, callee));
    return items?.some((item) => item !== undefined) ? tupleOf(items) : undefined;
  }
  if (!checker.isArrayType(type)) return undefined;
  const [element] = checker.getTypeArguments(type as ts.TypeReference);
  const item = element === undefined ? undefined : callOfType(context, element, callee);
  return item === undefined ? undefined : listOf(item);
}

/** The runtime's `Invocation<T>`, perhaps with `undefined` or `null` beside it. */
export function callOfType(context: Context, type: ts.Type, callee: string): Call | undefined {
  const { ts } = context;
  const none = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;
  const members = type.isUnion() ? type.types.filter(({ flags }) => (flags & none) === 0) : [type];
  const [first] = members;
  if (first === undefined || !members.every((member) => isOfRuntime(context, member, "Invocation"))) return undefined;
  const [result] = context.checker.getTypeArguments(first as ts.TypeReference);
  return {
    kind: "call",
    origin: { text: `a call of '${callee}' that is not awaited` },
    result: result === undefined ? undefined : resultOfType(context, result, callee),
    isMaybe: type.isUnion() && members.length < type.types.length,
  };
}

function isOfRuntime(context: Context, type: ts.Type, name: string): boolean {
  const symbol = type.symbol as ts.Symbol | undefined;
  return symbol?.name === name && isDeclaredIn(context, symbol, (declared) => declared === runtimePackage);
}

/** What awaiting a call gives: one reference, or a tuple or object of them where there are several outputs. */
function resultOfType(context: Context, type: ts.Type, callee: string): Value {
  const { ts, checker } = context;
  const { TypeFlags } = ts;
  const plain = TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Void | TypeFlags.Undefined | TypeFlags.Never;
  if ((type.flags & (plain | TypeFlags.Null | TypeFlags.Instantiable)) !== 0) return undefined;
  const output: Origin = { text: `an output of '${callee}'` };
  if (checker.isTupleType(type)) {
    const elements = fixedElements(context, type);
    return elements === undefined ? undefined : tupleOf(elements.map(() => reference(output)));
  }
  if (type.isUnion()) {
    // The cases of a branch can have several outputs each.
    if (type.types.some((member) => checker.isTupleType(member) || isOutputs(context, member))) return undefined;
  } else if (isOutputs(context, type)) {
    const names = checker.getPropertiesOfType(type).map(({ name }) => name);
    const members = names.filter((name) => name !== markProperty).map((name) => [name, reference(output)] as const);
    return { kind: "object", members: new Map(members) };
  }
  return reference({ text: `the awaited result of '${callee}'` });
}

function isOutputs(context: Context, type: ts.Type): boolean {
  return readMark(context, type)?.kind === "outputs";
}

/** The elements of a tuple that has no optional ones and no rest. */
function fixedElements({ ts, checker }: Context, type: ts.Type): readonly ts.Type[] | undefined {
  const reference = type as ts.TupleTypeReference;
  const { elementFlags } = reference.target;
  return elementFlags.every((flags) => (flags & ts.ElementFlags.Required) !== 0)
    ? checker.getTypeArguments(reference)
    : undefined;
}

/** What the type of an expression says; of a call by the name of what it calls. */
export function valueOfNode(body: Body, node: ts.Expression): Value {
  const { context, typed } = body;
  if (!typed.has(node)) {
    const { ts, checker } = context;
    const name = ts.isCallExpression(node) ? calleeName(ts, node) : shorten(node.getText());
    typed.set(node, valueOfType(context, checker.getTypeAtLocation(node), name));
  }
  return typed.get(node);
}
