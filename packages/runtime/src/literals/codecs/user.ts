import type { Literal } from "../../model/index.ts";
import { userCodec } from "../../types/index.ts";
import { type Codec, type Decoding, type Encoding, noLiteral } from "../codec.ts";
import { describeLiteral, describePacked, describeValue } from "../describe-value.ts";
import type { Packed } from "../msgpack/packed.ts";
import { literalOfPacked, packLiteral } from "../packed-literal.ts";
import { openLiteral } from "./primitive.ts";

/** A codec of the user's own. In a struct stands what its literal holds. */
export function registeredCodec(name: string): Codec {
  const codec = userCodec(name);
  const expected = `a value of the codec ${JSON.stringify(name)}`;
  const encode = (value: unknown, run: Encoding): Literal => {
    if (!takes(value)) {
      run.problems.add(expected, describeValue(value));
      return noLiteral;
    }
    try {
      return codec.toLiteral(value);
    } catch (error) {
      run.problems.add(expected, `${describeValue(value)}, which its toLiteral refuses: ${reasonOf(error)}`);
      return noLiteral;
    }
  };
  const takes = (value: unknown): boolean => {
    try {
      return codec.is(value);
    } catch {
      return false;
    }
  };
  const read = (literal: Literal, run: Decoding): unknown => {
    try {
      const value = codec.fromLiteral(literal);
      if (takes(value)) return value;
      run.problems.add(expected, `${describeLiteral(literal)}, of which its fromLiteral made ${describeValue(value)}`);
    } catch (error) {
      run.problems.add(expected, `${describeLiteral(literal)}, which its fromLiteral refuses: ${reasonOf(error)}`);
    }
    return undefined;
  };
  const unpack = (packed: Packed, run: Decoding): unknown => {
    const literal = literalOfPacked(packed, codec.type);
    if (literal !== undefined) return read(literal, run);
    run.problems.add(expected, describePacked(packed));
    return undefined;
  };
  const decode = (literal: Literal, run: Decoding): unknown => {
    const isStruct = codec.type.kind === "simple" && codec.type.simple === "struct";
    const inner = literal.kind === "union" || !isStruct ? openLiteral(literal) : undefined;
    if (inner === undefined) return read(literal, run);
    return inner.kind === "literal" ? decode(inner.literal, run) : unpack(inner.packed, run);
  };
  return {
    expected,
    exact: true,
    takes,
    takesPacked: (packed) => literalOfPacked(packed, codec.type) !== undefined,
    encode,
    decode,
    unpack,
    pack(value, run) {
      const mark = run.problems.count;
      const literal = encode(value, run);
      if (run.problems.count !== mark || packLiteral(literal, run.out)) return;
      run.problems.add(`${expected} that can stand in a struct`, describeLiteral(literal));
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
