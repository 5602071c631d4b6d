import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import { iterateReference } from "../diagnostics/index.ts";
import { checkUse, evaluateArguments } from "./arguments.ts";
import { type Body, report } from "./body.ts";
import { describe } from "./describe.ts";
import { applyCallback, readCallback } from "./functions.ts";
import { convertUse, findListUse, findUse, needsValues } from "./global-functions.ts";
import { callListMethod } from "./list-methods.ts";
import { isListReference } from "./members.ts";
import { callPlatform, platformPath } from "./platform-calls.ts";
import { valueOfNode } from "./type-values.ts";
import { awaited, elementOf, isPending, listOf, type Value } from "./value.ts";

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

/** What the type of a call says. An ordinary function may change the arrays that it is given. */
function readCall(body: Body, call: ts.CallExpression): Value {
  const { ts } = body.context;
  const value = valueOfNode(body, call);
  if (value?.kind === "call" || value?.kind === "condition") return value;
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
  const [first] = call.arguments;
  const given = first === undefined ? undefined : platformPath(body, unwrap(ts, first));
  const givenUse = given === undefined ? undefined : findUse(given);
  const element = elementOf(list);
  if (givenUse !== undefined && isPending(element)) {
    // `results.map(String)`
    return report(body, call, givenUse.finding(`'${given}'`, describe(ts, callee.expression, element)));
  }
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
