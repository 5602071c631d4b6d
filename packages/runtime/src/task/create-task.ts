import { invalidOption } from "../errors/options.ts";
import type { AnyFunction, Definition } from "../graph/index.ts";
import { FunctionTask, type Task } from "./function-task.ts";
import { pluginFor } from "./plugins.ts";
import type { TaskOptions } from "./task-options.ts";

/** Makes the task of a definition: of the class that is registered for its `taskConfig`, if it has one. */
export function createTask<Fn extends AnyFunction>(definition: Definition<TaskOptions>): Task<Fn> {
  const { metadata, options } = definition;
  const { taskConfig } = options;
  if (taskConfig === undefined) return new FunctionTask<Fn>(definition) as Task<Fn>;
  const where = `task ${metadata.module}.${metadata.name}`;
  if (typeof taskConfig !== "object" || taskConfig === null) {
    throw invalidOption(`${where}, option "taskConfig"`, "an object that a plugin is registered for", taskConfig);
  }
  return new (pluginFor(taskConfig, where))(definition) as FunctionTask as Task<Fn>;
}
