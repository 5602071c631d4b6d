import { create } from "@bufbuild/protobuf";
import { missingMember, unknownMember } from "../errors/idl.ts";
import type { Literal, LiteralFacts, LiteralMap, Scalar } from "../model/index.ts";
import {
  BinarySchema,
  BlobSchema,
  type Literal as IdlLiteral,
  type LiteralMap as IdlLiteralMap,
  type Scalar as IdlScalar,
  LiteralCollectionSchema,
  LiteralMapSchema,
  LiteralOffloadedMetadataSchema,
  LiteralSchema,
  ScalarSchema,
  StructuredDatasetSchema,
  UnionSchema,
  VoidSchema,
} from "./gen/flyteidl/core/literals_pb.ts";
import { ErrorSchema } from "./gen/flyteidl/core/types_pb.ts";
import {
  blobTypeFromIdl,
  blobTypeToIdl,
  literalTypeFromIdl,
  literalTypeToIdl,
  structuredDatasetTypeFromIdl,
  structuredDatasetTypeToIdl,
} from "./literal-type.ts";
import { mapValues } from "./map-values.ts";
import { primitiveFromIdl, primitiveToIdl } from "./primitive.ts";
import { required } from "./required.ts";
import { structToIdl } from "./struct.ts";
import { within } from "./within.ts";

/** A value, as `core.Literal`. */
export function literalToIdl(literal: Literal): IdlLiteral {
  return create(LiteralSchema, {
    value: literalValueToIdl(literal),
    hash: literal.hash ?? "",
    metadata: { ...literal.metadata },
  });
}

/** Reads a `core.Literal`; one without a value is refused. */
export function literalFromIdl(literal: IdlLiteral): Literal {
  const facts: LiteralFacts = {
    ...(literal.hash === "" ? {} : { hash: literal.hash }),
    ...(Object.keys(literal.metadata).length === 0 ? {} : { metadata: literal.metadata }),
  };
  return { ...literalValueFromIdl(literal.value), ...facts };
}

/** Values by variable, as `core.LiteralMap`. */
export function literalMapToIdl(literals: LiteralMap): IdlLiteralMap {
  return create(LiteralMapSchema, { literals: mapValues(literals, literalToIdl) });
}

/** Reads a `core.LiteralMap`; errors name the variable or key. */
export function literalMapFromIdl(map: IdlLiteralMap): LiteralMap {
  return mapValues(map.literals, (literal, key) => within(`"${key}"`, () => literalFromIdl(literal)));
}

/** One value without elements of its own, as `core.Scalar`. */
export function scalarToIdl(scalar: Scalar): IdlScalar {
  return create(ScalarSchema, { value: scalarValueToIdl(scalar) });
}

/** Reads a `core.Scalar`; the `schema` that structured datasets replaced is refused. */
export function scalarFromIdl({ value }: IdlScalar): Scalar {
  switch (value.case) {
    case "primitive":
      return primitiveFromIdl(value.value);
    case "noneType":
      return { kind: "none" };
    case "binary":
      return { kind: "binary", value: value.value.value, tag: value.value.tag };
    case "blob": {
      const type = required(value.value.metadata?.type, "flyteidl.core.Blob", "metadata.type");
      return { kind: "blob", uri: value.value.uri, ...blobTypeFromIdl(type) };
    }
    case "error":
      return { kind: "error", failedNodeId: value.value.failedNodeId, message: value.value.message };
    case "generic":
      return { kind: "generic", value: value.value };
    case "structuredDataset": {
      const type = value.value.metadata?.structuredDatasetType;
      const typed = type === undefined ? {} : { type: structuredDatasetTypeFromIdl(type) };
      return { kind: "structured-dataset", uri: value.value.uri, ...typed };
    }
    case "union":
      return {
        kind: "union",
        value: literalFromIdl(required(value.value.value, "flyteidl.core.Union", "value")),
        type: literalTypeFromIdl(required(value.value.type, "flyteidl.core.Union", "type")),
      };
    case "schema":
      throw unknownMember("flyteidl.core.Scalar", '"schema"');
    case undefined:
      throw missingMember("flyteidl.core.Scalar", "value");
  }
}

function literalValueToIdl(literal: Literal): IdlLiteral["value"] {
  switch (literal.kind) {
    case "collection":
      return {
        case: "collection",
        value: create(LiteralCollectionSchema, { literals: literal.literals.map(literalToIdl) }),
      };
    case "map":
      return { case: "map", value: literalMapToIdl(literal.literals) };
    case "offloaded": {
      const { uri, sizeBytes, inferredType } = literal;
      const type = inferredType === undefined ? undefined : literalTypeToIdl(inferredType);
      const value = create(LiteralOffloadedMetadataSchema, { uri, sizeBytes, inferredType: type });
      return { case: "offloadedMetadata", value };
    }
    default:
      return { case: "scalar", value: scalarToIdl(literal) };
  }
}

function literalValueFromIdl(value: IdlLiteral["value"]): Literal {
  switch (value.case) {
    case "scalar":
      return scalarFromIdl(value.value);
    case "collection":
      return { kind: "collection", literals: value.value.literals.map(literalFromIdl) };
    case "map":
      return { kind: "map", literals: literalMapFromIdl(value.value) };
    case "offloadedMetadata": {
      const { uri, sizeBytes, inferredType } = value.value;
      const typed = inferredType === undefined ? {} : { inferredType: literalTypeFromIdl(inferredType) };
      return { kind: "offloaded", uri, sizeBytes, ...typed };
    }
    case undefined:
      throw missingMember("flyteidl.core.Literal", "value");
  }
}

function scalarValueToIdl(scalar: Scalar): IdlScalar["value"] {
  switch (scalar.kind) {
    case "integer":
    case "float":
    case "string":
    case "boolean":
    case "datetime":
    case "duration":
      return { case: "primitive", value: primitiveToIdl(scalar) };
    case "none":
      return { case: "noneType", value: create(VoidSchema) };
    case "binary":
      return { case: "binary", value: create(BinarySchema, { value: scalar.value, tag: scalar.tag }) };
    case "blob":
      return {
        case: "blob",
        value: create(BlobSchema, { uri: scalar.uri, metadata: { type: blobTypeToIdl(scalar) } }),
      };
    case "error":
      return {
        case: "error",
        value: create(ErrorSchema, { failedNodeId: scalar.failedNodeId, message: scalar.message }),
      };
    case "generic":
      return { case: "generic", value: structToIdl(scalar.value) };
    case "structured-dataset": {
      const type = scalar.type === undefined ? undefined : structuredDatasetTypeToIdl(scalar.type);
      const metadata = type === undefined ? undefined : { structuredDatasetType: type };
      return { case: "structuredDataset", value: create(StructuredDatasetSchema, { uri: scalar.uri, metadata }) };
    }
    case "union":
      return {
        case: "union",
        value: create(UnionSchema, { value: literalToIdl(scalar.value), type: literalTypeToIdl(scalar.type) }),
      };
  }
}
