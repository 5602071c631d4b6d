import { type AnyFunction, type Definition, readDefinition } from "../graph/index.ts";
import { createTask } from "./create-task.ts";
import type { Task } from "./function-task.ts";
import { type TaskOptions, taskOptionNames } from "./task-options.ts";

/** Options that other kinds of tasks have. */
const others: readonly (keyof TaskOptions)[] = ["executionMode", "taskConfig", "nodeDependencyHints"];

/** The options of {@link eager}: those of a task, without what makes it another kind of task. */
export type EagerOptions = Omit<TaskOptions, "executionMode" | "taskConfig" | "nodeDependencyHints">;

/**
 * Makes a function an eager task: plain code that awaits real results. In a container each call of a task, a workflow or a launch
 * plan in it becomes an execution of its own; on this machine it runs in the same run. It is registered with a workflow of the same
 * name, which ends the executions that it has left when it fails.
 *
 * @throws `TsflyteError` of code `not-compiled` without the transformer, `invalid-option` for an option that it cannot have
 * @example
 * ```ts
 * export const train = eager(async (target: number): Promise<number> => {
 *   for (let rate = 0.1; ; rate /= 2) {
 *     const loss = await fit(rate);
 *     if (loss < target) return loss;
 *   }
 * });
 * ```
 */
export function eager<Fn extends AnyFunction>(fn: Fn): Task<Fn>;
export function eager<Fn extends AnyFunction>(options: EagerOptions, fn: Fn): Task<Fn>;
export function eager<Fn extends AnyFunction>(...args: readonly unknown[]): Task<Fn> {
  const names = taskOptionNames.filter((name) => !others.includes(name));
  const definition: Definition<TaskOptions> = readDefinition("eager", args, names);
  return createTask<Fn>({ ...definition, options: { ...definition.options, executionMode: "eager" } });
}
