import type { Literal } from "../../model/index.ts";
import { type Codec, type Decoding, enter, noLiteral } from "../codec.ts";
import { describePacked, describeValue } from "../describe-value.ts";
import { type Packed, PackedMap } from "../msgpack/packed.ts";
import type { Problems } from "../problems.ts";
import { setOwn } from "../set-own.ts";
import { decodeInside } from "./primitive.ts";
import { isText } from "./simple.ts";

/** Whether a value is an object of data: a plain one or an instance of a class, but no `Map`, `Date`, array or promise. */
export function isObjectValue(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  // Files and the like are marked: they are references, and no data.
  return Object.prototype.toString.call(value) === "[object Object]" && !("~tsflyte" in value);
}

/** `Record<string, T>`: a map of literals. `pattern` is what its keys have to match, such as those of `Record<number, T>`. */
export function recordCodec(values: Codec, pattern?: string): Codec {
  const expected = "an object";
  const keyRule = pattern === undefined ? undefined : new RegExp(pattern, "u");
  const checkKey = (key: string, problems: Problems): void => {
    if (!isText(key)) problems.add("a key of well-formed text", describeValue(key));
    else if (keyRule?.test(key) === false) problems.add(`a key that matches ${pattern}`, describeValue(key));
  };
  const codec: Codec = {
    expected,
    exact: false,
    takes: isObjectValue,
    takesPacked: (packed) => packed instanceof PackedMap,
    encode(value, run) {
      if (!isObjectValue(value)) {
        run.problems.add(expected, describeValue(value));
        return noLiteral;
      }
      if (!enter(run)) return noLiteral;
      const literals: { [key: string]: Literal } = {};
      for (const key of Object.keys(value)) {
        const mark = run.problems.count;
        checkKey(key, run.problems);
        setOwn(literals, key, values.encode(value[key], run));
        if (run.problems.count !== mark) run.problems.prefix(mark, key);
      }
      run.depth--;
      return { kind: "map", literals };
    },
    pack(value, run) {
      if (!isObjectValue(value)) return run.problems.add(expected, describeValue(value));
      if (!enter(run)) return;
      const keys = Object.keys(value);
      run.out.mapHeader(keys.length);
      for (const key of keys) {
        const mark = run.problems.count;
        checkKey(key, run.problems);
        run.out.string(key);
        values.pack(value[key], run);
        if (run.problems.count !== mark) run.problems.prefix(mark, key);
      }
      run.depth--;
    },
    decode(literal, run) {
      if (literal.kind === "map") {
        const { literals } = literal;
        const keys = Object.keys(literals);
        return readEntries(keys, checkKey, (key) => values.decode(literals[key] as Literal, run), run);
      }
      return decodeInside(literal, codec, run);
    },
    unpack(packed, run) {
      if (packed instanceof PackedMap) {
        const read = (_key: string, index: number): unknown => values.unpack(packed.values[index] as Packed, run);
        return readEntries(packed.keys, checkKey, read, run);
      }
      run.problems.add(expected, describePacked(packed));
      return undefined;
    },
  };
  return codec;
}

function readEntries(
  keys: readonly string[],
  check: (key: string, problems: Problems) => void,
  read: (key: string, index: number) => unknown,
  run: Decoding,
): unknown {
  if (!enter(run)) return undefined;
  const result: { [key: string]: unknown } = {};
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    const mark = run.problems.count;
    check(key, run.problems);
    setOwn(result, key, read(key, index));
    if (run.problems.count !== mark) run.problems.prefix(mark, key);
  }
  run.depth--;
  return result;
}
