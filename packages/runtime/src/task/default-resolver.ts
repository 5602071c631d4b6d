import { entityNotFound } from "../errors/entities.ts";
import { invalidOption } from "../errors/options.ts";
import { findEntity, registeredEntities } from "../graph/index.ts";
import { importTaskModule } from "./import-task-module.ts";
import { isTask } from "./registrable-task.ts";
import type { TaskResolver } from "./task-resolver.ts";

/**
 * The resolver of tasks that are constants of modules: `task-module MODULE task-name CONSTANT`. It looks among the entities that
 * are defined already (a bundle has defined all of its own), then imports the module.
 */
export const defaultTaskResolver: TaskResolver = {
  location: "tsflyte.default",
  name: "by module and constant",
  loaderArgs: (_settings, task) => ["task-module", task.instantiatedIn, "task-name", task.lhs],
  async loadTask(loaderArgs) {
    const module = argument(loaderArgs, "task-module");
    const name = argument(loaderArgs, "task-name");
    const fullName = `${module}.${name}`;
    if (findEntity(fullName) === undefined) await importTaskModule(module);
    const entity = findEntity(fullName);
    if (isTask(entity)) return entity;
    const known = registeredEntities().filter((item) => item.name.startsWith(`${module}.`) && isTask(item));
    throw entityNotFound(
      name,
      `the module ${module}`,
      known.map((item) => item.lhs),
    );
  },
};

function argument(args: readonly string[], key: string): string {
  const index = args.indexOf(key);
  const value = index < 0 ? undefined : args[index + 1];
  if (value === undefined)
    throw invalidOption("the arguments behind --", "task-module MODULE task-name NAME", args.join(" "));
  return value;
}
