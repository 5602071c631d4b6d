import { pickleFormat } from "../../types/index.ts";
import { type Codec, noLiteral } from "../codec.ts";
import { describeLiteral, describePacked, describeValue } from "../describe-value.ts";
import { readMsgpack } from "../msgpack/reader.ts";

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
    if (literal.kind === "binary" && literal.tag === "msgpack")
      return pickleCodec.unpack(readMsgpack(literal.value), run);
    run.problems.add("what v8.serialize wrote", describeLiteral(literal));
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
