/** Which class makes the tasks of a configuration. */
import { duplicatePlugin, unknownTaskConfig } from "../errors/entities.ts";
import { invalidOption } from "../errors/options.ts";
import type { Definition } from "../graph/index.ts";
import type { FunctionTask } from "./function-task.ts";
import type { TaskOptions } from "./task-options.ts";

/** A subclass of {@link FunctionTask}. */
export type TaskPlugin = new (definition: Definition<TaskOptions>) => FunctionTask;

/** What a plugin is registered for: the class of its configurations, or the `kind` of plain objects. */
export type TaskConfigKey = string | (new (...args: never[]) => object);

// Two copies of this package may meet in one process: that of the plugin, and that of the user's code.
const key: unique symbol = Symbol.for("tsflyte.plugins") as never;
const holder = globalThis as { [key]?: Map<TaskConfigKey, TaskPlugin> };

function plugins(): Map<TaskConfigKey, TaskPlugin> {
  holder[key] ??= new Map();
  return holder[key];
}

/**
 * Lets a subclass of {@link FunctionTask} make the tasks whose option `taskConfig` is of a class, or is a plain object with a `kind`.
 * Register before the first such task is defined: at the top of the plugin's module.
 *
 * Throws a {@link TsflyteError} of code `invalid-option` where another plugin has the configuration already.
 *
 * @example
 * ```ts
 * class Cluster {
 *   readonly workers: number;
 *   constructor(workers: number) {
 *     this.workers = workers;
 *   }
 * }
 * class ClusterTask extends FunctionTask<AnyFunction, Cluster> {
 *   override readonly taskType: string = "cluster";
 *   override getCustom(): JsonObject {
 *     return { workers: this.taskConfig.workers };
 *   }
 * }
 * registerTaskPlugin(Cluster, ClusterTask);
 *
 * export const train = task({ taskConfig: new Cluster(4) }, async (epochs: Int): Promise<Int> => epochs);
 * ```
 */
export function registerTaskPlugin(config: TaskConfigKey, plugin: TaskPlugin): void {
  if (typeof config !== "function" && (typeof config !== "string" || config === "")) {
    throw invalidOption("registerTaskPlugin()", "the class of configurations, or their kind as a text", config);
  }
  if (typeof plugin !== "function") {
    throw invalidOption("registerTaskPlugin()", "a class that extends FunctionTask", plugin);
  }
  const present = plugins().get(config);
  if (present !== undefined && present !== plugin) throw duplicatePlugin(nameOf(config), present.name, plugin.name);
  plugins().set(config, plugin);
}

/**
 * The plugin of a configuration.
 *
 * @param where whose option it is, for errors: `task flows.train`
 */
export function pluginFor(config: object, where: string): TaskPlugin {
  const { kind } = config as { readonly kind?: unknown };
  const known = plugins();
  const plugin =
    known.get(config.constructor as TaskConfigKey) ?? (typeof kind === "string" ? known.get(kind) : undefined);
  if (plugin !== undefined) return plugin;
  const found = isPlain(config)
    ? typeof kind === "string"
      ? `of kind "${kind}"`
      : "without a kind"
    : `of class ${config.constructor.name}`;
  throw unknownTaskConfig(where, found, [...known.keys()].map(nameOf));
}

function isPlain(config: object): boolean {
  return config.constructor === Object || config.constructor === undefined;
}

function nameOf(config: TaskConfigKey): string {
  return typeof config === "string" ? `kind "${config}"` : `class ${config.name}`;
}
