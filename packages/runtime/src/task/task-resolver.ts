/** How a container finds the task that it runs: the command names a resolver, and the resolver reads the rest of it. */
import { invalidOption } from "../errors/options.ts";
import type { SerializationSettings } from "../settings/index.ts";
import type { ExecutableTask } from "./executable.ts";

/**
 * Finds tasks again in a container. `task()` needs one of your own only where a task is not a constant of a module, as when many are
 * made from a table.
 *
 * @example
 * ```ts
 * // flows/reports.ts
 * import { daily, weekly } from "./tasks.ts";
 *
 * const reports = [daily, weekly];
 * export const byName: TaskResolver = {
 *   location: "flows.reports.byName",
 *   name: "reports by name",
 *   loaderArgs: (_settings, task) => ["report", task.name],
 *   loadTask: ([, name]) => {
 *     const found = reports.find((report) => report.name === name);
 *     if (found === undefined) throw new Error(`there is no report ${name}`);
 *     return found;
 *   },
 * };
 * ```
 */
export interface TaskResolver {
  /** What commands name it by: `module.constant` of the exported constant that holds it. */
  readonly location: string;
  /** What messages call it. */
  readonly name: string;
  /** What the command says behind `--`, one argument at least; {@link TaskResolver.loadTask} reads it in the container. */
  loaderArgs(settings: SerializationSettings, task: ResolvableTask): readonly string[];
  /** The task that the arguments name. */
  loadTask(loaderArgs: readonly string[]): ExecutableTask | Promise<ExecutableTask>;
}

/** What a resolver may know of a task that it writes arguments for. */
export interface ResolvableTask {
  /** `flows.train.mean` */
  readonly name: string;
  /** The constant: `mean`. */
  readonly lhs: string;
  /** The module: `flows.train`. */
  readonly instantiatedIn: string;
}

// Two copies of this package may meet in one process: the container's and that of the user's code.
const key: unique symbol = Symbol.for("tsflyte.resolvers") as never;
const holder = globalThis as { [key]?: Map<string, TaskResolver> };

/**
 * Makes a resolver known by its location, for code that is bundled and has no modules to look into. One that a task was given in
 * its options is known already.
 *
 * @example
 * ```ts
 * registerTaskResolver(byName); // at the top of the module that defines it
 * ```
 */
export function registerTaskResolver(resolver: TaskResolver): void {
  checkResolver(resolver, "registerTaskResolver()");
  holder[key] ??= new Map();
  holder[key].set(resolver.location, resolver);
}

/** Throws unless a value is a resolver that a command can name. */
export function checkResolver(resolver: unknown, option: string): asserts resolver is TaskResolver {
  const { location, loaderArgs, loadTask } = (resolver ?? {}) as { readonly [key: string]: unknown };
  const isNamed = typeof location === "string" && /^[^-\s{]\S*$/.test(location);
  if (!isNamed || typeof loaderArgs !== "function" || typeof loadTask !== "function") {
    const expected = 'a TaskResolver: { location: "module.constant", name, loaderArgs, loadTask }';
    throw invalidOption(option, expected, location ?? resolver);
  }
}

/** The resolver of a location, where it has been registered. */
export function findTaskResolver(location: string): TaskResolver | undefined {
  return holder[key]?.get(location);
}
