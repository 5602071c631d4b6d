/** Whether all types that a file's declarations can come from mean the same without the platform's declarations. */
import type ts from "typescript";
import { readFunctionName, runtimePackage } from "../../authoring-names.ts";
import { mentionsMethod } from "../../calls/runtime-method.ts";
import type { Context, TypeScript } from "../../context.ts";
import { isSource } from "../source-file.ts";
import { typeClosure } from "../type-closure.ts";
import { isStandIn, platformTypes, runtimeFunctions, runtimeTypes } from "./declarations.ts";
import { ownImports } from "./imports.ts";

/** Bodies of functions are left out here: what is read from one is looked at by itself. */
export function hasPlainTypes(context: Context, file: ts.SourceFile): boolean {
  const { program } = context;
  const closure = typeClosure(program, file.fileName).map((name) => program.getSourceFile(name));
  return [file, ...closure].every((source) => source !== undefined && isPlainFile(context, source));
}

type TypeStatement = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration | ts.ClassDeclaration;

/** Whether all types in a node mean the same without the platform's declarations. Types that a body declares are none of them. */
export function isPlainNode(context: Context, node: ts.Node): boolean {
  const file = node.getSourceFile();
  const names = declaredNames(context, file);
  if (names === undefined || !isPlain(context.ts, node, [names])) return false;
  for (let outer = node.parent; !context.ts.isSourceFile(outer); outer = outer.parent) {
    const { statements = [] } = outer as Partial<ts.Block>;
    if (statements.some((statement) => declaresType(context.ts, statement))) return false;
  }
  return true;
}

function declaresType(typescript: TypeScript, node: ts.Statement): node is TypeStatement {
  return (
    typescript.isInterfaceDeclaration(node) ||
    typescript.isTypeAliasDeclaration(node) ||
    typescript.isEnumDeclaration(node) ||
    typescript.isClassDeclaration(node)
  );
}

const plain = new WeakMap<ts.SourceFile, boolean>();

function isPlainFile(context: Context, file: ts.SourceFile): boolean {
  let answer = plain.get(file);
  if (answer === undefined) {
    answer = isStandIn(file) || checkFile(context, file);
    plain.set(file, answer);
  }
  return answer;
}

function checkFile(context: Context, file: ts.SourceFile): boolean {
  const { ts } = context;
  if (!isSource(file.fileName) || !ts.isExternalModule(file)) return false;
  if (file.referencedFiles.length + file.typeReferenceDirectives.length + file.libReferenceDirectives.length > 0) {
    return false;
  }
  // Methods are found by their objects' types, and types that nothing is known of are no problem there.
  if (mentionsMethod(file.text) || file.text.includes("pickleUntyped")) return false;
  const names = declaredNames(context, file);
  return names !== undefined && file.statements.every((statement) => isPlain(ts, statement, [names]));
}

/** The types that a module declares or imports from the project or the runtime; undefined where that cannot be told. */
function declaredNames(context: Context, file: ts.SourceFile): ReadonlySet<string> | undefined {
  const { ts, checker } = context;
  const own = ownImports(context.program, file);
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (declaresType(ts, statement)) {
      if (statement.name !== undefined && !extendsUnknown(context, statement)) names.add(statement.name.text);
    }
    if (ts.isModuleDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) return undefined;
    const specifier =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
    if (specifier === undefined || !ts.isStringLiteral(specifier)) continue;
    const isRuntime = specifier.text === runtimePackage;
    if (specifier.text.startsWith(`${runtimePackage}/`)) return undefined;
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    if (clause === undefined) {
      if (isRuntime) return undefined;
      continue;
    }
    const bindings = clause.namedBindings;
    if (isRuntime && (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings))) {
      return undefined;
    }
    const elements = bindings === undefined ? [] : ts.isNamedImports(bindings) ? bindings.elements : [bindings];
    for (const { name, ...element } of [...(clause.name === undefined ? [] : [{ name: clause.name }]), ...elements]) {
      const imported = ("propertyName" in element ? element.propertyName?.text : undefined) ?? name.text;
      if (isRuntime && isUndeclared(imported)) return undefined;
      if (isRuntime ? runtimeTypes.has(imported) : own.has(specifier.text)) names.add(name.text);
      else if (!isRuntime && isUnclear(context, checker.getSymbolAtLocation(name))) return undefined;
    }
  }
  return names;
}

/** A class that extends more than is known here can be named nowhere: where its name is a type, it is unknown as well. */
function extendsUnknown({ ts }: Context, node: ts.Statement): boolean {
  return ts.isClassDeclaration(node) && node.heritageClauses !== undefined;
}

/** A function of the runtime that takes metadata and is not declared here. */
function isUndeclared(name: string): boolean {
  return name === "ImperativeWorkflow" || (readFunctionName(name) !== undefined && !runtimeFunctions.has(name));
}

/** A value whose type could hold functions of the runtime if more were known of it. */
function isUnclear({ ts, checker }: Context, symbol: ts.Symbol | undefined): boolean {
  if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Alias) === 0) return false;
  const resolved = checker.getAliasedSymbol(symbol);
  return (resolved.flags & ts.SymbolFlags.Variable) !== 0;
}

type Scopes = readonly ReadonlySet<string>[];

function isPlain(typescript: TypeScript, node: ts.Node, scopes: Scopes): boolean {
  const { SyntaxKind } = typescript;
  switch (node.kind) {
    case SyntaxKind.ClassDeclaration:
      if ((node as ts.ClassDeclaration).heritageClauses !== undefined) return true;
      break;
    case SyntaxKind.ConditionalType:
    case SyntaxKind.IndexedAccessType:
    case SyntaxKind.MappedType:
    case SyntaxKind.TypeOperator:
      // `readonly T[]` is as plain as `T[]`.
      if (typescript.isTypeOperatorNode(node) && node.operator === SyntaxKind.ReadonlyKeyword) break;
      return false;
    case SyntaxKind.TypeQuery:
    case SyntaxKind.ImportType:
    case SyntaxKind.ImportDeclaration:
    case SyntaxKind.ModuleDeclaration:
      return node.kind === SyntaxKind.ImportDeclaration;
    case SyntaxKind.TypeReference:
      if (!isPlainName(typescript, (node as ts.TypeReferenceNode).typeName, scopes)) return false;
      break;
    case SyntaxKind.HeritageClause:
      // A class or interface of the platform has members that are not known here.
      if (!(node as ts.HeritageClause).types.every(({ expression }) => isKnown(typescript, expression, scopes))) {
        return false;
      }
      break;
    case SyntaxKind.PropertyDeclaration: {
      const { type, initializer } = node as ts.PropertyDeclaration;
      if (type === undefined && initializer !== undefined && !isLiteral(typescript, initializer)) return false;
      break;
    }
    case SyntaxKind.Parameter: {
      const { type, initializer } = node as ts.ParameterDeclaration;
      if (type === undefined && (initializer === undefined || !isLiteral(typescript, initializer))) return false;
      break;
    }
    case SyntaxKind.GetAccessor:
      if ((node as ts.GetAccessorDeclaration).type === undefined) return false;
      break;
  }
  const own = typeParameters(node);
  const inner = own === undefined ? scopes : [...scopes, own];
  const body = typescript.isFunctionLike(node) ? (node as ts.FunctionLikeDeclaration).body : undefined;
  let answer = true;
  typescript.forEachChild(node, (child) => {
    if (child !== body) answer &&= isPlain(typescript, child, inner);
  });
  return answer;
}

function typeParameters(node: ts.Node): ReadonlySet<string> | undefined {
  const { typeParameters: declared } = node as Partial<ts.InterfaceDeclaration>;
  return declared === undefined ? undefined : new Set(declared.map(({ name }) => name.text));
}

function isPlainName(typescript: TypeScript, name: ts.EntityName, scopes: Scopes): boolean {
  if (!typescript.isIdentifier(name)) {
    let root: ts.EntityName = name;
    while (!typescript.isIdentifier(root)) root = root.left;
    return isKnown(typescript, root, scopes);
  }
  return name.text === "const" || platformTypes.has(name.text) || isKnown(typescript, name, scopes);
}

function isKnown(typescript: TypeScript, name: ts.Node, scopes: Scopes): boolean {
  return typescript.isIdentifier(name) && scopes.some((scope) => scope.has(name.text));
}

/** A default whose type stands in it. */
function isLiteral(typescript: TypeScript, node: ts.Expression): boolean {
  const { SyntaxKind } = typescript;
  return (
    typescript.isStringLiteralLike(node) ||
    typescript.isNumericLiteral(node) ||
    node.kind === SyntaxKind.TrueKeyword ||
    node.kind === SyntaxKind.FalseKeyword ||
    (typescript.isPrefixUnaryExpression(node) && typescript.isNumericLiteral(node.operand))
  );
}
