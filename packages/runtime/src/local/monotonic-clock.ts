/** Milliseconds since some moment, of a clock that nobody sets. Node's `performance` loads all that it can observe with. */
export function monotonicMillis(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
