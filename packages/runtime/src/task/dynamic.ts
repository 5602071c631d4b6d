import { type AnyFunction, type Definition, readDefinition } from "../graph/index.ts";
import { createTask } from "./create-task.ts";
import type { Task } from "./function-task.ts";
import { type TaskOptions, taskOptionNames } from "./task-options.ts";

/** The options of {@link dynamic}: those of a task, without what makes it another kind of task. */
export type DynamicOptions = Omit<TaskOptions, "executionMode">;

/**
 * Makes a function a dynamic task: it runs in a container with real values, and the calls in it become nodes that run after it. Loops
 * and conditions are JavaScript's own there; results of calls are references, as in a workflow's body. A body that calls nothing is
 * a task like any other.
 *
 * @throws `TsflyteError` of code `not-compiled` without the transformer, `invalid-option` for an option that it cannot have
 * @example
 * ```ts
 * export const squares = dynamic(async (n: Int): Promise<Int[]> =>
 *   Promise.all(Array.from({ length: n }, (_, i) => square(i))),
 * );
 * ```
 */
export function dynamic<Fn extends AnyFunction>(fn: Fn): Task<Fn>;
export function dynamic<Fn extends AnyFunction>(options: DynamicOptions, fn: Fn): Task<Fn>;
export function dynamic<Fn extends AnyFunction>(...args: readonly unknown[]): Task<Fn> {
  const names = taskOptionNames.filter((name) => name !== "executionMode");
  const definition: Definition<TaskOptions> = readDefinition("dynamic", args, names);
  return createTask<Fn>({ ...definition, options: { ...definition.options, executionMode: "dynamic" } });
}
