import type ts from "typescript";
import { unresolvedType, unsupportedIntersection } from "../diagnostics/index.ts";
import { readLibraryType } from "./library-types.ts";
import { markProperty } from "./marks.ts";
import { readMarked } from "./read-marked.ts";
import { readObject, readProperties } from "./read-object.ts";
import type { Reader } from "./reader.ts";
import { type Shape, unsupported } from "./shape.ts";

/** Properties that no value has: they make a type differ from another of the same form. */
const brandNames: ReadonlySet<string> = new Set([markProperty, "__brand", "_brand", "__tag", "__nominal", "__opaque"]);

/** Object types are read as one; anything else with a brand is what it is without, as no value has the brand. */
export function readIntersection(reader: Reader, type: ts.IntersectionType): Shape {
  const { ts, checker } = reader.context;
  const marked = readMarked(reader, type);
  if (marked !== undefined) return marked;
  const text = () => checker.typeToString(type);
  // `object & { … }` says no more than its second half.
  const objects = ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive;
  const primitives = type.types.filter((part) => (part.flags & objects) === 0);
  const unresolved = ts.TypeFlags.InstantiableNonPrimitive | ts.TypeFlags.Index;
  if (primitives.some((part) => (part.flags & unresolved) !== 0)) return unsupported(unresolvedType(text()));
  if (primitives.length > 1) return unsupported(unsupportedIntersection(text()));
  const [primitive] = primitives;
  if (primitive !== undefined) return reader.read(primitive);
  const parts = type.types.filter((part) => !isBrand(reader, part));
  const special = parts.find((part) => isSpecial(reader, part));
  if (special !== undefined)
    return parts.length === 1 ? reader.read(special) : unsupported(unsupportedIntersection(text()));
  if (parts.length === type.types.length || parts.length === 0) return readObject(reader, type);
  const branded = new Set(
    type.types.filter((part) => !parts.includes(part)).flatMap((part) => checker.getPropertiesOfType(part)),
  );
  const names = new Set([...branded].map(({ name }) => name));
  return readProperties(reader, type, text, (property) => !names.has(property.name));
}

/** Whether a part of an intersection is a brand: an object type of unique symbols and names that are used for brands. */
function isBrand({ context: { ts, checker } }: Reader, type: ts.Type): boolean {
  if ((type.flags & ts.TypeFlags.Object) === 0 || checker.getIndexInfosOfType(type).length > 0) return false;
  const properties = checker.getPropertiesOfType(type);
  return properties.length > 0 && properties.every(({ name }) => name.startsWith("__@") || brandNames.has(name));
}

/** Whether a part is not read by its properties. */
function isSpecial({ context }: Reader, type: ts.Type): boolean {
  const { checker } = context;
  if (checker.isArrayType(type) || checker.isTupleType(type)) return true;
  const { Call, Construct } = context.ts.SignatureKind;
  if ([Call, Construct].some((kind) => checker.getSignaturesOfType(type, kind).length > 0)) return true;
  return readLibraryType(context, type) !== undefined;
}
