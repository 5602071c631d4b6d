import type { Literal, LiteralType } from "../../model/index.ts";
import { type Codec, type Decoding, enter, noLiteral } from "../codec.ts";
import { describeLiteral, describePacked, describeValue } from "../describe-value.ts";
import type { Packed } from "../msgpack/packed.ts";
import { openLiteral } from "./primitive.ts";

/** An array of one type: a collection of literals. */
export function arrayCodec(items: Codec): Codec {
  return listCodec("an array", undefined, () => items, undefined);
}

/**
 * A tuple: a collection whose literals, where the elements are of different types, are wrapped as unions, because a
 * Flyte collection has one type.
 */
export function tupleCodec(items: readonly Codec[], types: readonly LiteralType[] | undefined): Codec {
  return listCodec(
    `an array of ${items.length} ${items.length === 1 ? "element" : "elements"}`,
    items.length,
    (index) => items[index] as Codec,
    types === undefined
      ? undefined
      : (index, literal) => ({ kind: "union", value: literal, type: types[index] as LiteralType }),
  );
}

function listCodec(
  expected: string,
  length: number | undefined,
  codecAt: (index: number) => Codec,
  wrap: ((index: number, literal: Literal) => Literal) | undefined,
): Codec {
  const fits = (value: unknown): value is readonly unknown[] =>
    Array.isArray(value) && (length === undefined || value.length === length);
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
      const literals = new Array<Literal>(value.length);
      for (let index = 0; index < literals.length; index++) {
        const mark = run.problems.count;
        const literal = codecAt(index).encode(value[index], run);
        literals[index] = wrap === undefined ? literal : wrap(index, literal);
        if (run.problems.count !== mark) run.problems.prefix(mark, index);
      }
      run.depth--;
      return { kind: "collection", literals };
    },
    pack(value, run) {
      if (!fits(value)) return run.problems.add(expected, describeValue(value));
      if (!enter(run)) return;
      const size = value.length;
      run.out.arrayHeader(size);
      for (let index = 0; index < size; index++) {
        const mark = run.problems.count;
        codecAt(index).pack(value[index], run);
        if (run.problems.count !== mark) run.problems.prefix(mark, index);
      }
      run.depth--;
    },
    decode(literal, run) {
      if (literal.kind === "collection" && fits(literal.literals)) {
        const { literals } = literal;
        return readList(literals.length, (index) => codecAt(index).decode(literals[index] as Literal, run), run);
      }
      const inner = literal.kind === "collection" ? undefined : openLiteral(literal);
      if (inner !== undefined) {
        return inner.kind === "literal" ? codec.decode(inner.literal, run) : codec.unpack(inner.packed, run);
      }
      run.problems.add(expected, describeLiteral(literal));
      return undefined;
    },
    unpack(packed, run) {
      if (fits(packed)) {
        return readList(packed.length, (index) => codecAt(index).unpack(packed[index] as Packed, run), run);
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
