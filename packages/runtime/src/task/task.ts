import { type AnyFunction, type Definition, readDefinition } from "../graph/index.ts";
import { createTask } from "./create-task.ts";
import type { Task } from "./function-task.ts";
import { type TaskOptions, taskOptionNames } from "./task-options.ts";

/**
 * Makes a function a task. Its parameters are the inputs, by name, and its awaited result gives the outputs; both are read
 * from the types by the transformer, so this must be compiled with it. In a workflow a call records a node, elsewhere it
 * runs.
 *
 * @example
 * ```ts
 * export const add = task({ retries: 2 }, async (a: Int, b: Int = 1): Promise<Int> => a + b);
 * console.log(await add(1, 2)); // 3
 * ```
 */
export function task<Fn extends AnyFunction>(fn: Fn): Task<Fn>;
export function task<Fn extends AnyFunction>(options: TaskOptions, fn: Fn): Task<Fn>;
export function task<Fn extends AnyFunction>(...args: readonly unknown[]): Task<Fn> {
  const definition: Definition<TaskOptions> = readDefinition("task", args, taskOptionNames);
  return createTask<Fn>(definition);
}
