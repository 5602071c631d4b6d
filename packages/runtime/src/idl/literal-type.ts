import { create } from "@bufbuild/protobuf";
import { missingMember, unknownMember } from "../errors/idl.ts";
import type { LiteralType, SimpleType, TypeFacts, TypeStructure } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  BlobType_BlobDimensionality,
  BlobTypeSchema,
  EnumTypeSchema,
  type BlobType as IdlBlobType,
  type LiteralType as IdlLiteralType,
  SimpleType as IdlSimpleType,
  type StructuredDatasetType as IdlStructuredDatasetType,
  type TypeStructure as IdlTypeStructure,
  LiteralTypeSchema,
  StructuredDatasetTypeSchema,
  TypeAnnotationSchema,
  TypeStructureSchema,
  UnionTypeSchema,
} from "./gen/flyteidl/core/types_pb.ts";
import { mapValues } from "./map-values.ts";
import { onlyKnown } from "./only-known.ts";
import { required } from "./required.ts";
import { structToIdl } from "./struct.ts";

const simpleTypes = {
  none: IdlSimpleType.NONE,
  integer: IdlSimpleType.INTEGER,
  float: IdlSimpleType.FLOAT,
  string: IdlSimpleType.STRING,
  boolean: IdlSimpleType.BOOLEAN,
  datetime: IdlSimpleType.DATETIME,
  duration: IdlSimpleType.DURATION,
  binary: IdlSimpleType.BINARY,
  error: IdlSimpleType.ERROR,
  struct: IdlSimpleType.STRUCT,
} as const satisfies { [name in SimpleType]: number };

const dimensionalities = {
  single: BlobType_BlobDimensionality.SINGLE,
  multipart: BlobType_BlobDimensionality.MULTIPART,
} as const;

type BlobType = Pick<LiteralType & { readonly kind: "blob" }, "format" | "dimensionality">;
type StructuredDatasetType = LiteralType & { readonly kind: "structured-dataset" };

/** A type with its facts, as `core.LiteralType`. */
export function literalTypeToIdl(type: LiteralType): IdlLiteralType {
  return create(LiteralTypeSchema, {
    type: kindToIdl(type),
    metadata: type.metadata === undefined ? undefined : structToIdl(type.metadata),
    annotation:
      type.annotation === undefined
        ? undefined
        : create(TypeAnnotationSchema, { annotations: structToIdl(type.annotation) }),
    structure: type.structure === undefined ? undefined : structureToIdl(type.structure),
  });
}

/** Reads a `core.LiteralType`; the `schema` that structured datasets replaced is refused. */
export function literalTypeFromIdl(type: IdlLiteralType): LiteralType {
  return { ...kindFromIdl(type.type), ...factsFromIdl(type) };
}

/** The type of a blob, which the blob's literal carries too. */
export function blobTypeToIdl({ format, dimensionality }: BlobType): IdlBlobType {
  return create(BlobTypeSchema, { format, dimensionality: dimensionalities[dimensionality] });
}

/** Reads a `core.BlobType`. */
export function blobTypeFromIdl({ format, dimensionality }: IdlBlobType): BlobType {
  return {
    format,
    dimensionality: enumName(dimensionalities, dimensionality, "flyteidl.core.BlobType.BlobDimensionality"),
  };
}

/** The type that a structured dataset's literal carries; its facts stay with the variable's type. */
export function structuredDatasetTypeToIdl(type: StructuredDatasetType): IdlStructuredDatasetType {
  return create(StructuredDatasetTypeSchema, {
    format: type.format,
    columns: type.columns.map((column) => ({
      name: column.name,
      literalType: literalTypeToIdl(column.literalType),
    })),
  });
}

/** Reads a `core.StructuredDatasetType`; an external schema is refused. */
export function structuredDatasetTypeFromIdl(type: IdlStructuredDatasetType): StructuredDatasetType {
  onlyKnown(StructuredDatasetTypeSchema, type, ["columns", "format"]);
  return {
    kind: "structured-dataset",
    columns: type.columns.map(({ name, literalType }) => ({
      name,
      literalType: literalTypeFromIdl(required(literalType, "flyteidl.core.DatasetColumn", "literalType")),
    })),
    format: type.format,
  };
}

function kindToIdl(type: LiteralType): IdlLiteralType["type"] {
  switch (type.kind) {
    case "simple":
      return { case: "simple", value: simpleTypes[type.simple] };
    case "collection":
      return { case: "collectionType", value: literalTypeToIdl(type.elementType) };
    case "map":
      return { case: "mapValueType", value: literalTypeToIdl(type.valueType) };
    case "enum":
      return { case: "enumType", value: create(EnumTypeSchema, { values: [...type.values] }) };
    case "blob":
      return { case: "blob", value: blobTypeToIdl(type) };
    case "structured-dataset":
      return { case: "structuredDatasetType", value: structuredDatasetTypeToIdl(type) };
    case "union":
      return { case: "unionType", value: create(UnionTypeSchema, { variants: type.variants.map(literalTypeToIdl) }) };
  }
}

function kindFromIdl(type: IdlLiteralType["type"]): LiteralType {
  switch (type.case) {
    case "simple":
      return { kind: "simple", simple: enumName(simpleTypes, type.value, "flyteidl.core.SimpleType") };
    case "collectionType":
      return { kind: "collection", elementType: literalTypeFromIdl(type.value) };
    case "mapValueType":
      return { kind: "map", valueType: literalTypeFromIdl(type.value) };
    case "enumType":
      return { kind: "enum", values: type.value.values };
    case "blob":
      return { kind: "blob", ...blobTypeFromIdl(type.value) };
    case "structuredDatasetType":
      return structuredDatasetTypeFromIdl(type.value);
    case "unionType":
      return { kind: "union", variants: type.value.variants.map(literalTypeFromIdl) };
    case "schema":
      throw unknownMember("flyteidl.core.LiteralType", `"schema"`);
    case undefined:
      throw missingMember("flyteidl.core.LiteralType", "type");
  }
}

function structureToIdl(structure: TypeStructure): IdlTypeStructure {
  return create(TypeStructureSchema, {
    tag: structure.tag ?? "",
    dataclassType: mapValues(structure.dataclassType ?? {}, literalTypeToIdl),
  });
}

function factsFromIdl({ metadata, annotation, structure }: IdlLiteralType): TypeFacts {
  return {
    ...(metadata === undefined ? {} : { metadata }),
    ...(annotation === undefined ? {} : { annotation: annotation.annotations ?? {} }),
    ...(structure === undefined ? {} : { structure: structureFromIdl(structure) }),
  };
}

function structureFromIdl({ tag, dataclassType }: IdlTypeStructure): TypeStructure {
  return {
    ...(tag === "" ? {} : { tag }),
    ...(Object.keys(dataclassType).length === 0 ? {} : { dataclassType: mapValues(dataclassType, literalTypeFromIdl) }),
  };
}
