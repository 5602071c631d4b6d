import type ts from "typescript";
import { type Authoring, methodNames, readMethodName, runtimePackage } from "../authoring-names.ts";
import type { Context, TypeScript } from "../context.ts";
import { isDeclaredIn } from "../package-name.ts";

/** Whether a text holds the name of a method that takes metadata. An object with one need not be imported. */
export function mentionsMethod(text: string): boolean {
  return methodNames.some((name) => text.includes(name));
}

/** The name in `object.method` or `object["method"]`, where it is that of a method that takes metadata. */
export function findMethodName(typescript: TypeScript, callee: ts.Expression): ts.Node | undefined {
  const name = typescript.isPropertyAccessExpression(callee)
    ? callee.name
    : typescript.isElementAccessExpression(callee)
      ? callee.argumentExpression
      : undefined;
  if (name === undefined || !(typescript.isIdentifier(name) || typescript.isStringLiteralLike(name))) return undefined;
  return methodNames.includes(name.text) ? name : undefined;
}

/** What a symbol makes if it is a method of one of the runtime's classes. */
export function readRuntimeMethod(context: Context, symbol: ts.Symbol | undefined): Authoring | undefined {
  const { ts } = context;
  const owner = symbol?.declarations?.[0]?.parent;
  if (symbol === undefined || owner === undefined) return undefined;
  if (!ts.isClassLike(owner) && !ts.isInterfaceDeclaration(owner)) return undefined;
  const authoring = readMethodName(owner.name?.text ?? "", symbol.name);
  if (authoring === undefined) return undefined;
  return isDeclaredIn(context, symbol, (name) => name === runtimePackage) ? authoring : undefined;
}
