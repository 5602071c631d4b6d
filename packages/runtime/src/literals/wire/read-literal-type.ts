import type { JsonObject } from "../../metadata/index.ts";
import type { DatasetColumn, LiteralType, TypeStructure } from "../../model/index.ts";
import { setOwn } from "../set-own.ts";
import { readStruct } from "./read-struct.ts";
import type { WireReader } from "./wire-reader.ts";
import { simpleTypes } from "./write-literal-type.ts";

type BlobType = LiteralType & { readonly kind: "blob" };
type DatasetType = LiteralType & { readonly kind: "structured-dataset" };

/** Reads a `core.LiteralType`. One without any type reads as none, which is protobuf's default. */
export function readLiteralType(reader: WireReader, end: number): LiteralType {
  let type: LiteralType = { kind: "simple", simple: "none" };
  const facts: { metadata?: JsonObject; annotation?: JsonObject; structure?: TypeStructure } = {};
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x08) type = { kind: "simple", simple: simpleTypes[reader.int32(end)] ?? "none" };
    else if (tag === 0x1a) type = { kind: "collection", elementType: reader.message(end, readLiteralType) };
    else if (tag === 0x22) type = { kind: "map", valueType: reader.message(end, readLiteralType) };
    else if (tag === 0x2a) type = reader.message(end, readBlobType);
    else if (tag === 0x32) facts.metadata = reader.message(end, readStruct);
    else if (tag === 0x3a) type = { kind: "enum", values: reader.message(end, readEnumValues) };
    else if (tag === 0x42) type = reader.message(end, readDatasetType);
    else if (tag === 0x4a) facts.annotation = reader.message(end, readAnnotation);
    else if (tag === 0x52) type = { kind: "union", variants: reader.message(end, readVariants) };
    else if (tag === 0x5a) facts.structure = reader.message(end, readStructure);
    else reader.skip(tag, end);
  }
  return { ...type, ...facts };
}

/** Reads a `core.BlobType`. */
export function readBlobType(reader: WireReader, end: number): BlobType {
  let format = "";
  let multipart = false;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) format = reader.string(end);
    else if (tag === 0x10) multipart = reader.int32(end) === 1;
    else reader.skip(tag, end);
  }
  return { kind: "blob", format, dimensionality: multipart ? "multipart" : "single" };
}

/** Reads a `core.StructuredDatasetType`. */
export function readDatasetType(reader: WireReader, end: number): DatasetType {
  const columns: DatasetColumn[] = [];
  let format = "";
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) columns.push(reader.message(end, readColumn));
    else if (tag === 0x12) format = reader.string(end);
    else reader.skip(tag, end);
  }
  return { kind: "structured-dataset", columns, format };
}

function readColumn(reader: WireReader, end: number): DatasetColumn {
  let name = "";
  let literalType: LiteralType = { kind: "simple", simple: "none" };
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) name = reader.string(end);
    else if (tag === 0x12) literalType = reader.message(end, readLiteralType);
    else reader.skip(tag, end);
  }
  return { name, literalType };
}

function readEnumValues(reader: WireReader, end: number): readonly string[] {
  const values: string[] = [];
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) values.push(reader.string(end));
    else reader.skip(tag, end);
  }
  return values;
}

function readVariants(reader: WireReader, end: number): readonly LiteralType[] {
  const variants: LiteralType[] = [];
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) variants.push(reader.message(end, readLiteralType));
    else reader.skip(tag, end);
  }
  return variants;
}

function readAnnotation(reader: WireReader, end: number): JsonObject {
  let annotations: JsonObject = {};
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) annotations = reader.message(end, readStruct);
    else reader.skip(tag, end);
  }
  return annotations;
}

function readStructure(reader: WireReader, end: number): TypeStructure {
  const structure: { tag?: string; dataclassType?: { [field: string]: LiteralType } } = {};
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) structure.tag = reader.string(end);
    else if (tag === 0x12) {
      const fields = (structure.dataclassType ??= {});
      const { name, literalType } = reader.message(end, readColumn);
      setOwn(fields, name, literalType);
    } else reader.skip(tag, end);
  }
  return structure;
}
