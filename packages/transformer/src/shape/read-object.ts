import type ts from "typescript";
import {
  anyObject,
  classInstance,
  type Flaw,
  functionType,
  mixedIndexSignature,
  openFileFormat,
  prototypeProperty,
  recordKey,
  symbolKey,
  tupleValue,
} from "../diagnostics/index.ts";
import { readLibraryType } from "./library-types.ts";
import { markProperty, readMark } from "./marks.ts";
import { readField } from "./read-field.ts";
import type { Reader } from "./reader.ts";
import { type Shape, type Struct, unsupported } from "./shape.ts";
import { sortProperties } from "./sort-properties.ts";
import { readTypeName } from "./type-name.ts";

/** Reads an object type, or an intersection of object types. */
export function readObject(reader: Reader, type: ts.Type): Shape {
  const { ts, checker } = reader.context;
  const text = () => checker.typeToString(type);
  const mark = readMark(reader.context, type);
  if (mark?.kind === "integer") return { kind: "integer" };
  if (mark?.kind === "file") {
    return mark.format === undefined ? unsupported(openFileFormat(text())) : { kind: "file", format: mark.format };
  }
  if (checker.isArrayType(type)) {
    const [items] = checker.getTypeArguments(type as ts.TypeReference);
    if (items !== undefined) return { kind: "array", items: reader.read(items) };
  }
  if (checker.isTupleType(type)) return unsupported(tupleValue(text()));
  const library = readLibraryType(reader.context, type);
  if (library !== undefined) return library;
  const { Call, Construct } = ts.SignatureKind;
  if ([Call, Construct].some((kind) => checker.getSignaturesOfType(type, kind).length > 0)) {
    return unsupported(functionType(text()));
  }
  return readProperties(reader, type, text);
}

function readProperties(reader: Reader, type: ts.Type, text: () => string): Shape {
  const { ts, checker } = reader.context;
  const properties = checker.getPropertiesOfType(type).filter(({ name }) => name !== markProperty);
  const indexes = checker.getIndexInfosOfType(type);
  const [index] = indexes;
  if (index !== undefined) {
    if (properties.length > 0) return unsupported(mixedIndexSignature(text()));
    if (indexes.length > 1 || (index.keyType.flags & ts.TypeFlags.String) === 0) return unsupported(recordKey(text()));
    return { kind: "record", values: reader.read(index.type) };
  }
  const behaviour = properties.find((property) => isBehaviour(reader, property));
  if (behaviour !== undefined) return unsupported(classInstance(text(), displayName(behaviour)));
  const title = readTypeName(reader.context, type);
  if (properties.length === 0 && (type.symbol as ts.Symbol | undefined)?.name.startsWith("__") !== false) {
    return unsupported(anyObject(text()));
  }
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
    if (property.name.startsWith("__@")) flaws.push(symbolKey(text(), displayName(property)));
    else if (property.name === "__proto__") flaws.push(prototypeProperty(text()));
    else return [readField(reader, property)];
    return [];
  });
  return { kind: "struct", ...(title === undefined ? {} : { title }), fields, flaws };
}

/** Whether a member of a class is more than data that everyone can read. */
function isBehaviour({ context: { ts } }: Reader, property: ts.Symbol): boolean {
  const declaration = property.valueDeclaration;
  if (declaration === undefined) return false;
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
