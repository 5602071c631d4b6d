/** As deep as arguments may hold promises; `Input<T>` of the public types allows three levels below an argument. */
const deepest = 4;

/** What looks like a promise and is to stay as it is. */
type Stays = (value: object) => boolean;
const nothingStays: Stays = () => false;

/** A value with the promises inside its arrays and plain objects awaited; what holds none comes back as it is. */
export async function settleDeep(value: unknown, stays: Stays = nothingStays, depth = 0): Promise<unknown> {
  if (!holdsPromise(value, stays, depth)) return value;
  if (isPromise(value, stays)) return settleDeep(await value, stays, depth);
  if (Array.isArray(value)) return Promise.all(value.map((item) => settleDeep(item, stays, depth + 1)));
  const entries = Object.entries(value as object).map(
    async ([key, item]) => [key, await settleDeep(item, stays, depth + 1)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** Looked at first and without awaiting, so that a long list of plain values costs one pass. */
export function holdsPromise(value: unknown, stays: Stays = nothingStays, depth = 0): boolean {
  if (typeof value !== "object" || value === null || depth > deepest) return false;
  if (isPromise(value, stays)) return true;
  if (Array.isArray(value)) return value.some((item) => holdsPromise(item, stays, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) &&
    Object.values(value).some((item) => holdsPromise(item, stays, depth + 1))
  );
}

/** Whether a value is to be awaited. */
export function isPromise(value: unknown, stays: Stays = nothingStays): value is PromiseLike<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !stays(value) &&
    typeof (value as { then?: unknown }).then === "function"
  );
}
