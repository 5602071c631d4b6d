import type { Literal, LiteralType } from "../../model/index.ts";
import { type Codec, type Decoding, enter, noLiteral } from "../codec.ts";
import { describePacked, describeValue } from "../describe-value.ts";
import type { Packed } from "../msgpack/packed.ts";
import { decodeInside } from "./primitive.ts";

/** An array of one type: a collection of literals. */
export function arrayCodec(items: Codec): Codec {
  return listCodec({ expected: "an array", fits: Array.isArray, lengthOf: (value) => value.length, at: () => items });
}

/** The parts of a tuple; `types` are those that its literals are wrapped with, the rest's last. */
export interface TupleParts {
  readonly items: readonly Codec[];
  /** How many items are not optional. */
  readonly required: number;
  readonly rest: Codec | undefined;
  readonly types: readonly LiteralType[] | undefined;
}

/**
 * A tuple: a collection whose literals, where the elements are of different types, are wrapped as unions, because a
 * Flyte collection has one type. Optional elements at the end that are undefined are left out.
 */
export function tupleCodec({ items, required, rest, types }: TupleParts): Codec {
  const most = rest === undefined ? items.length : Number.POSITIVE_INFINITY;
  const fits = (value: unknown): value is readonly unknown[] =>
    Array.isArray(value) && value.length >= required && value.length <= most;
  return listCodec({
    expected: describeLength(required, most),
    fits,
    lengthOf: (value) => {
      let { length } = value;
      while (length > required && length <= items.length && value[length - 1] === undefined) length--;
      return length;
    },
    at: (index) => items[index] ?? (rest as Codec),
    ...(types === undefined
      ? {}
      : {
          wrap: (index: number, literal: Literal): Literal => ({
            kind: "union",
            value: literal,
            type: types[Math.min(index, types.length - 1)] as LiteralType,
          }),
        }),
  });
}

function describeLength(least: number, most: number): string {
  const noun = (count: number): string => (count === 1 ? "element" : "elements");
  if (least === most) return `an array of ${least} ${noun(least)}`;
  if (most === Number.POSITIVE_INFINITY) return `an array of at least ${least} ${noun(least)}`;
  return `an array of ${least} to ${most} ${noun(most)}`;
}

interface ListFacts {
  readonly expected: string;
  fits(value: unknown): value is readonly unknown[];
  /** How many elements of a value are written. */
  lengthOf(value: readonly unknown[]): number;
  at(index: number): Codec;
  wrap?(index: number, literal: Literal): Literal;
}

function listCodec({ expected, fits, lengthOf, at, wrap }: ListFacts): Codec {
  const codec: Codec = {
    expected,
    exact: false,
    takes: fits,
    takesPacked: fits,
    encode(value, run) {
      if (!fits(value)) {
        run.problems.add(expected, describeValue(value));
        return noLiteral;
      }
      if (!enter(run)) return noLiteral;
      const literals = new Array<Literal>(lengthOf(value));
      for (let index = 0; index < literals.length; index++) {
        const mark = run.problems.count;
        const literal = at(index).encode(value[index], run);
        literals[index] = wrap === undefined ? literal : wrap(index, literal);
        if (run.problems.count !== mark) run.problems.prefix(mark, index);
      }
      run.depth--;
      return { kind: "collection", literals };
    },
    pack(value, run) {
      if (!fits(value)) return run.problems.add(expected, describeValue(value));
      if (!enter(run)) return;
      const size = lengthOf(value);
      run.out.arrayHeader(size);
      for (let index = 0; index < size; index++) {
        const mark = run.problems.count;
        at(index).pack(value[index], run);
        if (run.problems.count !== mark) run.problems.prefix(mark, index);
      }
      run.depth--;
    },
    decode(literal, run) {
      if (literal.kind === "collection" && fits(literal.literals)) {
        const { literals } = literal;
        return readList(literals.length, (index) => at(index).decode(literals[index] as Literal, run), run);
      }
      return decodeInside(literal, codec, run);
    },
    unpack(packed, run) {
      if (fits(packed)) {
        return readList(packed.length, (index) => at(index).unpack(packed[index] as Packed, run), run);
      }
      run.problems.add(expected, describePacked(packed));
      return undefined;
    },
  };
  return codec;
}

function readList(length: number, read: (index: number) => unknown, run: Decoding): unknown {
  if (!enter(run)) return undefined;
  const values = new Array<unknown>(length);
  for (let index = 0; index < length; index++) {
    const mark = run.problems.count;
    values[index] = read(index);
    if (run.problems.count !== mark) run.problems.prefix(mark, index);
  }
  run.depth--;
  return values;
}
