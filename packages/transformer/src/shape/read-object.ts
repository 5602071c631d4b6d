import type ts from "typescript";
import {
  anyObject,
  classInstance,
  type Flaw,
  functionType,
  prototypeProperty,
  symbolKey,
} from "../diagnostics/index.ts";
import { readLibraryType } from "./library-types.ts";
import { markProperty } from "./marks.ts";
import { readField } from "./read-field.ts";
import { readIndexSignatures } from "./read-index-signatures.ts";
import { readMarked } from "./read-marked.ts";
import { readTuple } from "./read-tuple.ts";
import type { Reader } from "./reader.ts";
import { type OpenKeys, type Shape, type Struct, unsupported } from "./shape.ts";
import { sortProperties } from "./sort-properties.ts";
import { readTypeName } from "./type-name.ts";

/** Reads an object type, or an intersection of object types. */
export function readObject(reader: Reader, type: ts.Type): Shape {
  const { ts, checker } = reader.context;
  const text = () => checker.typeToString(type);
  const marked = readMarked(reader, type);
  if (marked !== undefined) return marked;
  if (checker.isArrayType(type)) {
    const [items] = checker.getTypeArguments(type as ts.TypeReference);
    if (items !== undefined) return { kind: "array", items: reader.read(items) };
  }
  if (checker.isTupleType(type)) return readTuple(reader, type as ts.TupleTypeReference);
  const library = readLibraryType(reader.context, type);
  if (library !== undefined) return library;
  const { Call, Construct } = ts.SignatureKind;
  if ([Call, Construct].some((kind) => checker.getSignaturesOfType(type, kind).length > 0)) {
    return unsupported(functionType(text()));
  }
  return readProperties(reader, type, text, ({ name }) => name !== markProperty);
}

/** Reads the properties that a predicate lets pass, and the index signatures. */
export function readProperties(
  reader: Reader,
  type: ts.Type,
  text: () => string,
  isData: (property: ts.Symbol) => boolean,
): Shape {
  const { checker } = reader.context;
  const properties = checker.getPropertiesOfType(type).filter(isData);
  const behaviour = properties.find((property) => isBehaviour(reader, property));
  if (behaviour !== undefined) return unsupported(classInstance(text(), displayName(behaviour)));
  const isAnonymous = (type.symbol as ts.Symbol | undefined)?.name.startsWith("__") !== false;
  if (properties.length === 0) {
    const open = readIndexSignatures(reader, type, text);
    if (open !== undefined) return { kind: "record", ...open };
    if (isAnonymous) return unsupported(anyObject(text()));
  }
  const title = readTypeName(reader.context, type);
  const readStruct = () => readFields(reader, type, text, title, properties);
  return title === undefined ? readStruct() : reader.define(type, title, readStruct);
}

function readFields(
  reader: Reader,
  type: ts.Type,
  text: () => string,
  title: string | undefined,
  properties: readonly ts.Symbol[],
): Struct {
  const flaws: Flaw[] = [];
  const fields = sortProperties(reader.context, type, properties).flatMap((property) => {
    if (isAbsent(reader, property)) return [];
    if (property.name.startsWith("__@")) flaws.push(symbolKey(text(), displayName(property)));
    else if (property.name === "__proto__") flaws.push(prototypeProperty(text()));
    else return [readField(reader, property)];
    return [];
  });
  const open: OpenKeys | undefined = readIndexSignatures(reader, type, text);
  return {
    kind: "struct",
    ...(title === undefined ? {} : { title }),
    fields,
    ...(open === undefined ? {} : { open }),
    flaws,
  };
}

/** Whether a property says that it is never there: `b?: never`, as members of unions do to exclude each other. */
function isAbsent({ context: { ts, checker } }: Reader, property: ts.Symbol): boolean {
  if ((property.flags & ts.SymbolFlags.Optional) === 0) return false;
  return (checker.getTypeOfSymbol(property).flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Never)) !== 0;
}

/** Whether a member of a class is more than data that everyone can read. */
function isBehaviour({ context: { ts } }: Reader, property: ts.Symbol): boolean {
  const declaration = property.valueDeclaration;
  if (declaration === undefined || ts.isPropertySignature(declaration)) return false;
  if (ts.isMethodDeclaration(declaration) || ts.isAccessor(declaration)) return ts.isClassLike(declaration.parent);
  if (ts.isPropertyDeclaration(declaration) && ts.isPrivateIdentifier(declaration.name)) return true;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (ts.getCombinedModifierFlags(declaration) & hidden) !== 0;
}

/** The checker's names for symbols and private members hold numbers that change from run to run. */
function displayName(property: ts.Symbol): string {
  const declaration = property.valueDeclaration ?? property.declarations?.[0];
  const name = declaration === undefined ? undefined : (declaration as ts.NamedDeclaration).name;
  return name?.getText() ?? property.name;
}
