/** What one costs when many are bought. */
export function priceOf(count: number): number {
  return count > 100 ? 2.5 : 3;
}
