import { invalidOption, unknownOption } from "../errors/options.ts";
import {
  activeRecorder,
  type Condition,
  checkText,
  type Failure,
  type Invocation,
  RunningBranch,
} from "../graph/index.ts";

/** The options of {@link when}. */
export interface WhenOptions {
  /** The name that the console shows. By default the position among the workflow's branches: `branch-0`. */
  readonly name?: string;
}

/** A branch without its end. */
export interface When<T> {
  /** Adds a case, which runs where its condition holds and none before it does. */
  elseWhen<U>(condition: Condition, then: () => Invocation<U>): When<T | U>;
  /** Ends the branch with an error. */
  otherwise(failure: Failure | (() => Failure)): Invocation<T>;
  /** Ends the branch with the case that runs where no condition holds. */
  otherwise<U>(then: () => Invocation<U>): Invocation<T | U>;
}

/**
 * Runs one of several calls, as conditions on inputs and results of other calls say. Each case is a function that makes the call
 * and returns it. The result of the whole is that of the case that runs: of several outputs those that all cases have. Outside a
 * workflow the conditions are on real values, and the case that they lead to runs.
 *
 * @param condition what the first case depends on, of `eq()`, `ne()`, `gt()`, `ge()`, `lt()`, `le()`, `isTrue()`, `isFalse()`,
 *   `and()` and `or()`
 * @throws TsflyteError with the code `bad-branch` for a condition or a case that Flyte has no word for
 *
 * @example
 * ```ts
 * export const price = workflow(async (size: number): Promise<number> =>
 *   await when(lt(size, 1), () => small(size), { name: "size" })
 *     .elseWhen(and(ge(size, 1), lt(size, 10)), () => large(size))
 *     .otherwise(fail("nothing is that large")),
 * );
 * ```
 */
export function when<T>(condition: Condition, then: () => Invocation<T>, options: WhenOptions = {}): When<T> {
  checkOptions(options);
  const branch = activeRecorder()?.openBranch(options.name) ?? new RunningBranch(options.name);
  return branch.elseWhen(condition, then) as When<T>;
}

function checkOptions(options: WhenOptions): void {
  if (typeof options !== "object" || options === null) throw invalidOption("when()", "options as an object", options);
  for (const key of Object.keys(options)) if (key !== "name") throw unknownOption("when()", key, ["name"]);
  checkText(options.name, 'when(), option "name"');
}
