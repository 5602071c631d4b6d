import type { Literal } from "../../model/index.ts";
import { type Codec, type Decoding, type Encoding, noLiteral } from "../codec.ts";
import { describeLiteral, describePacked, describeValue } from "../describe-value.ts";
import { type Packed, packedJson } from "../msgpack/packed.ts";
import { readMsgpack } from "../msgpack/reader.ts";
import type { MsgpackWriter } from "../msgpack/writer.ts";

/** What tells one primitive type from another. */
interface Primitive {
  readonly expected: string;
  /** Whether a value is one of this type. */
  is(value: unknown): boolean;
  literal(value: unknown): Literal;
  pack(value: unknown, out: MsgpackWriter): void;
  /** The value, or {@link nothing}. */
  fromLiteral(literal: Literal): unknown;
  fromPacked(packed: Packed): unknown;
  /** The same for texts that spell a value for want of a better form; a union does not take them for the value. */
  fromText?(text: string): unknown;
}

/** Says that there is no value to read, where `undefined` could be one. */
export const nothing: unique symbol = Symbol("nothing");

/** A codec of a type without parts. */
export function primitiveCodec(primitive: Primitive): Codec {
  const { expected } = primitive;
  const refuse = (value: unknown, run: Encoding): Literal => {
    run.problems.add(expected, describeValue(value));
    return noLiteral;
  };
  const unpack = (packed: Packed, run: Decoding): unknown => {
    let value = primitive.fromPacked(packed);
    if (value === nothing && typeof packed === "string") value = primitive.fromText?.(packed) ?? nothing;
    if (value === nothing) run.problems.add(expected, describePacked(packed));
    return value;
  };
  const decode = (literal: Literal, run: Decoding): unknown => {
    const value = primitive.fromLiteral(literal);
    if (value !== nothing) return value;
    return decodeInside(literal, { expected, decode, unpack }, run);
  };
  return {
    expected,
    exact: true,
    takes: primitive.is,
    takesPacked: (packed) => primitive.fromPacked(packed) !== nothing,
    encode: (value, run) => (primitive.is(value) ? primitive.literal(value) : refuse(value, run)),
    pack: (value, run) => {
      if (primitive.is(value)) primitive.pack(value, run.out);
      else refuse(value, run);
    },
    decode,
    unpack,
  };
}

/** What a literal holds inside where it is a wrapping: a union's variant, or a part of a struct that the server cut out. */
export function openLiteral(
  literal: Literal,
):
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "packed"; readonly packed: Packed }
  | undefined {
  switch (literal.kind) {
    case "union":
      return { kind: "literal", literal: literal.value };
    case "binary":
      return literal.tag === "msgpack" ? { kind: "packed", packed: readMsgpack(literal.value) } : undefined;
    case "generic":
      return { kind: "packed", packed: packedJson(literal.value) };
    default:
      return undefined;
  }
}

/** How the inside of a wrapping is read. */
export type InsideReader = Pick<Codec, "expected" | "decode" | "unpack">;

/** Reads what a wrapping holds; a literal that is none is not of the type. */
export function decodeInside(literal: Literal, { expected, decode, unpack }: InsideReader, run: Decoding): unknown {
  const inner = openLiteral(literal);
  if (inner === undefined) {
    run.problems.add(expected, describeLiteral(literal));
    return undefined;
  }
  return inner.kind === "literal" ? decode(inner.literal, run) : unpack(inner.packed, run);
}
