import { unsupportedLiteral } from "../../errors/documents.ts";
import type { Literal, LiteralFacts, LiteralMap, LiteralType } from "../../model/index.ts";
import { setOwn } from "../set-own.ts";
import { readLiteralType } from "./read-literal-type.ts";
import { readBinary, readError, readPrimitive } from "./read-primitive.ts";
import { readBlob, readDataset } from "./read-reference.ts";
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
