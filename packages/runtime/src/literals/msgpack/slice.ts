import type { PathSegment } from "../../model/index.ts";
import { MsgpackReader } from "./reader.ts";

/** The bytes of a part, or the step that leads nowhere with what there is in its place. */
export type Slice =
  | { readonly kind: "value"; readonly bytes: Uint8Array }
  /** `length` is undefined in a map, and where the value has no parts at all. */
  | { readonly kind: "missing"; readonly step: number; readonly keys: readonly string[]; readonly length?: number };

/** Cuts the value that a path leads to out of msgpack. The bytes are not rewritten: `2.0` stays a float. */
export function sliceMsgpack(bytes: Uint8Array, path: readonly PathSegment[]): Slice {
  const reader = new MsgpackReader(bytes);
  for (const [step, segment] of path.entries()) {
    const container = reader.open();
    if (container === undefined) return { kind: "missing", step, keys: [] };
    if (container.kind === "array") {
      const index = typeof segment === "number" ? segment : -1;
      if (!(index >= 0 && index < container.length)) {
        return { kind: "missing", step, keys: [], length: container.length };
      }
      for (let skipped = 0; skipped < index; skipped++) reader.value(0);
    } else {
      const keys = findKey(reader, container.length, String(segment));
      if (keys !== undefined) return { kind: "missing", step, keys };
    }
  }
  const start = reader.at;
  reader.value(0);
  return { kind: "value", bytes: bytes.subarray(start, reader.at) };
}

/** Reads up to the value of a key; gives the keys where it is not among them. */
function findKey(reader: MsgpackReader, length: number, wanted: string): readonly string[] | undefined {
  const keys: string[] = [];
  for (let index = 0; index < length; index++) {
    const key = String(reader.value(0));
    if (key === wanted) return undefined;
    keys.push(key);
    reader.value(0);
  }
  return keys;
}
