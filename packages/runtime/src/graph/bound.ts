import type { Input } from "./typed-calls.ts";

/** An input that all elements of a map share. {@link bound} makes one. */
export class Bound<T> {
  /** The type of the value. Nothing stands there. */
  declare readonly "~bound": T;
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * In a call of a map: a value that every element gets whole, instead of a list with one value an element.
 *
 * @example
 * ```ts
 * const means = await mapTask(mean)(bound(file), ["price", "size"]);
 * ```
 */
export function bound<T>(value: Input<T>): Bound<T> {
  return new Bound<T>(value);
}
