import type { Literal } from "../../model/index.ts";
import { type Codec, type Decoding, type Encoding, enter } from "../codec.ts";
import { describePacked, describeValue } from "../describe-value.ts";
import { type Packed, PackedMap } from "../msgpack/packed.ts";
import { setOwn } from "../set-own.ts";
import { decodeInside } from "./primitive.ts";
import { isText } from "./simple.ts";

const expected = "a value of JSON";
const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/**
 * `unknown` inside a value: whatever JSON can hold, and what msgpack can hold beside it: bytes, integers of 64 bits as
 * `bigint`, NaN and the infinities. A whole number is written as an integer and any other as a float, as JavaScript has
 * one type for both.
 */
export const jsonCodec: Codec = {
  expected,
  exact: false,
  takes: isJsonLike,
  takesPacked: () => true,
  encode(value, run) {
    packJson(value, run);
    return { kind: "binary", value: run.out.take(), tag: "msgpack" };
  },
  pack: packJson,
  decode: decodeJson,
  unpack: unpackJson,
};

function isJsonLike(value: unknown): boolean {
  switch (typeof value) {
    case "object":
      return value === null || Array.isArray(value) || value instanceof Uint8Array || isPlainObject(value);
    case "undefined":
    case "function":
    case "symbol":
      return false;
    default:
      return true;
  }
}

/** An object without a class: methods and private state of one would be lost. */
function isPlainObject(value: object): value is { readonly [key: string]: unknown } {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function packJson(value: unknown, run: Encoding): void {
  const { out, problems } = run;
  if (value === null) out.nil();
  else if (typeof value === "boolean") out.boolean(value);
  else if (typeof value === "number") packNumber(value, run);
  else if (isText(value)) out.string(value);
  else if (typeof value === "bigint" && value >= int64.min && value <= int64.max) out.integer(value);
  else if (Array.isArray(value)) packArray(value, run);
  else if (value instanceof Uint8Array) out.binary(value);
  else if (typeof value === "object" && isPlainObject(value)) packObject(value, run);
  else problems.add(expected, describeValue(value));
}

function packNumber(value: number, { out }: Encoding): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) out.integer(value);
  else out.float(value);
}

function packArray(items: readonly unknown[], run: Encoding): void {
  if (!enter(run)) return;
  run.out.arrayHeader(items.length);
  for (let index = 0; index < items.length; index++) {
    const mark = run.problems.count;
    packJson(items[index], run);
    if (run.problems.count !== mark) run.problems.prefix(mark, index);
  }
  run.depth--;
}

/** Fields that are undefined are left out, as JSON leaves them out. */
function packObject(value: { readonly [key: string]: unknown }, run: Encoding): void {
  if (!enter(run)) return;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  run.out.mapHeader(entries.length);
  for (const [key, item] of entries) {
    const mark = run.problems.count;
    if (!isText(key)) run.problems.add("a key of well-formed text", describeValue(key));
    run.out.string(key);
    packJson(item, run);
    if (run.problems.count !== mark) run.problems.prefix(mark, key);
  }
  run.depth--;
}

function unpackJson(packed: Packed, run: Decoding): unknown {
  if (packed === null || typeof packed !== "object" || packed instanceof Uint8Array) return packed;
  if (packed instanceof Date) {
    run.problems.add(expected, describePacked(packed));
    return undefined;
  }
  if (!enter(run)) return undefined;
  const value = packed instanceof PackedMap ? unpackMap(packed, run) : packed.map((item) => unpackJson(item, run));
  run.depth--;
  return value;
}

function unpackMap({ keys, values }: PackedMap, run: Decoding): unknown {
  const result: { [key: string]: unknown } = {};
  for (let index = 0; index < keys.length; index++) {
    setOwn(result, keys[index] as string, unpackJson(values[index] as Packed, run));
  }
  return result;
}

/** Also what others wrote as plain literals: the value is the same. */
function decodeJson(literal: Literal, run: Decoding): unknown {
  switch (literal.kind) {
    case "none":
      return null;
    case "integer":
      return Number.isSafeInteger(Number(literal.value)) ? Number(literal.value) : literal.value;
    case "float":
    case "string":
    case "boolean":
      return literal.value;
    case "collection":
      return nested(run, () => literal.literals.map((item) => decodeJson(item, run)));
    case "map":
      return nested(run, () => {
        const result: { [key: string]: unknown } = {};
        for (const [key, item] of Object.entries(literal.literals)) setOwn(result, key, decodeJson(item, run));
        return result;
      });
    default:
      return decodeInside(literal, { expected, decode: decodeJson, unpack: unpackJson }, run);
  }
}

function nested(run: Decoding, read: () => unknown): unknown {
  if (!enter(run)) return undefined;
  const value = read();
  run.depth--;
  return value;
}

/**
 * An object whose literal is msgpack as a whole, such as a record of values of any type. Python's untyped `dict` is one;
 * its keys may be numbers there, and are read as text.
 */
export function packedWhole(codec: Codec): Codec {
  return {
    ...codec,
    encode(value, run) {
      codec.pack(value, run);
      return { kind: "binary", value: run.out.take(), tag: "msgpack" };
    },
  };
}
