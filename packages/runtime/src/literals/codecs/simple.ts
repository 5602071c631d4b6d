import type { Literal } from "../../model/index.ts";
import type { Codec } from "../codec.ts";
import type { MsgpackWriter } from "../msgpack/writer.ts";
import { nothing, primitiveCodec } from "./primitive.ts";

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

export const booleanCodec: Codec = primitiveCodec({
  expected: "a boolean",
  is: (value) => typeof value === "boolean",
  literal: (value) => ({ kind: "boolean", value: value as boolean }),
  pack: (value, out) => out.boolean(value as boolean),
  fromLiteral: (literal) => (literal.kind === "boolean" ? literal.value : nothing),
  fromPacked: (packed) => (typeof packed === "boolean" ? packed : nothing),
});

/** `Int`: an integer that a number holds exactly. */
export const integerCodec: Codec = primitiveCodec({
  expected: "an integer",
  is: Number.isSafeInteger,
  literal: (value) => ({ kind: "integer", value: value as number }),
  pack: (value, out) => out.integer(value as number),
  fromLiteral: (literal) => (literal.kind === "integer" ? safeInteger(literal.value) : nothing),
  fromPacked: safeInteger,
});

/** A whole number of any spelling: JSON and protobuf's Struct have floats only. */
function safeInteger(value: unknown): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : nothing;
  if (typeof value !== "bigint") return nothing;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : nothing;
}

export const bigintCodec: Codec = primitiveCodec({
  expected: "a bigint",
  is: (value) => typeof value === "bigint" && value >= int64.min && value <= int64.max,
  literal: (value) => ({ kind: "integer", value: value as bigint }),
  pack: (value, out) => out.integer(value as bigint),
  fromLiteral: (literal) => (literal.kind === "integer" ? BigInt(literal.value) : nothing),
  fromPacked: (packed) => {
    if (typeof packed === "bigint") return packed >= int64.min && packed <= int64.max ? packed : nothing;
    return typeof packed === "number" && Number.isSafeInteger(packed) ? BigInt(packed) : nothing;
  },
  fromText: (text) => {
    const value = /^-?\d{1,20}$/.test(text) ? BigInt(text) : nothing;
    return value !== nothing && value >= int64.min && value <= int64.max ? value : nothing;
  },
});

/** `number`: any float, also NaN and the infinities. */
export const floatCodec: Codec = primitiveCodec({
  expected: "a number",
  is: (value) => typeof value === "number",
  literal: (value) => ({ kind: "float", value: value as number }),
  pack: (value, out) => out.float(value as number),
  fromLiteral: (literal) => (literal.kind === "float" || literal.kind === "integer" ? Number(literal.value) : nothing),
  fromPacked: (packed) => (typeof packed === "number" || typeof packed === "bigint" ? Number(packed) : nothing),
  // JSON has no numbers for these.
  fromText: (text) => (/^(?:NaN|-?Infinity)$/.test(text) ? Number(text) : nothing),
});

export const stringCodec: Codec = primitiveCodec({
  expected: "a string",
  is: isText,
  literal: (value) => ({ kind: "string", value: value as string }),
  pack: (value, out) => out.string(value as string),
  fromLiteral: (literal) => (literal.kind === "string" ? literal.value : nothing),
  fromPacked: (packed) => (typeof packed === "string" ? packed : nothing),
});

/** Whether a value is a string that UTF-8 can hold. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && (value as string & { isWellFormed(): boolean }).isWellFormed();
}

/** `null` and `undefined`, both written as none. */
export function noneCodec(readsAs: null | undefined): Codec {
  const none: Literal = { kind: "none" };
  return primitiveCodec({
    expected: readsAs === null ? "null" : "undefined",
    is: (value) => value === null || value === undefined,
    literal: () => none,
    pack: (_value, out: MsgpackWriter) => out.nil(),
    fromLiteral: (literal) => (literal.kind === "none" ? readsAs : nothing),
    fromPacked: (packed) => (packed === null ? readsAs : nothing),
  });
}
