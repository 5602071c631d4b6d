import type { Codec } from "../codec.ts";
import { PackedMap } from "../msgpack/packed.ts";

/** A field by whose value the structs of a union are told apart. */
export interface Discriminator {
  readonly field: string;
  /** The index of the variant by the field's value. */
  readonly variants: ReadonlyMap<unknown, number>;
  /** What the field has to be, in words. */
  readonly expected: string;
}

/**
 * The first field that every struct among the variants requires, with no value in two of them. `undefined` where there is
 * none, or where a variant that is no struct takes objects too.
 */
export function findDiscriminator(codecs: readonly Codec[]): Discriminator | undefined {
  const structs = codecs.flatMap((codec, index) => {
    const sets = codec.closedFields?.();
    return sets === undefined ? [] : [{ index, sets }];
  });
  const [first] = structs;
  if (first === undefined || structs.length < 2) return undefined;
  const others = codecs.filter((_, index) => !structs.some((struct) => struct.index === index));
  if (others.some((codec) => codec.takes({}) || codec.takesPacked(new PackedMap([], [])))) return undefined;
  for (const field of first.sets.keys()) {
    const variants = new Map<unknown, number>();
    let size = 0;
    for (const { index, sets } of structs) {
      const values = sets.get(field) ?? [];
      size += values.length === 0 ? Number.NaN : values.length;
      for (const value of values) variants.set(value, index);
    }
    if (variants.size === size) return { field, variants, expected: describeValues([...variants.keys()]) };
  }
  return undefined;
}

function describeValues(values: readonly unknown[]): string {
  const shown = values.slice(0, 20).map((value) => (typeof value === "bigint" ? `${value}n` : JSON.stringify(value)));
  return `one of ${shown.join(", ")}${values.length > shown.length ? ", …" : ""}`;
}
