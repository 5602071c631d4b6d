import type ts from "typescript";
import { iterateReference } from "../diagnostics/index.ts";
import { type Body, report } from "./body.ts";
import { describe } from "./describe.ts";
import { applyCallback, readCallback } from "./functions.ts";
import type { Use } from "./global-functions.ts";
import { findPending, isPending, type Value } from "./value.ts";

/** Reports an argument whose value the callee needs. Says whether there is one. */
export function checkUse(
  body: Body,
  call: ts.CallExpression | ts.NewExpression,
  operation: string,
  { finding, inside, only, isIdentity }: Use,
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
    if (!isPending(found) || (isIdentity && found.kind === "call")) continue;
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
