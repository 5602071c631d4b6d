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
  if (!(result instanceof Promise)) {
    end();
    return result;
  }
  // The promise that is returned rejects as the function's does, so that nobody's rejection is lost here.
  return result.finally(end) as T;
}
