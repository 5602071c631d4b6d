/** As deep as arguments may hold promises; `Input<T>` of the public types allows three levels below an argument. */
const deepest = 4;

/** A value with the promises inside its arrays and plain objects awaited; what holds none comes back as it is. */
export async function settleDeep(value: unknown, depth = 0): Promise<unknown> {
  if (!holdsPromise(value, depth)) return value;
  if (isThenable(value)) return settleDeep(await value, depth);
  if (Array.isArray(value)) return Promise.all(value.map((item) => settleDeep(item, depth + 1)));
  const entries = Object.entries(value as object).map(
    async ([key, item]) => [key, await settleDeep(item, depth + 1)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** Looked at first and without awaiting, so that a long list of plain values costs one pass. */
function holdsPromise(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null || depth > deepest) return false;
  if (isThenable(value)) return true;
  if (Array.isArray(value)) return value.some((item) => holdsPromise(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) &&
    Object.values(value).some((item) => holdsPromise(item, depth + 1))
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
