import type { Json, JsonObject } from "../../metadata/index.ts";
import { setOwn } from "../set-own.ts";
import type { WireReader } from "./wire-reader.ts";

/** Reads a `google.protobuf.Struct`. */
export function readStruct(reader: WireReader, end: number): JsonObject {
  const struct: { [key: string]: Json } = {};
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) reader.message(end, (_, entryEnd) => readEntry(reader, entryEnd, struct));
    else reader.skip(tag, end);
  }
  return struct;
}

function readEntry(reader: WireReader, end: number, struct: { [key: string]: Json }): void {
  let key = "";
  let value: Json = null;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) key = reader.string(end);
    else if (tag === 0x12) value = reader.message(end, readValue);
    else reader.skip(tag, end);
  }
  setOwn(struct, key, value);
}

function readValue(reader: WireReader, end: number): Json {
  let value: Json = null;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x11) value = reader.double(end);
    else if (tag === 0x1a) value = reader.string(end);
    else if (tag === 0x20) value = reader.boolean(end);
    else if (tag === 0x2a) value = reader.message(end, readStruct);
    else if (tag === 0x32) value = reader.message(end, readList);
    else reader.skip(tag, end);
  }
  return value;
}

function readList(reader: WireReader, end: number): readonly Json[] {
  const list: Json[] = [];
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) list.push(reader.message(end, readValue));
    else reader.skip(tag, end);
  }
  return list;
}
