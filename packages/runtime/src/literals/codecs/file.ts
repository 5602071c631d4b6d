import { FlyteFile, pickleFormat } from "../../types/index.ts";
import { type Codec, type Decoding, noLiteral } from "../codec.ts";
import { describeLiteral, describePacked, describeValue } from "../describe-value.ts";
import { type Packed, PackedMap } from "../msgpack/packed.ts";
import { openLiteral } from "./primitive.ts";

/** `FlyteFile`: the literal holds a URI, a struct `{ "path": URI }`. */
export function fileCodec(format: string): Codec {
  const expected = format === "" ? "a FlyteFile" : `a FlyteFile<${JSON.stringify(format)}>`;
  const unpack = (packed: Packed, run: Decoding): unknown => {
    const path = packed instanceof PackedMap ? packed.values[packed.keys.indexOf("path")] : packed;
    if (typeof path === "string" && path !== "") return new FlyteFile(path, run.access);
    run.problems.add(expected, describePacked(packed));
    return undefined;
  };
  const codec: Codec = {
    expected,
    exact: true,
    takes: (value) => value instanceof FlyteFile,
    takesPacked: (packed) => packed instanceof PackedMap && packed.keys.includes("path"),
    encode(value, run) {
      if (value instanceof FlyteFile) {
        return { kind: "blob", uri: run.outbox.file(value), format, dimensionality: "single" };
      }
      run.problems.add(expected, describeValue(value));
      return noLiteral;
    },
    pack(value, run) {
      if (!(value instanceof FlyteFile)) return run.problems.add(expected, describeValue(value));
      run.out.mapHeader(1);
      run.out.string("path");
      run.out.string(run.outbox.file(value));
    },
    decode(literal, run) {
      if (literal.kind === "blob" && literal.dimensionality === "single" && literal.uri !== "") {
        return new FlyteFile(literal.uri, run.access);
      }
      const inner = openLiteral(literal);
      if (inner !== undefined) {
        return inner.kind === "literal" ? codec.decode(inner.literal, run) : unpack(inner.packed, run);
      }
      run.problems.add(expected, describeLiteral(literal));
      return undefined;
    },
    unpack,
  };
  return codec;
}

/** The tag of a binary literal that holds what `v8.serialize` wrote. */
export const pickleTag = "v8";

/** Values without a type, written by `v8.serialize` into an object of their own. */
export const pickleCodec: Codec = {
  expected: "a value that v8.serialize can write",
  exact: false,
  takes: () => true,
  takesPacked: (packed) => packed instanceof Uint8Array,
  encode(value, run) {
    const bytes = serialize(value);
    if (bytes === undefined) {
      run.problems.add(pickleCodec.expected, describeValue(value));
      return noLiteral;
    }
    return { kind: "blob", uri: run.outbox.bytes(bytes, "value.v8"), format: pickleFormat, dimensionality: "single" };
  },
  pack(value, run) {
    const bytes = serialize(value);
    if (bytes === undefined) run.problems.add(pickleCodec.expected, describeValue(value));
    else run.out.binary(bytes);
  },
  decode(literal, run) {
    if (literal.kind === "union") return pickleCodec.decode(literal.value, run);
    if (literal.kind === "binary" && literal.tag === pickleTag) return pickleCodec.unpack(literal.value, run);
    run.problems.add("a stored value", describeLiteral(literal));
    return undefined;
  },
  unpack(packed, run) {
    if (packed instanceof Uint8Array) {
      try {
        return process.getBuiltinModule("node:v8").deserialize(packed);
      } catch {
        // Falls through: whatever the bytes are, they are not what v8.serialize wrote.
      }
    }
    run.problems.add("what v8.serialize wrote", describePacked(packed));
    return undefined;
  },
};

function serialize(value: unknown): Uint8Array | undefined {
  try {
    return process.getBuiltinModule("node:v8").serialize(value);
  } catch {
    return undefined;
  }
}
