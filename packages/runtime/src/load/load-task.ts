import { notAResolver, unknownResolver } from "../errors/entities.ts";
import { TsflyteError } from "../errors/index.ts";
import { registeredEntities } from "../graph/index.ts";
import { defaultTaskResolver } from "../task/default-resolver.ts";
import { importTaskModule } from "../task/import-task-module.ts";
import type { ExecutableTask } from "../task/index.ts";
import { findTaskResolver, type TaskResolver } from "../task/task-resolver.ts";

/**
 * Finds the task that a container's command names.
 *
 * @param resolver the `--resolver` of the command
 * @param loaderArgs what stands behind `--`; the resolver reads it
 */
export async function loadTask(resolver: string, loaderArgs: readonly string[]): Promise<ExecutableTask> {
  return (await findResolver(resolver)).loadTask(loaderArgs);
}

/** The resolver of a location: this library's, one that loaded code registered, or an exported constant of a module. */
async function findResolver(location: string): Promise<TaskResolver> {
  if (location === defaultTaskResolver.location) return defaultTaskResolver;
  // A workflow that puts structs together has one more task, and most containers never see it.
  if (location === "tsflyte.compose") return (await import("../task/compose-task.ts")).composeResolver;
  if (location === "tsflyte.eager-cleanup") return (await import("../task/eager-cleanup.ts")).eagerCleanupResolver;
  const known = knownResolver(location);
  if (known !== undefined) return known;
  const dot = location.lastIndexOf(".");
  if (dot <= 0) throw unknownResolver(location);
  let exports: { readonly [name: string]: unknown };
  try {
    exports = await importTaskModule(location.slice(0, dot));
  } catch (error) {
    if (error instanceof TsflyteError && error.code === "module-not-found") throw unknownResolver(location, error);
    throw error;
  }
  const resolver = knownResolver(location) ?? exports[location.slice(dot + 1)];
  if (!isResolver(resolver)) throw notAResolver(location, resolver);
  return resolver;
}

/** A resolver that loaded code registered, or gave one of its tasks. */
function knownResolver(location: string): TaskResolver | undefined {
  const registered = findTaskResolver(location);
  if (registered !== undefined) return registered;
  for (const entity of registeredEntities()) {
    if ("taskResolver" in entity && isResolver(entity.taskResolver) && entity.taskResolver.location === location) {
      return entity.taskResolver;
    }
  }
  return undefined;
}

function isResolver(value: unknown): value is TaskResolver {
  return typeof value === "object" && value !== null && "loadTask" in value && typeof value.loadTask === "function";
}
