import type { ValueProblem } from "../errors/values.ts";

/** A problem whose path grows at the front while the codecs return. */
interface OpenProblem extends ValueProblem {
  readonly path: (string | number)[];
}

/** Problems beyond this number are counted and not kept. */
const kept = 1000;

/**
 * What is wrong about a value, collected while a codec walks it. A container compares {@link Problems.count} before and
 * after each element and adds its own step to what came up between, so that a value without problems costs no paths.
 */
export class Problems {
  count = 0;
  readonly list: OpenProblem[] = [];

  add(expected: string, got: string): void {
    this.count++;
    if (this.list.length < kept) this.list.push({ path: [], expected, got });
  }

  /** Puts a step in front of the paths of everything after `mark`. */
  prefix(mark: number, step: string | number): void {
    for (const problem of this.list.slice(mark)) problem.path.unshift(step);
  }

  /** Forgets everything after `mark`: an attempt that failed is not the only one. */
  rewind(mark: number): void {
    this.count = mark;
    if (this.list.length > mark) this.list.length = mark;
  }
}
