import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import { checkUse, evaluateArguments } from "./arguments.ts";
import type { Body } from "./body.ts";
import { applyCallback, readCallback } from "./functions.ts";
import { findUse, isPlatformName } from "./global-functions.ts";
import { valueOfNode } from "./type-values.ts";
import { awaited, elementOf, listOf, tupleOf, type Value } from "./value.ts";

/** `Math.max`, `String`: the name of a function of the platform that nothing in the module hides. */
export function platformPath(body: Body, callee: ts.Expression): string | undefined {
  const { ts, checker } = body.context;
  let root = callee;
  while (ts.isPropertyAccessExpression(root)) root = root.expression;
  if (!ts.isIdentifier(root) || !isPlatformName(root.text)) return undefined;
  const symbol = checker.getSymbolAtLocation(root);
  // The Temporal API may come from the runtime or a polyfill.
  const isOwn = symbol?.declarations?.every((declaration) => declaration.getSourceFile().isDeclarationFile) === true;
  return isOwn || root.text === "Temporal" ? callee.getText().replace(/\s+/g, "") : undefined;
}

/** A call of a function of the platform. */
export function callPlatform(body: Body, call: ts.CallExpression, path: string): Value {
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
    default:
      return undefined;
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
