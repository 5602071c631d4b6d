import type ts from "typescript";
import { type Authoring, methodNames, readFunctionName } from "../authoring-names.ts";
import type { Context } from "../context.ts";
import { readRuntimeFunction, resolveSymbol } from "./runtime-function.ts";
import { findMethodName, mentionsMethod, readRuntimeMethod } from "./runtime-method.ts";

/** A call of one of the runtime's functions or methods, and what it makes. */
export type FoundCall = Authoring & { readonly call: ts.CallExpression };

/**
 * Finds the calls of the runtime's functions and methods in a file. Spelling only narrows down what is looked at: names
 * that an import or a variable made from one has bound, and names of methods. What is found is decided by the symbol.
 */
export function findCalls(context: Context, file: ts.SourceFile): readonly FoundCall[] {
  if (file.isDeclarationFile) return [];
  const names = readImportedNames(context, file);
  if (names.functions.size === 0 && names.objects.size === 0 && !mentionsMethod(file.text)) return [];
  const found: FoundCall[] = [];
  let places = findPlaces(file, names);
  const visit = (node: ts.Node): void => {
    if (isTypesOnly(context, node) || !holdsPlace(places, node)) return;
    if (context.ts.isVariableDeclaration(node) && followVariable(context, node, names)) {
      places = findPlaces(file, names);
    }
    if (context.ts.isCallExpression(node)) {
      const authoring = readCallee(context, node, names);
      if (authoring !== undefined) found.push({ ...authoring, call: node });
    }
    context.ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * Where the text of a file holds one of the names, or an import: the greater part of a file holds none, and need not be
 * walked through. Undefined where escapes could hide a name.
 */
function findPlaces({ text }: ts.SourceFile, { functions, objects }: BoundNames): readonly number[] | undefined {
  if (text.includes("\\u")) return undefined;
  const places: number[] = [];
  for (const name of new Set([...functions, ...objects, ...methodNames, "import"])) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) places.push(at);
  }
  return places.sort((left, right) => left - right);
}

function holdsPlace(places: readonly number[] | undefined, { pos, end }: ts.Node): boolean {
  if (places === undefined) return true;
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? end) < pos) low = middle + 1;
    else high = middle;
  }
  return (places[low] ?? end) < end;
}

/** Whether a node holds types and names alone: the greater part of a file, in which no call can stand. */
function isTypesOnly({ ts }: Context, { kind }: ts.Node): boolean {
  const { SyntaxKind } = ts;
  return (
    kind === SyntaxKind.Identifier ||
    kind === SyntaxKind.InterfaceDeclaration ||
    kind === SyntaxKind.TypeAliasDeclaration ||
    kind === SyntaxKind.ImportDeclaration ||
    (kind >= SyntaxKind.FirstTypeNode && kind <= SyntaxKind.LastTypeNode)
  );
}

interface BoundNames {
  /** Names bound to a function of the runtime. */
  readonly functions: Set<string>;
  /** Names whose properties may be functions of the runtime. */
  readonly objects: Set<string>;
}

function readImportedNames(context: Context, file: ts.SourceFile): BoundNames {
  const { ts, checker } = context;
  const names: BoundNames = { functions: new Set(), objects: new Set() };
  const add = (name: ts.Identifier): void => {
    const symbol = checker.getSymbolAtLocation(name);
    if (readRuntimeFunction(context, symbol) !== undefined) names.functions.add(name.text);
    else if (mayHoldFunctions(context, symbol)) names.objects.add(name.text);
  };
  for (const statement of file.statements) {
    if (ts.isImportEqualsDeclaration(statement) && !statement.isTypeOnly) add(statement.name);
    if (!ts.isImportDeclaration(statement)) continue;
    const clause = statement.importClause;
    if (clause === undefined || clause.isTypeOnly) continue;
    if (clause.name !== undefined) add(clause.name);
    const bindings = clause.namedBindings;
    if (bindings === undefined) continue;
    if (ts.isNamespaceImport(bindings)) add(bindings.name);
    else for (const element of bindings.elements) if (!element.isTypeOnly) add(element.name);
  }
  return names;
}

/** Whether an import is a namespace or a value with a property that is named like a function of the runtime. */
function mayHoldFunctions(context: Context, symbol: ts.Symbol | undefined): boolean {
  const { ts, checker } = context;
  const resolved = resolveSymbol(context, symbol);
  if (resolved === undefined) return false;
  if ((resolved.flags & (ts.SymbolFlags.ValueModule | ts.SymbolFlags.NamespaceModule)) !== 0) return true;
  if ((resolved.flags & ts.SymbolFlags.Variable) === 0) return false;
  return checker
    .getPropertiesOfType(checker.getTypeOfSymbol(resolved))
    .some((property) => readFunctionName(property.name) !== undefined);
}

/** `const t = task`, `const { task } = flyte`, `const { task } = await import(…)`. Says whether a name was added. */
function followVariable({ ts }: Context, { name, initializer }: ts.VariableDeclaration, names: BoundNames): boolean {
  if (initializer === undefined) return false;
  const source = ts.isAwaitExpression(initializer) ? initializer.expression : initializer;
  const isImport = ts.isCallExpression(source) && source.expression.kind === ts.SyntaxKind.ImportKeyword;
  const root = leftmost(ts, source);
  if (!isImport && (root === undefined || !(names.functions.has(root.text) || names.objects.has(root.text))))
    return false;
  if (ts.isIdentifier(name)) {
    if (!isImport && ts.isCallExpression(source)) return false;
    names.functions.add(name.text);
    names.objects.add(name.text);
  } else if (ts.isObjectBindingPattern(name)) {
    for (const element of name.elements) if (ts.isIdentifier(element.name)) names.functions.add(element.name.text);
  }
  return true;
}

function couldBeCall({ ts }: Context, callee: ts.Expression, names: BoundNames): boolean {
  const root = leftmost(ts, callee);
  if (root === undefined) return false;
  return ts.isIdentifier(ts.skipPartiallyEmittedExpressions(callee))
    ? names.functions.has(root.text)
    : names.functions.has(root.text) || names.objects.has(root.text);
}

function leftmost(typescript: Context["ts"], expression: ts.Expression): ts.Identifier | undefined {
  let current = expression;
  while (
    typescript.isPropertyAccessExpression(current) ||
    typescript.isElementAccessExpression(current) ||
    typescript.isParenthesizedExpression(current) ||
    typescript.isAsExpression(current) ||
    typescript.isNonNullExpression(current) ||
    typescript.isExpressionWithTypeArguments(current)
  ) {
    current = current.expression;
  }
  return typescript.isIdentifier(current) ? current : undefined;
}

/** By the callee's own symbol, else by the declaration of the signature that the call resolves to. */
function readCallee(context: Context, call: ts.CallExpression, names: BoundNames): Authoring | undefined {
  const { ts, checker } = context;
  const method = findMethodName(ts, call.expression);
  if (method !== undefined) {
    const authoring = readRuntimeMethod(context, checker.getSymbolAtLocation(method));
    if (authoring !== undefined) return authoring;
  }
  if (!couldBeCall(context, call.expression, names)) return undefined;
  const direct = readRuntimeFunction(context, checker.getSymbolAtLocation(calleeName(ts, call.expression)));
  if (direct !== undefined) return direct;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  const name = (declaration as ts.NamedDeclaration | undefined)?.name;
  return name === undefined ? undefined : readRuntimeFunction(context, checker.getSymbolAtLocation(name));
}

function calleeName(typescript: Context["ts"], callee: ts.Expression): ts.Node {
  if (typescript.isParenthesizedExpression(callee)) return calleeName(typescript, callee.expression);
  return typescript.isPropertyAccessExpression(callee) ? callee.name : callee;
}
