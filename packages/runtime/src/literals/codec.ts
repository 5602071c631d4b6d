import type { Literal, LiteralType } from "../model/index.ts";
import type { FileAccess } from "../types/index.ts";
import type { Packed } from "./msgpack/packed.ts";
import type { MsgpackWriter } from "./msgpack/writer.ts";
import type { Outbox } from "./outbox.ts";
import type { Problems } from "./problems.ts";

/** One walk from a value to its literal. */
export interface Encoding {
  readonly problems: Problems;
  readonly outbox: Outbox;
  readonly out: MsgpackWriter;
  depth: number;
}

/** One walk from a literal to its value. */
export interface Decoding {
  readonly problems: Problems;
  readonly access: FileAccess;
  depth: number;
  /** Refuse fields that a struct does not have: set while the variants of a union are tried. */
  strict: boolean;
}

/**
 * How the values of one type become literals and msgpack, and back. On a value of another type it adds to the problems
 * and returns something without meaning; it throws only on what is no value at all, such as broken msgpack.
 */
export interface Codec {
  /** What it takes, with an article: `an integer`. */
  readonly expected: string;
  /** Whether a value may be of this type, by a look at its surface: which variant of a union to try. */
  takes(value: unknown): boolean;
  /** Whether {@link Codec.takes} looks at all of the value. */
  readonly exact: boolean;
  takesPacked(packed: Packed): boolean;
  /** Whether packed text is spelled as only this type writes it, so that a union gives it precedence. */
  claims?(packed: Packed): boolean;
  /** The values of a closed set. */
  readonly members?: readonly unknown[];
  /** Of a struct: the closed sets of its required fields, by which a union tells it from others. */
  closedFields?(): ReadonlyMap<string, readonly unknown[]> | undefined;
  encode(value: unknown, run: Encoding): Literal;
  decode(literal: Literal, run: Decoding): unknown;
  /** Writes the value into a struct's msgpack. */
  pack(value: unknown, run: Encoding): void;
  /** Reads the value from a struct's msgpack or from JSON. */
  unpack(packed: Packed, run: Decoding): unknown;
}

/** A codec with the Flyte type that its literals are of. */
export interface TypedCodec {
  readonly codec: Codec;
  readonly type: LiteralType;
}

/** Stands for the literal of a value that has none; the problems say why. */
export const noLiteral: Literal = { kind: "none" };

/** Values nested deeper than this are refused: other SDKs' protobuf readers stop there too. */
export const maxDepth = 200;

/** Goes one level down; `false` where that is too deep. */
export function enter(run: Encoding | Decoding): boolean {
  if (++run.depth <= maxDepth) return true;
  run.depth--;
  run.problems.add(tooDeep, "more");
  return false;
}

/** What is expected of a value that is nested too deeply, or that contains itself. */
export const tooDeep: string = `at most ${maxDepth} levels of nesting`;
