import type { Instant, Literal } from "../../model/index.ts";
import type { WireReader } from "./wire-reader.ts";

const none: Literal = { kind: "none" };

/** Reads a `core.Primitive`. One without a value reads as none. */
export function readPrimitive(reader: WireReader, end: number): Literal {
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

/** Reads a `core.Binary`. */
export function readBinary(reader: WireReader, end: number): Literal {
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

/** Reads a `core.Error`. */
export function readError(reader: WireReader, end: number): Literal {
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
