import type ts from "typescript";
import type { Context } from "../context.ts";
import {
  anyObject,
  endlessType,
  neverType,
  noValue,
  symbolType,
  templateLiteral,
  unresolvedType,
} from "../diagnostics/index.ts";
import { readIntersection } from "./read-intersection.ts";
import { isLiteral, readLiterals } from "./read-literals.ts";
import { readObject } from "./read-object.ts";
import { readUnion } from "./read-union.ts";
import type { Reader } from "./reader.ts";
import { type Definition, type Shape, type Struct, unsupported } from "./shape.ts";
import { readTemplatePattern } from "./template-pattern.ts";
import { readTypeName } from "./type-name.ts";

/** How often one declaration may stand inside itself with other type arguments. */
const nestingLimit = 8;
/** How deep types without a name may be nested. */
const depthLimit = 400;

/** A type on the way from a struct's property, or a variable, to the type that is being read. */
interface Open {
  readonly type: ts.Type;
  /** Whether the type contains itself. */
  isOnCircle: boolean;
  /** Whether it is one of the definitions that the circle is cut at. */
  isDefinition: boolean;
}

/** The declarations that a type stands in, from the innermost out. */
interface Nesting {
  readonly symbol: ts.Symbol;
  readonly outer: Nesting | undefined;
}

/** A struct that is referred to already, and is still to be read. */
interface Pending {
  readonly definition: Definition;
  readonly nesting: Nesting | undefined;
  readStruct(): Struct;
}

/**
 * Reads a type. Never throws and never fails: what cannot cross the wire is in the shape as a flaw. Shapes are kept for
 * the life of the program, so what a shape looks like must not depend on which type was read first. Two rules see to it:
 * a named struct is always a definition and is read on a path of its own; any other type becomes a definition when it has
 * a name and contains itself without a struct in between, which every way round its circle finds out alike. Structs wait
 * until the type that refers to them is read, so that a chain of thousands takes no stack.
 */
export function createReader(context: Context): Reader {
  let path: Open[] = [];
  let nesting: Nesting | undefined;
  let isReading = false;
  const pending: Pending[] = [];
  const endless = new Set<ts.Symbol>();
  const readNew = (type: ts.Type): Shape => {
    if (closesCircle(context, path, type)) return { kind: "reference", definition: cyclicDefinition(context, type) };
    const symbol = type.aliasSymbol ?? (type.symbol as ts.Symbol | undefined);
    if (path.length >= depthLimit || isEndless(context, nesting, endless, type, symbol)) {
      return { kind: "unsupported", flaw: endlessType(context.checker.typeToString(type)), once: true };
    }
    const entry: Open = { type, isOnCircle: false, isDefinition: false };
    path.push(entry);
    const outer = nesting;
    if (symbol !== undefined) nesting = { symbol, outer };
    let shape = readComposite(reader, type);
    nesting = outer;
    path.pop();
    if (entry.isDefinition) {
      const definition = cyclicDefinition(context, type);
      definition.shape = shape;
      shape = { kind: "reference", definition };
    }
    // A type on a circle is read anew each time: other members of the circle must find out about it too.
    if (path.length === 0 && !entry.isOnCircle) context.shapes.set(type, shape);
    return shape;
  };
  const readPending = (): void => {
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      nesting = next.nesting;
      path = [];
      next.definition.shape = next.readStruct();
    }
    nesting = undefined;
  };
  const reader: Reader = {
    context,
    read(type) {
      const known = readSimple(reader, type) ?? context.shapes.get(type) ?? readStructReference(context, type);
      if (known !== undefined) return known;
      if (isReading) return readNew(type);
      isReading = true;
      const shape = readNew(type);
      readPending();
      isReading = false;
      return shape;
    },
    readDefined(type) {
      if (!type.isUnion()) return reader.read(type);
      const defined = type.types.filter((member) => (member.flags & context.ts.TypeFlags.Undefined) === 0);
      return defined.length === type.types.length ? reader.read(type) : readUnion(reader, defined);
    },
    define(type, name, readStruct) {
      const definition: Definition = { name, shape: { kind: "struct", fields: [], flaws: [] } };
      context.structs.set(type, definition);
      pending.push({ definition, nesting, readStruct });
      return { kind: "reference", definition };
    },
  };
  return reader;
}

function readStructReference(context: Context, type: ts.Type): Shape | undefined {
  const definition = context.structs.get(type);
  return definition === undefined ? undefined : { kind: "reference", definition };
}

/** Whether a type is open already; then all named types on the circle become definitions. */
function closesCircle(context: Context, path: readonly Open[], type: ts.Type): boolean {
  const first = path.findIndex((entry) => entry.type === type);
  if (first < 0) return false;
  // An unnamed type is read again until a named one closes the circle; if none does, it must do so itself.
  const hasName = readTypeName(context, type) !== undefined;
  if (!hasName && path.findLastIndex((entry) => entry.type === type) === first) return false;
  for (const entry of path.slice(first)) {
    entry.isOnCircle = true;
    if (entry.type === type || readTypeName(context, entry.type) !== undefined) entry.isDefinition = true;
  }
  return true;
}

function cyclicDefinition(context: Context, type: ts.Type): Definition {
  const known = context.cyclic.get(type);
  if (known !== undefined) return known;
  const definition: Definition = {
    name: readTypeName(context, type) ?? "Recursive",
    shape: { kind: "undefined" },
  };
  context.cyclic.set(type, definition);
  return definition;
}

function isEndless(
  { checker }: Context,
  nesting: Nesting | undefined,
  endless: Set<ts.Symbol>,
  type: ts.Type,
  symbol: ts.Symbol | undefined,
): boolean {
  if (symbol === undefined || checker.isArrayType(type)) return false;
  let count = 0;
  for (let outer = nesting; outer !== undefined; outer = outer.outer) if (outer.symbol === symbol) count++;
  if (count >= nestingLimit) endless.add(symbol);
  return count > 0 && endless.has(symbol);
}

function readSimple(reader: Reader, type: ts.Type): Shape | undefined {
  const { ts, checker } = reader.context;
  const { TypeFlags } = ts;
  const { flags } = type;
  if ((flags & TypeFlags.Boolean) !== 0) return { kind: "boolean" };
  if (isLiteral(reader, type)) return readLiterals(reader, [type])[0];
  if ((flags & TypeFlags.String) !== 0) return { kind: "string" };
  if ((flags & TypeFlags.Number) !== 0) return { kind: "number" };
  if ((flags & TypeFlags.BigInt) !== 0) return { kind: "bigint" };
  if ((flags & TypeFlags.Null) !== 0) return { kind: "null" };
  if ((flags & (TypeFlags.Any | TypeFlags.Unknown)) !== 0) {
    return { kind: "untyped", written: (flags & TypeFlags.Any) !== 0 ? "any" : "unknown" };
  }
  const text = () => checker.typeToString(type);
  if ((flags & (TypeFlags.Undefined | TypeFlags.Void)) !== 0) return unsupported(noValue(text()));
  if ((flags & TypeFlags.Never) !== 0) return unsupported(neverType());
  if ((flags & TypeFlags.ESSymbolLike) !== 0) return unsupported(symbolType(text()));
  if ((flags & TypeFlags.StringMapping) !== 0) return unsupported(templateLiteral(text()));
  if ((flags & TypeFlags.TemplateLiteral) !== 0) {
    const pattern = readTemplatePattern(reader.context, type as ts.TemplateLiteralType);
    return pattern === undefined ? unsupported(templateLiteral(text())) : { kind: "template", alternatives: [pattern] };
  }
  if ((flags & TypeFlags.NonPrimitive) !== 0) return unsupported(anyObject(text()));
  if ((flags & TypeFlags.Instantiable) !== 0) return unsupported(unresolvedType(text()));
  return undefined;
}

function readComposite(reader: Reader, type: ts.Type): Shape {
  if (type.isUnion()) return readUnion(reader, type.types);
  if (type.isIntersection()) return readIntersection(reader, type);
  return readObject(reader, type);
}
