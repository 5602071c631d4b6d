import type { ErrorDocument, Instant } from "../../model/index.ts";
import { readInstant } from "./read-primitive.ts";
import { WireReader } from "./wire-reader.ts";
import { WireWriter } from "./wire-writer.ts";
import { writeInstant } from "./write-literal.ts";

const origins: readonly ErrorDocument["origin"][] = ["unknown", "user", "system"];

/** The bytes of a `core.ErrorDocument`. */
export function encodeErrorDocument(document: ErrorDocument): Uint8Array {
  const out = new WireWriter();
  const end = out.size;
  if (document.worker !== "") out.string(6, document.worker);
  const timestampEnd = out.size;
  writeInstant(out, document.timestamp);
  out.close(5, timestampEnd);
  if (document.origin !== "unknown") out.integer(4, origins.indexOf(document.origin));
  if (document.kind === "recoverable") out.integer(3, 1);
  if (document.message !== "") out.string(2, document.message);
  if (document.code !== "") out.string(1, document.code);
  out.close(1, end);
  return out.finish();
}

/** Reads a `core.ErrorDocument`. */
export function decodeErrorDocument(bytes: Uint8Array): ErrorDocument {
  const reader = new WireReader(bytes, "an error document");
  let document = readContainerError(reader, 0);
  while (reader.at < reader.size) {
    const tag = reader.tag(reader.size);
    if (tag === 0x0a) document = reader.message(reader.size, readContainerError);
    else reader.skip(tag, reader.size);
  }
  return document;
}

function readContainerError(reader: WireReader, end: number): ErrorDocument {
  let code = "";
  let message = "";
  let recoverable = false;
  let origin: ErrorDocument["origin"] = "unknown";
  let timestamp: Instant = { seconds: 0n, nanos: 0 };
  let worker = "";
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) code = reader.string(end);
    else if (tag === 0x12) message = reader.string(end);
    else if (tag === 0x18) recoverable = reader.int32(end) === 1;
    else if (tag === 0x20) origin = origins[reader.int32(end)] ?? "unknown";
    else if (tag === 0x2a) timestamp = reader.message(end, readInstant);
    else if (tag === 0x32) worker = reader.string(end);
    else reader.skip(tag, end);
  }
  return { code, message, kind: recoverable ? "recoverable" : "non-recoverable", origin, timestamp, worker };
}
