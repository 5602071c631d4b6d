/**
 * Takes the types out of a source and leaves spaces: what stays keeps its line and column, so no source map is needed, and
 * nothing is parsed or printed again.
 */
import type ts from "typescript";
import type { TypeScript } from "../context.ts";
import type { TextEdit } from "../edit.ts";

interface Erasure {
  readonly ts: TypeScript;
  readonly file: ts.SourceFile;
  readonly options: ts.CompilerOptions;
  readonly edits: TextEdit[];
  /** Names that values are read by, and names that are declared beside the imports. */
  readonly used: Set<string>;
  readonly declared: Set<string>;
}

/** Thrown where types cannot just be left out. */
const notErasable = Symbol("not erasable");

/**
 * The edits that make a module of ESNext JavaScript, in the order of the text; undefined where that is more than leaving types out: enums,
 * decorators, JSX, older targets, and what looks otherwise without them. What is imported and used as a type alone goes, as the
 * compiler decides for a file by itself.
 *
 * @param file a file of a program, or parsed with parents
 */
export function eraseTypes(
  typescript: TypeScript,
  file: ts.SourceFile,
  options: ts.CompilerOptions,
): readonly TextEdit[] | undefined {
  const { target = typescript.ScriptTarget.ES2023, useDefineForClassFields = true } = options;
  if (target < typescript.ScriptTarget.ES2022 || !useDefineForClassFields || !/\.m?ts$/.test(file.fileName)) {
    return undefined;
  }
  const edits: TextEdit[] = [];
  const erasure = { ts: typescript, file, options, edits, used: new Set<string>(), declared: new Set<string>() };
  try {
    for (const statement of file.statements) if (!typescript.isImportDeclaration(statement)) visit(erasure, statement);
    // Which imports stay is known when all else has been read.
    for (const statement of file.statements)
      if (typescript.isImportDeclaration(statement)) eraseImport(erasure, statement);
  } catch (error) {
    if (error === notErasable) return undefined;
    throw error;
  }
  return edits.sort((left, right) => left.start - right.start);
}

function refuse(): never {
  throw notErasable;
}

/** A semicolon in front keeps what stood before from going on with what stands behind. */
function erase({ file, edits }: Erasure, start: number, end: number, front = ""): void {
  const blank = file.text.slice(start, end).replace(/[^\r\n\u2028\u2029]/g, " ");
  edits.push({ start, end, text: front + blank.slice(front.length) });
}

function eraseStatement(erasure: Erasure, node: ts.Node): void {
  erase(erasure, node.getStart(erasure.file), node.end, ";");
}

/** `<…>`, whose brackets are no part of the list. */
function eraseList(erasure: Erasure, list: ts.NodeArray<ts.Node> | undefined): void {
  if (list === undefined) return;
  const { text } = erasure.file;
  const end = text.indexOf(">", list.end) + 1;
  const whole = text.slice(list.pos - 1, end);
  if (whole[0] !== "<" || whole.includes("\n") || text.slice(list.end, end).includes("/")) refuse();
  erase(erasure, list.pos - 1, end);
}

/** `: T`. */
function eraseAnnotation(erasure: Erasure, type: ts.TypeNode | undefined): void {
  if (type === undefined) return;
  if (erasure.file.text[type.pos - 1] !== ":") refuse();
  erase(erasure, type.pos - 1, type.end);
}

function eraseImport(erasure: Erasure, statement: ts.ImportDeclaration): void {
  const { ts, options, used, declared } = erasure;
  const clause = statement.importClause;
  if (clause === undefined) return;
  const { name, namedBindings: bindings } = clause;
  if (clause.isTypeOnly) {
    eraseStatement(erasure, statement);
    return;
  }
  const isKept = (imported: ts.Identifier): boolean => {
    if (options.verbatimModuleSyntax === true) return true;
    // The name may be used for something else of the same name.
    if (declared.has(imported.text)) refuse();
    return used.has(imported.text);
  };
  const list = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : undefined;
  const elements: readonly ts.ImportSpecifier[] = list ?? [];
  const values = elements.filter((element) => !element.isTypeOnly && isKept(element.name));
  const others = [name, bindings !== undefined && ts.isNamespaceImport(bindings) ? bindings.name : undefined];
  const names = others.filter((imported) => imported !== undefined);
  const kept = names.filter(isKept);
  if (elements.length + names.length === 0 || kept.length < names.length) refuse();
  if (values.length + kept.length === 0) {
    if (options.verbatimModuleSyntax === true) refuse();
    eraseStatement(erasure, statement);
    return;
  }
  for (const element of elements) {
    if (values.includes(element)) continue;
    const next = elements[elements.indexOf(element) + 1];
    // With the comma behind it.
    const end = next?.getFullStart() ?? list?.end ?? element.end;
    erase(erasure, element.getStart(erasure.file), end);
  }
}

/** What nodes of many kinds have. */
interface TypedNode extends ts.Node {
  readonly questionToken?: ts.Node;
  readonly exclamationToken?: ts.Node;
  readonly type?: ts.TypeNode;
  readonly typeParameters?: ts.NodeArray<ts.Node>;
  readonly typeArguments?: ts.NodeArray<ts.Node>;
}

const erasedModifiers = ["public", "private", "protected", "readonly", "override", "abstract"];

function eraseModifiers(erasure: Erasure, node: ts.Node): void {
  const { ts, file } = erasure;
  if (!ts.canHaveModifiers(node)) return;
  ts.getModifiers(node)?.forEach((modifier, index) => {
    const word = modifier.getText(file);
    if (word === "accessor") refuse();
    if (!erasedModifiers.includes(word)) return;
    if (ts.isParameter(node)) refuse();
    erase(erasure, modifier.getStart(file), modifier.end, index === 0 && ts.isClassElement(node) ? ";" : "");
  });
}

/** Whether a node is there for the compiler alone. */
function isDeclaration({ ts }: Erasure, node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isIndexSignatureDeclaration(node))
    return true;
  if (ts.canHaveModifiers(node)) {
    const kinds = ts.getModifiers(node)?.map(({ kind }) => kind) ?? [];
    if (kinds.includes(ts.SyntaxKind.DeclareKeyword)) return true;
    if (kinds.includes(ts.SyntaxKind.AbstractKeyword) && !ts.isClassLike(node)) return true;
  }
  const isFunction =
    ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node);
  if (isFunction) return node.body === undefined;
  return ts.isExportDeclaration(node) && node.isTypeOnly;
}

function visit(erasure: Erasure, node: ts.Node): void {
  const { ts, file, used, declared } = erasure;
  if (isDeclaration(erasure, node)) {
    eraseStatement(erasure, node);
    return;
  }
  if (ts.isIdentifier(node)) {
    if (isReference(ts, node)) used.add(node.text);
    else if (isBinding(ts, node.parent)) declared.add(node.text);
    return;
  }
  if (isBeyondTypes(erasure, node)) refuse();
  eraseModifiers(erasure, node);
  const { questionToken, exclamationToken, type, typeParameters, typeArguments } = node as TypedNode;
  const left = new Set<ts.Node | undefined>([type, ...(typeParameters ?? []), ...(typeArguments ?? [])]);
  eraseList(erasure, typeParameters);
  eraseList(erasure, typeArguments);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
    // On a line of its own, what follows would go on with what is left.
    if (/^[^\S\n]*\r?\n\s*[([`+\-/]/.test(file.text.slice(node.end, node.end + 200))) refuse();
    erase(erasure, node.expression.end, node.end);
  } else eraseAnnotation(erasure, type);
  if (ts.isArrowFunction(node) && type !== undefined) {
    if (file.text.slice(type.pos, node.equalsGreaterThanToken.pos).includes("\n")) refuse();
  }
  if (ts.isNonNullExpression(node)) erase(erasure, node.end - 1, node.end);
  if (!ts.isConditionalExpression(node) && questionToken !== undefined)
    erase(erasure, questionToken.getStart(file), questionToken.end);
  if (exclamationToken !== undefined) erase(erasure, exclamationToken.getStart(file), exclamationToken.end);
  ts.forEachChild(node, (child) => {
    if (left.has(child)) return;
    if (ts.isHeritageClause(child) && child.token === ts.SyntaxKind.ImplementsKeyword) {
      erase(erasure, child.getStart(file), child.end);
    } else visit(erasure, child);
  });
}

/** Whether a node stands for more than itself without its types. */
function isBeyondTypes({ ts, file }: Erasure, node: ts.Node): boolean {
  if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node) || ts.isImportEqualsDeclaration(node)) return true;
  if (ts.isDecorator(node) || ts.isTypeAssertionExpression(node) || ts.isLabeledStatement(node)) return true;
  // Without a type behind it, such a name could belong to the member that follows.
  if (ts.isPropertyDeclaration(node) && /^(?:get|set|static|async|accessor)$/.test(node.name.getText(file)))
    return true;
  if (ts.isExportDeclaration(node)) {
    const { exportClause: names, moduleSpecifier } = node;
    // Without types, nothing says which of these are some.
    if (names !== undefined && ts.isNamedExports(names))
      return moduleSpecifier === undefined || names.elements.some(({ isTypeOnly }) => isTypeOnly);
    return false;
  }
  if (ts.isExportAssignment(node)) return node.isExportEquals === true || ts.isIdentifier(node.expression);
  if (ts.isVariableDeclarationList(node)) return /^(?:await\s+)?using\b/.test(node.getText(file));
  if (ts.isParameter(node)) return ts.isIdentifier(node.name) && node.name.text === "this";
  if (ts.isExpressionWithTypeArguments(node)) return !ts.isHeritageClause(node.parent);
  return ts.isTypeNode(node);
}

/** Whether what has a name is a variable of some kind. */
function isBinding(typescript: TypeScript, { kind }: ts.Node): boolean {
  const { SyntaxKind } = typescript;
  const functions = [SyntaxKind.FunctionDeclaration, SyntaxKind.FunctionExpression];
  const classes = [SyntaxKind.ClassDeclaration, SyntaxKind.ClassExpression];
  const variables = [SyntaxKind.VariableDeclaration, SyntaxKind.Parameter, SyntaxKind.BindingElement];
  return [...functions, ...classes, ...variables].includes(kind);
}

/** Whether an identifier reads a variable. */
function isReference(typescript: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (typescript.isShorthandPropertyAssignment(parent)) return true;
  const { name, propertyName } = parent as { readonly name?: ts.Node; readonly propertyName?: ts.Node };
  return name !== node && propertyName !== node;
}
