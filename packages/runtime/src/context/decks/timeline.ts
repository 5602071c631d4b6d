/** Records what takes how long in a task. */
export interface Timeline {
  /**
   * Calls a function and records how long it took, until its promise settles where it gives one.
   *
   * @returns what the function returns
   */
  measure<T>(name: string, body: () => T): T;
}

/** One bar of a timeline; milliseconds of `performance.now()`. */
export interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Calls a function and tells when it began and ended, whatever it ended with. */
export function measure<T>(body: () => T, tell: (start: number, end: number) => void): T {
  const start = performance.now();
  const end = (): void => tell(start, performance.now());
  let result: T;
  try {
    result = body();
  } catch (error) {
    end();
    throw error;
  }
  if (!isThenable(result)) {
    end();
    return result;
  }
  // Rejects as the function's promise does, so that a rejection that nobody handles is not lost here.
  if (result.constructor === Promise) return result.finally(end) as T;
  // More than a promise, such as a call of a task: whoever made it may want the rest of it.
  result.then(end, end);
  return result;
}

function isThenable(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
