import { FlyteError } from "../../types/index.ts";
import type { Codec } from "../codec.ts";
import { type Packed, PackedMap } from "../msgpack/packed.ts";
import { nothing, primitiveCodec } from "./primitive.ts";

/** `FlyteError`: an error literal, in msgpack a map under the names that Python has for the fields. */
export const errorCodec: Codec = primitiveCodec({
  expected: "a FlyteError",
  is: (value) => value instanceof FlyteError && isText(value.message) && isText(value.failedNodeId),
  literal: (value) => {
    const { message, failedNodeId } = value as FlyteError;
    return { kind: "error", message, failedNodeId };
  },
  pack: (value, out) => {
    const { message, failedNodeId } = value as FlyteError;
    out.mapHeader(2);
    out.string("message");
    out.string(message);
    out.string("failed_node_id");
    out.string(failedNodeId);
  },
  fromLiteral: (literal) =>
    literal.kind === "error" ? new FlyteError(literal.message, literal.failedNodeId) : nothing,
  fromPacked: readPacked,
});

function readPacked(packed: Packed): unknown {
  if (!(packed instanceof PackedMap)) return nothing;
  const field = (name: string): Packed | undefined => packed.values[packed.keys.indexOf(name)];
  const [message, node = ""] = [field("message"), field("failed_node_id")];
  return isText(message) && isText(node) ? new FlyteError(message, node) : nothing;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
