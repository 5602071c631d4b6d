import { unsupportedLiteral } from "../../errors/documents.ts";
import type { Instant, Literal, LiteralFacts, LiteralMap, LiteralType } from "../../model/index.ts";
import { setOwn } from "../set-own.ts";
import { readBlobType, readDatasetType, readLiteralType } from "./read-literal-type.ts";
import { readStruct } from "./read-struct.ts";
import type { WireReader } from "./wire-reader.ts";

type Entries<T> = { [key: string]: T };

const none: Literal = { kind: "none" };

/** Reads a `core.LiteralMap`. */
export function readLiteralMap(reader: WireReader, end: number): LiteralMap {
  const literals: Entries<Literal> = {};
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) reader.message(end, (_, entryEnd) => readEntry(reader, entryEnd, literals));
    else reader.skip(tag, end);
  }
  return literals;
}

function readEntry(reader: WireReader, end: number, literals: Entries<Literal>): void {
  let key = "";
  let value = none;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) key = reader.string(end);
    else if (tag === 0x12) value = reader.message(end, readLiteral);
    else reader.skip(tag, end);
  }
  setOwn(literals, key, value);
}

/** Reads a `core.Literal`. One without a value reads as none. */
export function readLiteral(reader: WireReader, end: number): Literal {
  let literal = none;
  let facts: { hash?: string; metadata?: Entries<string> } | undefined;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) literal = reader.message(end, readScalar);
    else if (tag === 0x12) literal = { kind: "collection", literals: reader.message(end, readCollection) };
    else if (tag === 0x1a) literal = { kind: "map", literals: reader.message(end, readLiteralMap) };
    else if (tag === 0x42) literal = reader.message(end, readOffloaded);
    else if (tag === 0x22) (facts ??= {}).hash = reader.string(end);
    else if (tag === 0x2a) reader.message(end, (_, entryEnd) => readFact(reader, entryEnd, (facts ??= {})));
    else reader.skip(tag, end);
  }
  return facts === undefined ? literal : { ...literal, ...(facts satisfies LiteralFacts) };
}

function readFact(reader: WireReader, end: number, facts: { metadata?: Entries<string> }): void {
  let key = "";
  let value = "";
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) key = reader.string(end);
    else if (tag === 0x12) value = reader.string(end);
    else reader.skip(tag, end);
  }
  setOwn((facts.metadata ??= {}), key, value);
}

function readCollection(reader: WireReader, end: number): readonly Literal[] {
  const literals: Literal[] = [];
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) literals.push(reader.message(end, readLiteral));
    else reader.skip(tag, end);
  }
  return literals;
}

function readScalar(reader: WireReader, end: number): Literal {
  let literal = none;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) literal = reader.message(end, readPrimitive);
    else if (tag === 0x12) literal = reader.message(end, readBlob);
    else if (tag === 0x1a) literal = reader.message(end, readBinary);
    else if (tag === 0x22) throw unsupportedLiteral("a FlyteSchema", "use a structured dataset");
    else if (tag === 0x2a) literal = skipMessage(reader, tag, end);
    else if (tag === 0x32) literal = reader.message(end, readError);
    else if (tag === 0x3a) literal = { kind: "generic", value: reader.message(end, readStruct) };
    else if (tag === 0x42) literal = reader.message(end, readDataset);
    else if (tag === 0x4a) literal = reader.message(end, readUnion);
    else reader.skip(tag, end);
  }
  return literal;
}

function skipMessage(reader: WireReader, tag: number, end: number): Literal {
  reader.skip(tag, end);
  return none;
}

function readPrimitive(reader: WireReader, end: number): Literal {
  let literal = none;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x08) literal = { kind: "integer", value: reader.int64(end) };
    else if (tag === 0x11) literal = { kind: "float", value: reader.double(end) };
    else if (tag === 0x1a) literal = { kind: "string", value: reader.string(end) };
    else if (tag === 0x20) literal = { kind: "boolean", value: reader.boolean(end) };
    else if (tag === 0x2a) literal = { kind: "datetime", value: reader.message(end, readInstant) };
    else if (tag === 0x32) literal = { kind: "duration", value: reader.message(end, readInstant) };
    else reader.skip(tag, end);
  }
  return literal;
}

/** Reads a `google.protobuf.Timestamp` or `Duration`. */
export function readInstant(reader: WireReader, end: number): Instant {
  let seconds = 0n;
  let nanos = 0;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x08) seconds = BigInt(reader.int64(end));
    else if (tag === 0x10) nanos = reader.int32(end);
    else reader.skip(tag, end);
  }
  return { seconds, nanos };
}

function readBlob(reader: WireReader, end: number): Literal {
  let uri = "";
  let type: LiteralType & { readonly kind: "blob" } = { kind: "blob", format: "", dimensionality: "single" };
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x1a) uri = reader.string(end);
    else if (tag === 0x0a) type = reader.message(end, readBlobMetadata) ?? type;
    else reader.skip(tag, end);
  }
  return { kind: "blob", uri, format: type.format, dimensionality: type.dimensionality };
}

function readBlobMetadata(reader: WireReader, end: number): (LiteralType & { readonly kind: "blob" }) | undefined {
  let type: (LiteralType & { readonly kind: "blob" }) | undefined;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) type = reader.message(end, readBlobType);
    else reader.skip(tag, end);
  }
  return type;
}

function readBinary(reader: WireReader, end: number): Literal {
  let value: Uint8Array = new Uint8Array();
  let format = "";
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) value = reader.bytes(end);
    else if (tag === 0x12) format = reader.string(end);
    else reader.skip(tag, end);
  }
  return { kind: "binary", value, tag: format };
}

function readError(reader: WireReader, end: number): Literal {
  let failedNodeId = "";
  let message = "";
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) failedNodeId = reader.string(end);
    else if (tag === 0x12) message = reader.string(end);
    else reader.skip(tag, end);
  }
  return { kind: "error", failedNodeId, message };
}

function readDataset(reader: WireReader, end: number): Literal {
  let uri = "";
  let type: (LiteralType & { readonly kind: "structured-dataset" }) | undefined;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) uri = reader.string(end);
    else if (tag === 0x12) type = reader.message(end, readDatasetMetadata);
    else reader.skip(tag, end);
  }
  return { kind: "structured-dataset", uri, ...(type === undefined ? {} : { type }) };
}

function readDatasetMetadata(
  reader: WireReader,
  end: number,
): (LiteralType & { readonly kind: "structured-dataset" }) | undefined {
  let type: (LiteralType & { readonly kind: "structured-dataset" }) | undefined;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) type = reader.message(end, readDatasetType);
    else reader.skip(tag, end);
  }
  return type;
}

function readUnion(reader: WireReader, end: number): Literal {
  let value = none;
  let type: LiteralType = { kind: "simple", simple: "none" };
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) value = reader.message(end, readLiteral);
    else if (tag === 0x12) type = reader.repeated(end, reader.recentTypes, readLiteralType);
    else reader.skip(tag, end);
  }
  return { kind: "union", value, type };
}

function readOffloaded(reader: WireReader, end: number): Literal {
  let uri = "";
  let sizeBytes = 0n;
  let inferredType: LiteralType | undefined;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) uri = reader.string(end);
    else if (tag === 0x10) sizeBytes = reader.uint64(end);
    else if (tag === 0x1a) inferredType = reader.message(end, readLiteralType);
    else reader.skip(tag, end);
  }
  return { kind: "offloaded", uri, sizeBytes, ...(inferredType === undefined ? {} : { inferredType }) };
}
