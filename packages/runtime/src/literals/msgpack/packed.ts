import type { Json } from "../../metadata/index.ts";

/** What msgpack or JSON text holds, before a schema gives it meaning. */
export type Packed = null | boolean | number | bigint | string | Uint8Array | Date | readonly Packed[] | PackedMap;

/**
 * A map in its written order. Two arrays instead of an object: keys such as `__proto__` mean nothing here, and a struct
 * whose fields come in the order of its schema is read without any lookup.
 */
export class PackedMap {
  readonly keys: readonly string[];
  readonly values: readonly Packed[];

  constructor(keys: readonly string[], values: readonly Packed[]) {
    this.keys = keys;
    this.values = values;
  }
}

/** JSON as if it had been packed. */
export function packedJson(json: Json): Packed {
  if (json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return json.map(packedJson);
  return new PackedMap(Object.keys(json), Object.values(json).map(packedJson));
}
