import { nearest } from "./nearest.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** A template that names something that there is not. */
export function unknownPlaceholder(
  option: string,
  found: string,
  role: string,
  known: readonly string[],
): TsflyteError {
  const name = /([^.{}\s]+)\s*\}+$/.exec(found)?.[1] ?? "";
  const near = nearest(name, known);
  const have = known.length === 0 ? `there are no ${role}s` : `the ${role}s are ${known.join(", ")}`;
  return new TsflyteError("invalid-option", `${option}: ${found} names no ${role} of the task`, {
    remedy: near === undefined ? have : `did you mean "${near}"?`,
  });
}

/** A place of a script where the shell fills in nothing, or reads what it is given as a program. */
export function unfillablePlaceholder(option: string, found: string, place: string, remedy: string): TsflyteError {
  return new TsflyteError("invalid-option", `${option}: ${found} stands in ${place}`, { remedy });
}

/** A script that cannot be read. */
export function noScript(entity: string, path: string, cause: unknown): TsflyteError {
  return new TsflyteError("file-not-found", `${entity}: the script ${path} cannot be read`, {
    remedy: "give its path from the project's root, and see that it is packaged with the code",
    cause,
  });
}

/** A task of a database, run on this machine. */
export function runsInDatabase(entity: string): TsflyteError {
  return new TsflyteError("not-supported", `${entity} runs in a database, and not on this machine`, {
    remedy:
      "replace it for a run with mockTask of @tsflyte/runtime/testing, or override execute in a subclass of SqlTask",
  });
}
