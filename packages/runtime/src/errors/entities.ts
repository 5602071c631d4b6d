import { show } from "./options.ts";
import { TsflyteError } from "./tsflyte-error.ts";

const plugin = '{ "compilerOptions": { "plugins": [{ "transform": "@tsflyte/transformer" }] } }';

/** `task()` or `workflow()` ran without metadata. */
export function notCompiled(callee: string, where: string | undefined): TsflyteError {
  return new TsflyteError(
    "not-compiled",
    `${callee}() was not compiled by @tsflyte/transformer: it has no embedded interface`,
    {
      where: where === undefined ? [] : [where],
      remedy: [
        `build with tspc (ts-patch) and ${plugin} in tsconfig.json,`,
        "or run the source with: node --import @tsflyte/transformer/register FILE.",
        "Plain tsc ignores plugins, and TypeScript 7 ignores them without a word: use TypeScript 6 for this build",
      ].join(" "),
    },
  );
}

/** The metadata is of a version that this runtime does not read, or is damaged. */
export function staleBuild(callee: string, found: string, where: string | undefined): TsflyteError {
  return new TsflyteError("stale-build", `${callee}(): expected metadata of version 1, got ${found}`, {
    where: where === undefined ? [] : [where],
    remedy: "build again, with a transformer of the runtime's version",
  });
}

/** The function has other parameters than the metadata says: JavaScript that was built from another source. */
export function changedFunction(entity: string, expected: number, got: number, where: string): TsflyteError {
  return new TsflyteError(
    "stale-build",
    `${entity}: expected a function of at most ${expected} parameters, as its metadata says, got one of ${got}`,
    { where: [where], remedy: "build again: the metadata was written for another version of the function" },
  );
}

/** Two definitions of one name. */
export function duplicateEntity(name: string, first: string, second: string): TsflyteError {
  return new TsflyteError("duplicate-entity", `two entities are named "${name}"`, {
    where: [first, second],
    remedy:
      "rename one of them, or move it to another module; a module that is loaded twice, as source and as built JavaScript, gives this too",
  });
}

/** A module that should define an entity cannot be loaded. */
export function moduleNotFound(module: string, tried: readonly string[], cause?: unknown): TsflyteError {
  const reason = cause instanceof Error ? `: ${cause.message}` : "";
  return new TsflyteError("module-not-found", `the module "${module}" cannot be loaded${reason}`, {
    where: tried,
    remedy: "run in the folder that the module's name is relative to, or set TSFLYTE_ROOT to it",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** No entity of that name. */
export function entityNotFound(name: string, place: string, known: readonly string[]): TsflyteError {
  return new TsflyteError(
    "entity-not-found",
    known.length === 0 ? `${place} defines no task and no workflow` : `${place} defines no "${name}"`,
    known.length === 0 ? {} : { remedy: `it defines ${known.join(", ")}` },
  );
}

/** A resolver that nothing is known by. */
export function unknownResolver(location: string, cause?: TsflyteError): TsflyteError {
  return new TsflyteError("not-supported", `the task resolver "${location}" is not known`, {
    where: cause?.where ?? [],
    remedy:
      "a resolver's location is tsflyte.default, or MODULE.CONSTANT of an exported constant in a module of the project; " +
      "register the task again with this version of the library, or run in the folder that the module's name is relative to",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** What stands at a resolver's location is none. */
export function notAResolver(location: string, found: unknown): TsflyteError {
  const what = found === undefined ? "nothing" : show(found);
  return new TsflyteError("not-supported", `the task resolver "${location}": its module exports ${what} by that name`, {
    remedy:
      "export a constant with location, name, loaderArgs and loadTask, and write where it stands into its location",
  });
}

/** A task that no constant of a module holds. */
export function noConstant(entity: string, where: string): TsflyteError {
  return new TsflyteError("entity-not-found", `no constant of a module holds ${entity}`, {
    where: [where],
    remedy:
      "make it at the top of a module: export const name = task(…), or give it a taskResolver that makes it again",
  });
}

/** What only dynamic tasks do. */
export function dynamicOnly(entity: string, method: string, where: string): TsflyteError {
  return new TsflyteError("not-supported", `${method}() was called on ${entity}, which is not dynamic`, {
    where: [where],
    remedy: "make it with dynamic(…), or call execute()",
  });
}

/** A configuration that no plugin is registered for. */
export function unknownTaskConfig(entity: string, found: string, known: readonly string[]): TsflyteError {
  const registered = known.length === 0 ? "none is" : `registered: ${known.join(", ")}`;
  return new TsflyteError(
    "invalid-option",
    `${entity}, option "taskConfig": no plugin is registered for a configuration ${found} (${registered})`,
    { remedy: "import the plugin's module before the task is defined, or call registerTaskPlugin()" },
  );
}

/** Two plugins for one configuration. */
export function duplicatePlugin(config: string, first: string, second: string): TsflyteError {
  return new TsflyteError(
    "invalid-option",
    `registerTaskPlugin(): ${config} has the plugin ${first} already, got ${second}`,
    { remedy: "register one plugin for each configuration" },
  );
}
