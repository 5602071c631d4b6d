import { entityNotFound, moduleNotFound, unknownResolver } from "../errors/entities.ts";
import { invalidOption } from "../errors/options.ts";
import { findEntity, registeredEntities } from "../graph/index.ts";
import { type ExecutableTask, isTask } from "../task/index.ts";
import { defaultResolver } from "../task/task-target.ts";

/**
 * Finds the task that a container's command names: among the entities that are defined already (a bundle has defined all of
 * its own), else by importing the module, `<root>/<module>.js` with `/` for the dots. The root is the working directory,
 * or `TSFLYTE_ROOT`.
 *
 * @param resolver the `--resolver` of the command
 * @param loaderArgs what stands behind `--`: `task-module MODULE task-name NAME`
 */
export async function loadTask(resolver: string, loaderArgs: readonly string[]): Promise<ExecutableTask> {
  if (resolver !== defaultResolver) throw unknownResolver(resolver);
  const module = argument(loaderArgs, "task-module");
  const name = argument(loaderArgs, "task-name");
  const fullName = `${module}.${name}`;
  if (findEntity(fullName) === undefined) await importModule(module);
  const entity = findEntity(fullName);
  if (isTask(entity)) return entity;
  const known = registeredEntities().filter((item) => item.name.startsWith(`${module}.`) && isTask(item));
  throw entityNotFound(
    name,
    `the module ${module}`,
    known.map((item) => item.lhs),
  );
}

function argument(args: readonly string[], key: string): string {
  const index = args.indexOf(key);
  const value = index < 0 ? undefined : args[index + 1];
  if (value === undefined)
    throw invalidOption("the arguments behind --", "task-module MODULE task-name NAME", args.join(" "));
  return value;
}

async function importModule(module: string): Promise<void> {
  // Without imports: those of node:fs and node:url would double what a container loads at its start.
  const { existsSync } = process.getBuiltinModule("node:fs");
  const { join, resolve } = process.getBuiltinModule("node:path");
  const { pathToFileURL } = process.getBuiltinModule("node:url");
  const root = resolve(process.env["TSFLYTE_ROOT"] ?? ".");
  const paths = [".js", ".mjs"].map((extension) => join(root, ...module.split(".")) + extension);
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) throw moduleNotFound(module, paths);
  await import(pathToFileURL(path).href);
}
