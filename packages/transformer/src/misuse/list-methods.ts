import type ts from "typescript";
import { computeWithReference, writeReferenceAsText } from "../diagnostics/index.ts";
import { addToList } from "./assignments.ts";
import { type Body, report } from "./body.ts";
import { decide } from "./conditions.ts";
import { describe } from "./describe.ts";
import { applyCallback, readCallback } from "./functions.ts";
import { absent, elementOf, findPending, join, type List, listOf, maybe, type Value } from "./value.ts";

const deciding: ReadonlySet<string> = new Set([
  ...["filter", "find", "findIndex", "findLast", "findLastIndex", "some", "every"],
]);

/** A method of an array that is really there, whose elements may be references. */
export function callListMethod(
  body: Body,
  call: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  list: List,
  method: string,
): Value {
  const element = elementOf(list);
  const [first] = call.arguments;
  const fn = first === undefined ? undefined : readCallback(body, first);
  if (fn !== undefined) return callWithFunction(body, call, element, method, fn);
  const args = call.arguments.map((argument) => body.walk.evaluate(body, argument));
  switch (method) {
    case "push":
    case "unshift":
      for (const argument of args) addToList(body, list, argument);
      return undefined;
    case "fill":
    case "splice":
      for (const argument of args.slice(method === "fill" ? 0 : 2)) addToList(body, list, argument);
      return undefined;
    case "pop":
    case "shift":
    case "at":
      return maybe(element);
    case "slice":
    case "toReversed":
    case "reverse":
    case "values":
      return listOf(element);
    case "concat": {
      const added = args.map((argument) => (argument?.kind === "list" ? elementOf(argument) : argument));
      return listOf(list.items?.length === 0 ? added.reduce(join, added[0]) : added.reduce(join, element));
    }
    case "entries":
      return listOf({ kind: "list", items: [undefined, element], element: undefined });
    case "join":
    case "toString":
    case "sort":
    case "toSorted": {
      const found = findPending(list, false);
      const text = found === undefined ? undefined : describe(body.context.ts, callee.expression, found);
      if (text !== undefined) report(body, call, writeReferenceAsText(`'.${method}(…)'`, text));
      return undefined;
    }
    default:
      return undefined;
  }
}

function callWithFunction(
  body: Body,
  call: ts.CallExpression,
  element: Value,
  method: string,
  fn: NonNullable<ReturnType<typeof readCallback>>,
): Value {
  const { ts } = body.context;
  if (method === "reduce" || method === "reduceRight") {
    const initial = call.arguments[1];
    // What is accumulated is known only where each step gives what it takes.
    const start = initial === undefined ? element : body.walk.evaluate(body, initial);
    return join(start, applyCallback(body, fn, [start, element]));
  }
  const isComparison = method === "sort" || method === "toSorted";
  const result = applyCallback(body, fn, isComparison ? [element, element] : [element]);
  const returned = ts.isBlock(fn.body ?? fn) ? fn : (fn.body as ts.Expression);
  if (deciding.has(method) && ts.isExpression(returned)) {
    decide(body, returned, result, `The function that is given to '.${method}()'`);
  }
  const found = isComparison ? findPending(result, false) : undefined;
  if (found !== undefined) {
    report(body, returned, computeWithReference(`'.${method}(…)'`, describe(ts, returned, found)));
  }
  switch (method) {
    case "map":
      return listOf(result);
    case "flatMap":
      return listOf(result?.kind === "list" ? elementOf(result) : result);
    case "filter":
    case "sort":
    case "toSorted":
      return listOf(element);
    case "find":
    case "findLast":
      return join(element, absent);
    default:
      return undefined;
  }
}
