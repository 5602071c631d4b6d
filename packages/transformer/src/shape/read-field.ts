import type ts from "typescript";
import type { Context } from "../context.ts";
import type { DocComment } from "../docs/doc-comment.ts";
import { readDocComment } from "../docs/read-doc-comment.ts";
import { type AnnotationsRead, readAliasAnnotations, readAnnotations } from "./annotations.ts";
import type { Reader } from "./reader.ts";
import type { Field, Shape } from "./shape.ts";

/** Reads one property of an object type, with what its comment says. */
export function readField(reader: Reader, property: ts.Symbol): Field {
  const { context } = reader;
  const { ts, checker } = context;
  const { declarations } = property;
  const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  const comment = findComment(context, declarations);
  const keyword = comment === undefined ? readKeyword(context, property) : undefined;
  if (keyword !== undefined) {
    return { name: property.name, shape: keyword, optional, annotations: none.annotations, flaws: none.flaws };
  }
  const type = checker.getTypeOfSymbol(property);
  const shape = optional ? reader.readDefined(type) : reader.read(type);
  const declared = declarations?.[0];
  const alias = declared === undefined ? none : readAliasConstraints(context, typeNodeOf(declared), shape, type);
  if (comment === undefined && alias === none) {
    return { name: property.name, shape, optional, annotations: none.annotations, flaws: none.flaws };
  }
  const own = readAnnotations(comment, shape, () => checker.typeToString(type));
  const flaws = [...own.flaws, ...alias.flaws];
  return {
    name: property.name,
    shape,
    optional,
    annotations: { ...alias.annotations, ...own.annotations },
    // A mapped type keeps the comments of the properties that it maps, whose types may be others.
    flaws: flaws.length > 0 && declared !== undefined && !keepsType(context, declared, type) ? [] : flaws,
  };
}

/** A property that is declared once, with a keyword for its type, needs no checker: the greater part of all. */
function readKeyword({ ts, keywords }: Context, { flags, declarations }: ts.Symbol): Shape | undefined {
  const declared = declarations?.[0] as Partial<ts.PropertySignature> | undefined;
  const shape = declared?.type === undefined ? undefined : keywords.get(declared.type.kind);
  if (shape === undefined || declarations?.length !== 1) return undefined;
  // A property of a mapped or instantiated type has the declaration of another, and what a method returns is not its type.
  if ((flags & ts.SymbolFlags.Transient) !== 0 || (flags & ts.SymbolFlags.Property) === 0) return undefined;
  return shape;
}

function findComment(context: Context, declarations: readonly ts.Declaration[] | undefined): DocComment | undefined {
  for (const declaration of declarations ?? []) {
    const comment = readDocComment(context.ts, commentedNode(context, declaration));
    if (comment !== undefined) return comment;
  }
  return undefined;
}

/** Reads the constraints of the type alias that a property or parameter is declared with, or a type argument is. */
export function readAliasConstraints(
  context: Context,
  written: ts.TypeNode | undefined,
  shape: Shape,
  type: ts.Type,
): AnnotationsRead {
  const { ts, checker } = context;
  let node = written;
  if (node === undefined || !ts.isTypeReferenceNode(node)) return none;
  const comments: DocComment[] = [];
  const seen = new Set<ts.Symbol>();
  while (node !== undefined && ts.isTypeReferenceNode(node) && node.typeArguments === undefined) {
    const symbol = resolveAlias(context, checker.getSymbolAtLocation(node.typeName));
    const alias = symbol?.declarations?.find(ts.isTypeAliasDeclaration);
    if (symbol === undefined || alias === undefined || seen.has(symbol)) break;
    seen.add(symbol);
    const comment = readDocComment(ts, alias);
    if (comment !== undefined) comments.push(comment);
    node = alias.type;
  }
  if (comments.length === 0) return none;
  const reads = comments.map((comment) => readAliasAnnotations(comment, shape, () => checker.typeToString(type)));
  return {
    // The outermost alias has the last word.
    annotations: Object.assign({}, ...reads.map(({ annotations }) => annotations).reverse()),
    flaws: reads.flatMap(({ flaws }) => flaws),
  };
}

const none: AnnotationsRead = { annotations: {}, flaws: [] };

function typeNodeOf(declaration: ts.Declaration): ts.TypeNode | undefined {
  return (declaration as ts.Declaration & { readonly type?: ts.TypeNode }).type;
}

function resolveAlias({ ts, checker }: Context, symbol: ts.Symbol | undefined): ts.Symbol | undefined {
  return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
    ? checker.getAliasedSymbol(symbol)
    : symbol;
}

function keepsType({ ts, checker }: Context, declaration: ts.Declaration, type: ts.Type): boolean {
  if (!ts.isPropertySignature(declaration) && !ts.isPropertyDeclaration(declaration)) return true;
  const declared = checker.getTypeAtLocation(declaration);
  return checker.isTypeAssignableTo(type, declared) || checker.isTypeAssignableTo(declared, type);
}

/** A property of an object literal has its comment before the assignment, a parameter property before the modifiers. */
function commentedNode({ ts }: Context, declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}
