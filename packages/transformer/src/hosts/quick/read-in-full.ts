/** Whether what a call's metadata says of its function rests on nothing but what was declared. */
import type ts from "typescript";
import { readFunctionName } from "../../authoring-names.ts";
import { readCallArguments } from "../../calls/call-arguments.ts";
import type { Context } from "../../context.ts";
import { typeClosure } from "../type-closure.ts";
import { isStandIn } from "./declarations.ts";
import { foreignNames, passesOn } from "./imports.ts";
import { isPlainNode } from "./plain-types.ts";

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
export function isReadInFull(context: Context, call: ts.CallExpression, calls: readonly ts.CallExpression[]): boolean {
  const { ts, program } = context;
  const authoring = readFunctionName(calleeName(context, call) ?? "");
  if (authoring === undefined) return false;
  if (authoring.types !== "function") return call.typeArguments?.every((type) => isPlainNode(context, type)) === true;
  const fn = readCallArguments(ts, call)?.fn;
  if (fn === undefined || !(ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) return false;
  // Bodies of tasks and eager tasks are not looked at; those of workflows and dynamic tasks are.
  if (fn.type !== undefined && (authoring.kind === "task" || authoring.kind === "eager")) return true;
  const file = call.getSourceFile();
  // What the others make of their bodies is looked at by itself.
  const read = new Set(calls.map((other) => readCallArguments(ts, other)?.fn).filter((other) => other !== undefined));
  const sources: ts.SourceFile[] = [];
  for (const name of [file.fileName, ...typeClosure(program, file.fileName)]) {
    const source = program.getSourceFile(name);
    if (source === undefined) return false;
    if (isStandIn(source)) continue;
    if (passesOn(context, source) || !hasDeclaredResults(context, source, read, foreignNames(context, source)))
      return false;
    sources.push(source);
  }
  let statement: ts.Node = call;
  while (!ts.isSourceFile(statement.parent)) statement = statement.parent;
  // Looking at the call comes first: what it needs of other files is then known, and so are the faults in that.
  return (
    !hasFaults(context, file, [statement], fn) &&
    isWellTyped(context, fn) &&
    sources.every((source) => !hasFaults(context, source, [], fn))
  );
}

/** The runtime's own name of what is called. */
function calleeName({ checker }: Context, call: ts.CallExpression): string | undefined {
  const declaration = checker.getResolvedSignature(call)?.declaration as ts.FunctionDeclaration | undefined;
  return declaration?.name?.text;
}

/**
 * Whether the compiler finds fault with nodes, or with what they need. That imports lead nowhere is none, since their names are not
 * read; nor is what stands in bodies with a declared result, which the compiler looks at all the same.
 */
function hasFaults(context: Context, file: ts.SourceFile, nodes: readonly ts.Node[], fn: ts.Node): boolean {
  const faults = (context.program as unknown as PartialChecker).getSemanticDiagnostics(file, undefined, nodes);
  return faults.some(({ start = 0 }) => isRead(context, file, start, fn));
}

/** Whether what stands at a place of a file is read, where a function's body is. */
function isRead(context: Context, node: ts.Node, place: number, fn: ts.Node): boolean {
  const { ts } = context;
  if (node === fn) return true;
  if (ts.isImportDeclaration(node)) return false;
  const child = ts.forEachChild(node, (inner) => (inner.pos <= place && place < inner.end ? inner : undefined));
  if (child === undefined) return true;
  const { type, body } = node as Partial<ts.FunctionDeclaration>;
  if (ts.isFunctionLike(node) && type !== undefined && child === body) return false;
  return isRead(context, child, place, fn);
}

/** Whether nothing outside bodies with a declared result, the read function with them, comes from a body or a package. */
function hasDeclaredResults(
  context: Context,
  node: ts.Node,
  read: ReadonlySet<ts.Node>,
  foreign: ReadonlySet<string>,
): boolean {
  const { ts } = context;
  if (ts.isImportDeclaration(node)) return true;
  if (ts.isIdentifier(node) && foreign.has(node.text)) return false;
  let answer = true;
  ts.forEachChild(node, (child) => {
    if (!answer) return;
    if (read.has(child) && (child as ts.FunctionExpression).type === undefined) {
      answer = !names(context, child, foreign);
      return;
    }
    const isFunction = ts.isFunctionLike(child) && "body" in child && child.body !== undefined;
    if (isFunction && !ts.isConstructorDeclaration(child) && !ts.isSetAccessorDeclaration(child)) {
      answer = child.type !== undefined;
    } else answer = hasDeclaredResults(context, child, read, foreign);
  });
  return answer;
}

/** Whether a name stands somewhere in a node. */
function names(context: Context, node: ts.Node, wanted: ReadonlySet<string>): boolean {
  const { ts } = context;
  if (wanted.size === 0) return false;
  if (ts.isIdentifier(node)) return wanted.has(node.text);
  return ts.forEachChild(node, (child) => names(context, child, wanted) || undefined) ?? false;
}

/** Whether everything in a body has a type: what the compiler knows nothing of is no fault in its eyes. */
function isWellTyped(context: Context, node: ts.Node): boolean {
  const { ts, checker } = context;
  if (isSpecialType(context, node)) return false;
  if (ts.isTypeNode(node)) return isPlainNode(context, node);
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
