import type { Codec } from "../codec.ts";
import { nothing, primitiveCodec } from "./primitive.ts";

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** `Uint8Array`: a binary literal without a tag, and bytes in msgpack. What is read is a copy, and no `Buffer`. */
export const bytesCodec: Codec = primitiveCodec({
  expected: "a Uint8Array",
  is: (value) => value instanceof Uint8Array,
  literal: (value) => ({ kind: "binary", value: value as Uint8Array, tag: "" }),
  pack: (value, out) => out.binary(value as Uint8Array),
  fromLiteral: (literal) => (literal.kind === "binary" && literal.tag === "" ? new Uint8Array(literal.value) : nothing),
  fromPacked: (packed) => (packed instanceof Uint8Array ? new Uint8Array(packed) : nothing),
  // JSON has no bytes.
  fromText: (text) => (base64.test(text) ? new Uint8Array(Buffer.from(text, "base64")) : nothing),
});
