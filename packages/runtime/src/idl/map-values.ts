/** A record with the same keys, in the same order, and other values. */
export function mapValues<T, U>(
  record: { readonly [key: string]: T },
  convert: (value: T, key: string) => U,
): { [key: string]: U } {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value, key)]));
}
