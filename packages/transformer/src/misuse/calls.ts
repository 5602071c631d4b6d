import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import { iterateReference } from "../diagnostics/index.ts";
import { type Body, report } from "./body.ts";
import { calleeName, describe, shorten } from "./describe.ts";
import { applyCallback, readCallback } from "./functions.ts";
import { convertUse, findListUse, findUse, isPlatformName, needsValues, type Use } from "./global-functions.ts";
import { callListMethod } from "./list-methods.ts";
import { isListReference } from "./members.ts";
import { valueOfType } from "./type-values.ts";
import { awaited, elementOf, findPending, isPending, join, listOf, tupleOf, type Value } from "./value.ts";

/** The value of a call. */
export function evaluateCall(body: Body, call: ts.CallExpression): Value {
  const { ts } = body.context;
  const callee = unwrap(ts, call.expression);
  const path = platformPath(body, callee);
  if (path !== undefined) return callPlatform(body, call, path);
  const direct = readCallback(body, callee);
  if (direct !== undefined) return body.walk.apply(body, direct, evaluateArguments(body, call));
  if (!ts.isPropertyAccessExpression(callee)) {
    body.walk.evaluate(body, callee);
    evaluateArguments(body, call);
    return readCall(body, call);
  }
  const receiver = body.walk.evaluate(body, callee.expression);
  const method = callee.name.text;
  switch (receiver?.kind) {
    case "reference":
      // Says that a reference has no methods.
      body.walk.evaluate(body, callee);
      evaluateArguments(body, call);
      return undefined;
    case "call":
    case "promise":
      return callPromise(body, call, receiver, method);
    case "list":
      return callList(body, call, callee, receiver, method);
    default: {
      const [node] = call.arguments;
      const fn = method === "map" && node !== undefined ? readCallback(body, node) : undefined;
      if (fn !== undefined) {
        const result = applyCallback(body, fn, []);
        return result === undefined ? readCall(body, call) : listOf(result);
      }
      const args = evaluateArguments(body, call);
      if (args.some(isPending)) checkPlainMethod(body, call, callee, args, method);
      return readCall(body, call);
    }
  }
}

/** `new Date(…)` and the like. */
export function evaluateNew(body: Body, expression: ts.NewExpression): Value {
  const path = platformPath(body, unwrap(body.context.ts, expression.expression));
  if (path === undefined) body.walk.evaluate(body, expression.expression);
  const args = evaluateArguments(body, expression);
  const use = path === undefined ? undefined : findUse(path);
  if (path !== undefined && use !== undefined) checkUse(body, expression, `'new ${path}(…)'`, use, args);
  return undefined;
}

/** `Math.max`, `String`: the name of a function of the platform that nothing in the module hides. */
function platformPath(body: Body, callee: ts.Expression): string | undefined {
  const { ts, checker } = body.context;
  let root = callee;
  while (ts.isPropertyAccessExpression(root)) root = root.expression;
  if (!ts.isIdentifier(root) || !isPlatformName(root.text)) return undefined;
  const symbol = checker.getSymbolAtLocation(root);
  // The Temporal API may come from the runtime or a polyfill.
  const isOwn = symbol?.declarations?.every((declaration) => declaration.getSourceFile().isDeclarationFile) === true;
  return isOwn || root.text === "Temporal" ? callee.getText().replace(/\s+/g, "") : undefined;
}

function callPlatform(body: Body, call: ts.CallExpression, path: string): Value {
  const args = evaluateArguments(body, call, path.startsWith("Array.from"));
  const use = findUse(path);
  if (use !== undefined && checkUse(body, call, `'${path}(…)'`, use, args)) return undefined;
  const [first] = args;
  const [node] = call.arguments;
  switch (path) {
    case "Promise.all":
    case "Promise.race":
    case "Promise.any": {
      const isKnown = first?.kind !== "list" || first.items !== undefined || first.element !== undefined;
      const known = (isKnown ? first : undefined) ?? (node === undefined ? undefined : valueOfNode(body, node));
      if (known?.kind !== "list") return undefined;
      if (path !== "Promise.all") return { kind: "promise", result: awaited(elementOf(known)) };
      const result = known.items === undefined ? listOf(awaited(known.element)) : tupleOf(known.items.map(awaited));
      return { kind: "promise", result };
    }
    case "Promise.resolve":
      return { kind: "promise", result: awaited(first) };
    case "Array.of":
      return tupleOf(args);
    case "Array.from":
    case "Array.fromAsync": {
      const mapped = call.arguments[1];
      const fn = mapped === undefined ? undefined : readCallback(body, mapped);
      const element = first?.kind === "list" ? elementOf(first) : undefined;
      if (fn !== undefined) return listOf(applyCallback(body, fn, [element]));
      return mapped === undefined && first?.kind === "list" ? listOf(element) : undefined;
    }
    case "Object.values":
      return first?.kind === "object"
        ? listOf([...first.members.values()].reduce(join, first.members.values().next().value))
        : undefined;
    default:
      return undefined;
  }
}

/** Reports an argument whose value the callee needs. Says whether there is one. */
function checkUse(
  body: Body,
  call: ts.CallExpression | ts.NewExpression,
  operation: string,
  { finding, inside, only }: Use,
  args: readonly Value[],
): boolean {
  const { ts } = body.context;
  for (const [index, argument] of args.entries()) {
    const node = call.arguments?.[index];
    if (node === undefined || (only !== undefined && only !== index)) continue;
    // What `...list` passes are the list's elements.
    const found = ts.isSpreadElement(node)
      ? findPending(argument, false)
      : inside === "nothing"
        ? argument
        : findPending(argument, inside === "all");
    if (!isPending(found)) continue;
    report(body, call, finding(operation, describe(ts, ts.isSpreadElement(node) ? node.expression : node, found)));
    return true;
  }
  return false;
}

/** The values of arguments; functions among them are run. Functions of the platform's own take care of theirs. */
export function evaluateArguments(
  body: Body,
  call: ts.CallExpression | ts.NewExpression,
  keepsCallbacks = false,
): readonly Value[] {
  const { ts } = body.context;
  return (call.arguments ?? []).map((argument, index) => {
    const fn = readCallback(body, argument);
    if (fn !== undefined) {
      if (!keepsCallbacks || index !== 1) applyCallback(body, fn, []);
      return undefined;
    }
    if (!ts.isSpreadElement(argument)) return body.walk.evaluate(body, argument);
    const value = body.walk.evaluate(body, argument.expression);
    if (!isPending(value)) return value;
    const text = describe(ts, argument.expression, value);
    return report(body, argument, iterateReference("'...'", text));
  });
}

/** What the type of a call says. An ordinary function may change the arrays that it is given. */
export function readCall(body: Body, call: ts.CallExpression): Value {
  const { ts, checker } = body.context;
  const value = valueOfType(body.context, checker.getTypeAtLocation(call), calleeName(ts, call));
  if (value?.kind === "call") return value;
  for (const argument of call.arguments) {
    const passed = ts.isIdentifier(argument) ? body.walk.evaluate(body, argument) : undefined;
    if (passed?.kind === "list" && elementOf(passed) !== undefined) {
      Object.assign(passed, listOf(undefined));
      body.changes++;
    } else if (passed?.kind === "object" && passed.members.size > 0) {
      passed.members.clear();
      body.changes++;
    }
  }
  return value;
}

/** What the type of any other expression says. */
export function valueOfNode(body: Body, node: ts.Expression): Value {
  return valueOfType(body.context, body.context.checker.getTypeAtLocation(node), shorten(node.getText()));
}

function callPromise(body: Body, call: ts.CallExpression, receiver: Value, method: string): Value {
  if (method !== "then") {
    evaluateArguments(body, call);
    if (method === "catch" || method === "finally") return { kind: "promise", result: awaited(receiver) };
    return receiver?.kind === "call" ? receiver : readCall(body, call);
  }
  const [onFulfilled, ...others] = call.arguments;
  const fn = onFulfilled === undefined ? undefined : readCallback(body, onFulfilled);
  for (const other of others) {
    const otherFn = readCallback(body, other);
    if (otherFn !== undefined) applyCallback(body, otherFn, []);
  }
  if (fn === undefined) return undefined;
  return { kind: "promise", result: awaited(applyCallback(body, fn, [awaited(receiver)])) };
}

function callList(
  body: Body,
  call: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  list: Extract<Value, { kind: "list" }>,
  method: string,
): Value {
  const { ts } = body.context;
  const use = findListUse(method);
  if (use !== undefined) {
    const args = evaluateArguments(body, call);
    if (checkUse(body, call, `'.${method}(…)'`, use, args)) return undefined;
  }
  if (method === "concat") {
    const args = evaluateArguments(body, call);
    const at = call.arguments.findIndex((argument, index) => isPending(args[index]) && isListReference(body, argument));
    const [value, node] = [args[at], call.arguments[at]];
    if (isPending(value) && node !== undefined) {
      return report(body, call, iterateReference("'.concat(…)'", describe(ts, node, value)));
    }
  }
  return callListMethod(body, call, callee, list, method);
}

/** `"text".includes(reference)`: what the platform's values do with their arguments needs the values. */
function checkPlainMethod(
  body: Body,
  call: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  args: readonly Value[],
  method: string,
): void {
  const { ts, checker } = body.context;
  const declaration = checker.getSymbolAtLocation(callee.name)?.declarations?.[0];
  const owner = declaration?.parent;
  if (owner === undefined || !ts.isInterfaceDeclaration(owner) || !owner.getSourceFile().isDeclarationFile) return;
  const name = owner.name.text;
  const isList = name === "Array" || name === "ReadonlyArray";
  const use = isList ? findListUse(method) : needsValues(name) ? convertUse : undefined;
  if (use !== undefined) checkUse(body, call, `'.${method}(…)'`, use, args);
}
