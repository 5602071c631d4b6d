/** Which types the server lets flow into which. */
import { equals } from "@bufbuild/protobuf";
import {
  type LiteralType,
  LiteralTypeSchema,
  SchemaType_SchemaColumn_SchemaColumnType as SchemaColumnType,
  type SchemaType,
  SimpleType,
  type StructuredDatasetType,
} from "../../idl/gen/flyteidl/core/types_pb.ts";
import { isSameOrWider } from "./struct-schemas.ts";

/** Whether values of one type may be given to a variable of another. */
export function areTypesCastable(from: LiteralType, to: LiteralType): boolean {
  if (from.type.case === "unionType" && from.type.value.variants.length === 1) {
    const [only] = from.type.value.variants;
    if (only !== undefined && castsTo(only, to)) return true;
  }
  return castsTo(from, to);
}

function castsTo(from: LiteralType, to: LiteralType): boolean {
  switch (to.type.case) {
    case "collectionType":
      return from.type.case === "collectionType" && elementCastsTo(from.type.value, to.type.value);
    case "mapValueType":
      return from.type.case === "mapValueType" && elementCastsTo(from.type.value, to.type.value);
    case "schema":
      if (from.type.case === "schema") return schemaCastsToSchema(from.type.value, to.type.value);
      return (
        from.type.case === "structuredDatasetType" &&
        isParquet(from.type.value.format) &&
        datasetCastsToSchema(from.type.value, to.type.value)
      );
    case "unionType":
      return castsToUnion(from, to.type.value.variants);
    case "structuredDatasetType":
      if (isNone(from)) return true;
      if (from.type.case === "schema") {
        return isParquet(to.type.value.format) && schemaCastsToDataset(from.type.value, to.type.value);
      }
      return from.type.case === "structuredDatasetType" && datasetCastsToDataset(from.type.value, to.type.value);
    default:
      return isNone(to) ? isNone(from) : plainCastsTo(from, to);
  }
}

/** An empty list has elements of no type, and is one of every type. */
function elementCastsTo(from: LiteralType, to: LiteralType): boolean {
  return isNone(from) || castsTo(from, to);
}

function castsToUnion(from: LiteralType, variants: readonly LiteralType[]): boolean {
  if (from.type.case === "unionType") {
    return from.type.value.variants.every((variant) => variants.some((to) => areTypesCastable(variant, to)));
  }
  // Where several variants would take it, nobody can tell which one is meant.
  return variants.filter((variant) => areTypesCastable(from, variant)).length === 1;
}

function plainCastsTo(from: LiteralType, to: LiteralType): boolean {
  if (from.type.case === "enumType" && isSimple(to, SimpleType.STRING)) return true;
  if (to.type.case === "enumType" && isSimple(from, SimpleType.STRING)) return true;
  const tag = from.structure?.tag ?? "";
  if (tag !== "" && tag !== (to.structure?.tag ?? "")) return false;
  if (isSimple(from, SimpleType.STRUCT) && isSimple(to, SimpleType.STRUCT)) {
    return from.metadata === undefined || to.metadata === undefined || isSameOrWider(from.metadata, to.metadata);
  }
  if (from.type.case === "blob" && to.type.case === "blob") {
    const [left, right] = [from.type.value.format, to.type.value.format];
    if (left === "" || right === "") return true;
  }
  return equals(LiteralTypeSchema, withoutFacts(from), withoutFacts(to));
}

/** A type alone, without what it says beside. */
function withoutFacts(type: LiteralType): LiteralType {
  const { structure: _structure, metadata: _metadata, annotation: _annotation, ...rest } = type;
  return rest as LiteralType;
}

/** Whether a type is that of no value. */
export function isNone(type: LiteralType): boolean {
  return isSimple(type, SimpleType.NONE);
}

function isSimple(type: LiteralType, simple: SimpleType): boolean {
  return type.type.case === "simple" && type.type.value === simple;
}

function isParquet(format: string): boolean {
  return format === "" || format.toLowerCase() === "parquet";
}

function datasetCastsToDataset(from: StructuredDatasetType, to: StructuredDatasetType): boolean {
  if (from.format !== "" && to.format !== "" && from.format.toLowerCase() !== to.format.toLowerCase()) return false;
  return hasColumns(from.columns, to.columns, (source, target) => {
    return (
      source.literalType !== undefined &&
      target.literalType !== undefined &&
      castsTo(source.literalType, target.literalType)
    );
  });
}

function schemaCastsToSchema(from: SchemaType, to: SchemaType): boolean {
  return hasColumns(from.columns, to.columns, (source, target) => source.type === target.type);
}

function schemaCastsToDataset(from: SchemaType, to: StructuredDatasetType): boolean {
  return hasColumns(from.columns, to.columns, (source, target) => isColumnOf(source.type, target.literalType));
}

function datasetCastsToSchema(from: StructuredDatasetType, to: SchemaType): boolean {
  return hasColumns(from.columns, to.columns, (source, target) => isColumnOf(target.type, source.literalType));
}

/** Whether what is read is among what there is; a table that names no columns is any table. */
function hasColumns<From extends { readonly name: string }, To extends { readonly name: string }>(
  from: readonly From[],
  to: readonly To[],
  fits: (source: From, target: To) => boolean,
): boolean {
  if (from.length === 0 || to.length === 0) return true;
  return to.every((target) => {
    const source = from.find(({ name }) => name === target.name);
    return source !== undefined && fits(source, target);
  });
}

const columnTypes: ReadonlyMap<SchemaColumnType, SimpleType> = new Map<SchemaColumnType, SimpleType>([
  [SchemaColumnType.INTEGER, SimpleType.INTEGER],
  [SchemaColumnType.FLOAT, SimpleType.FLOAT],
  [SchemaColumnType.STRING, SimpleType.STRING],
  [SchemaColumnType.BOOLEAN, SimpleType.BOOLEAN],
  [SchemaColumnType.DATETIME, SimpleType.DATETIME],
  [SchemaColumnType.DURATION, SimpleType.DURATION],
]);

function isColumnOf(column: SchemaColumnType, type: LiteralType | undefined): boolean {
  const simple = columnTypes.get(column);
  return simple !== undefined && type !== undefined && isSimple(type, simple);
}
