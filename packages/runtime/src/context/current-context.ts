/**
 * Which task is running: what it asks about its run follows it over its awaits, and tasks that run at once do not see each
 * other's.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { outsideTask } from "../errors/context.ts";
import type { TaskContext } from "./task-context.ts";

// Two copies of this package may meet in one process: the one that runs a task, and the one that its module imports.
const key: unique symbol = Symbol.for("tsflyte.context") as never;
const holder = globalThis as { [key]?: AsyncLocalStorage<TaskContext> };

function storage(): AsyncLocalStorage<TaskContext> {
  holder[key] ??= new AsyncLocalStorage();
  return holder[key];
}

/**
 * What the task that is running can ask about its run: ids, the working directory, the logger, secrets, checkpoints, decks
 * and the signal that ends it. Also in functions that the task calls, and behind their awaits.
 *
 * Throws a {@link TsflyteError} of code `outside-task` where no task runs: at the top of a module, in the body of a workflow.
 *
 * @example
 * ```ts
 * export const fetchPage = task(async (url: string): Promise<string> => {
 *   const { logger, signal, attempt } = currentContext();
 *   logger.info("fetching", { url, attempt });
 *   return await (await fetch(url, { signal })).text();
 * });
 * ```
 */
export function currentContext(): TaskContext {
  const context = storage().getStore();
  if (context === undefined) throw outsideTask();
  return context;
}

/** Runs the inside of a task with its context. */
export function withContext<T>(context: TaskContext, body: () => T): T {
  return storage().run(context, body);
}
