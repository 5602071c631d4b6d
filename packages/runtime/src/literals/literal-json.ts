import type { Json, JsonObject } from "../metadata/index.ts";
import type { Instant, Literal, LiteralType, Scalar } from "../model/index.ts";

/** A literal in protobuf's canonical JSON. */
export function literalJson(literal: Literal): JsonObject {
  return {
    ...valueJson(literal),
    ...(literal.hash === undefined || literal.hash === "" ? {} : { hash: literal.hash }),
    ...(literal.metadata === undefined ? {} : { metadata: literal.metadata }),
  };
}

function valueJson(literal: Literal): JsonObject {
  switch (literal.kind) {
    case "collection":
      return { collection: list("literals", literal.literals.map(literalJson)) };
    case "map": {
      const entries = Object.entries(literal.literals).map(([key, value]) => [key, literalJson(value)]);
      return { map: entries.length === 0 ? {} : { literals: Object.fromEntries(entries) as JsonObject } };
    }
    case "offloaded":
      return {
        offloadedMetadata: {
          ...text("uri", literal.uri),
          ...(literal.sizeBytes === 0n ? {} : { sizeBytes: String(literal.sizeBytes) }),
          ...(literal.inferredType === undefined ? {} : { inferredType: typeJson(literal.inferredType) }),
        },
      };
    default:
      return { scalar: scalarJson(literal) };
  }
}

function scalarJson(scalar: Scalar): JsonObject {
  switch (scalar.kind) {
    case "integer":
      return { primitive: { integer: String(scalar.value) } };
    case "float":
      return { primitive: { floatValue: Number.isFinite(scalar.value) ? scalar.value : String(scalar.value) } };
    case "string":
      return { primitive: { stringValue: scalar.value } };
    case "boolean":
      return { primitive: { boolean: scalar.value } };
    case "datetime":
      return { primitive: { datetime: timeText(scalar.value) } };
    case "duration":
      return { primitive: { duration: durationText(scalar.value) } };
    case "none":
      return { noneType: {} };
    case "binary":
      return { binary: { ...text("value", base64(scalar.value)), ...text("tag", scalar.tag) } };
    case "blob":
      return { blob: { metadata: { type: blobJson(scalar) }, ...text("uri", scalar.uri) } };
    case "error":
      return { error: { ...text("failedNodeId", scalar.failedNodeId), ...text("message", scalar.message) } };
    case "generic":
      return { generic: scalar.value };
    case "structured-dataset":
      return {
        structuredDataset: {
          ...text("uri", scalar.uri),
          ...(scalar.type === undefined ? {} : { metadata: { structuredDatasetType: datasetJson(scalar.type) } }),
        },
      };
    case "union":
      return { union: { value: literalJson(scalar.value), type: typeJson(scalar.type) } };
    default:
      return scalar satisfies never;
  }
}

function typeJson(type: LiteralType): JsonObject {
  const { metadata, annotation, structure } = type;
  const fields = Object.entries(structure?.dataclassType ?? {}).map(([name, field]) => [name, typeJson(field)]);
  return {
    ...kindJson(type),
    ...(metadata === undefined ? {} : { metadata }),
    ...(annotation === undefined ? {} : { annotation: { annotations: annotation } }),
    ...(structure === undefined
      ? {}
      : {
          structure: {
            ...text("tag", structure.tag ?? ""),
            ...(fields.length === 0 ? {} : { dataclassType: Object.fromEntries(fields) as JsonObject }),
          },
        }),
  };
}

function kindJson(type: LiteralType): JsonObject {
  switch (type.kind) {
    case "simple":
      return { simple: type.simple.toUpperCase() };
    case "collection":
      return { collectionType: typeJson(type.elementType) };
    case "map":
      return { mapValueType: typeJson(type.valueType) };
    case "enum":
      return { enumType: list("values", type.values) };
    case "blob":
      return { blob: blobJson(type) };
    case "structured-dataset":
      return { structuredDatasetType: datasetJson(type) };
    case "union":
      return { unionType: list("variants", type.variants.map(typeJson)) };
    default:
      return type satisfies never;
  }
}

function blobJson(type: { readonly format: string; readonly dimensionality: string }): JsonObject {
  return {
    ...text("format", type.format),
    ...(type.dimensionality === "multipart" ? { dimensionality: "MULTIPART" } : {}),
  };
}

function datasetJson(type: LiteralType & { readonly kind: "structured-dataset" }): JsonObject {
  const columns = type.columns.map(({ name, literalType }) => ({
    ...text("name", name),
    literalType: typeJson(literalType),
  }));
  return { ...list("columns", columns), ...text("format", type.format) };
}

/** Protobuf's JSON leaves out empty lists and texts. */
function list(name: string, items: readonly Json[]): JsonObject {
  return items.length === 0 ? {} : { [name]: items };
}

function text(name: string, value: string): JsonObject {
  return value === "" ? {} : { [name]: value };
}

/** RFC 3339 in UTC with none, three, six or nine digits of a second. */
function timeText({ seconds, nanos }: Instant): string {
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}${fraction(nanos)}Z`;
}

function durationText({ seconds, nanos }: Instant): string {
  const negative = seconds < 0n || nanos < 0;
  return `${negative ? "-" : ""}${seconds < 0n ? -seconds : seconds}${fraction(Math.abs(nanos))}s`;
}

function fraction(nanos: number): string {
  if (nanos === 0) return "";
  const digits = String(nanos).padStart(9, "0");
  return `.${digits.replace(/(?:000){1,2}$/, "")}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
