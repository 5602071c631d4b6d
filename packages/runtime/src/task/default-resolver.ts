import { entityNotFound } from "../errors/entities.ts";
import { invalidOption } from "../errors/options.ts";
import { type CallableEntity, findEntity, registeredEntities } from "../graph/index.ts";
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
    if (findConstant(module, name) === undefined) await importTaskModule(module);
    const entity = findConstant(module, name);
    if (isTask(entity)) return entity;
    const known = registeredEntities().filter((item) => isTask(item) && moduleOf(item) === module);
    throw entityNotFound(
      name,
      `the module ${module}`,
      known.map((item) => item.lhs),
    );
  },
};

/** A task whose options name it is known by that name, and found by its constant all the same. */
function findConstant(module: string, name: string): CallableEntity | undefined {
  const named = findEntity(`${module}.${name}`);
  return named ?? registeredEntities().find((entity) => entity.lhs === name && moduleOf(entity) === module);
}

function moduleOf(entity: CallableEntity): unknown {
  return "instantiatedIn" in entity ? entity.instantiatedIn : undefined;
}

function argument(args: readonly string[], key: string): string {
  const index = args.indexOf(key);
  const value = index < 0 ? undefined : args[index + 1];
  if (value === undefined)
    throw invalidOption("the arguments behind --", "task-module MODULE task-name NAME", args.join(" "));
  return value;
}
