/** Whether what a call's metadata says of its function rests on nothing but what was declared. */
import type ts from "typescript";
import { readCallArguments } from "../../calls/call-arguments.ts";
import type { Context } from "../../context.ts";
import { typeClosure } from "../type-closure.ts";
import { isStandIn } from "./declarations.ts";

/** A program that checks some nodes alone, as editors do; its published type does not say so. */
interface PartialChecker {
  getSemanticDiagnostics(
    file: ts.SourceFile,
    cancellation: undefined,
    nodes: readonly ts.Node[],
  ): readonly ts.Diagnostic[];
}

/**
 * A task with a declared result is read from its declaration. Whatever follows from a body counts only where the
 * compiler finds no fault with it: a name or member that the platform would have is one.
 */
export function isReadInFull(context: Context, call: ts.CallExpression): boolean {
  const { ts, program } = context;
  const fn = readCallArguments(ts, call)?.fn;
  if (fn === undefined || !(ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) return false;
  if (fn.type !== undefined && isTask(context, call)) return true;
  const file = call.getSourceFile();
  for (const name of [file.fileName, ...typeClosure(program, file.fileName)]) {
    const source = program.getSourceFile(name);
    if (source === undefined) return false;
    if (!isStandIn(source) && !hasDeclaredResults(context, source, fn)) return false;
  }
  let statement: ts.Node = call;
  while (!ts.isSourceFile(statement.parent)) statement = statement.parent;
  const faults = (program as unknown as PartialChecker).getSemanticDiagnostics(file, undefined, [statement]);
  return faults.length === 0 && isWellTyped(context, fn);
}

/** Bodies of tasks and eager tasks are not looked at; those of workflows and dynamic tasks are. */
function isTask({ checker }: Context, call: ts.CallExpression): boolean {
  const declaration = checker.getResolvedSignature(call)?.declaration as ts.FunctionDeclaration | undefined;
  const name = declaration?.name?.text;
  return name === "task" || name === "eager";
}

/** Whether no function outside the one that is read gives what only its body says. */
function hasDeclaredResults(context: Context, node: ts.Node, except: ts.Node): boolean {
  const { ts } = context;
  if (node === except) return true;
  let answer = true;
  ts.forEachChild(node, (child) => {
    if (!answer || child === except) return;
    const isFunction = ts.isFunctionLike(child) && "body" in child && child.body !== undefined;
    if (isFunction && !ts.isConstructorDeclaration(child) && !ts.isSetAccessorDeclaration(child)) {
      answer = child.type !== undefined;
    } else answer = hasDeclaredResults(context, child, except);
  });
  return answer;
}

/** Whether everything in a body has a type: what the compiler knows nothing of is no fault in its eyes. */
function isWellTyped(context: Context, node: ts.Node): boolean {
  const { ts, checker } = context;
  if (isSpecialType(context, node)) return false;
  if (ts.isTypeNode(node)) return true;
  if (ts.isExpression(node) && (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) !== 0) return false;
  let answer = true;
  ts.forEachChild(node, (child) => {
    answer &&= isWellTyped(context, child);
  });
  return answer;
}

/** A type that looks into others. */
function isSpecialType({ ts }: Context, node: ts.Node): boolean {
  return (
    ts.isConditionalTypeNode(node) ||
    ts.isIndexedAccessTypeNode(node) ||
    ts.isMappedTypeNode(node) ||
    ts.isTypeQueryNode(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isClassLike(node)
  );
}
