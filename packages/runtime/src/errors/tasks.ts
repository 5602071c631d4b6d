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

/** The shell itself cannot be started. */
export function programNotStarted(entity: string, program: string, cause: unknown): TsflyteError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TsflyteError("task-failed", `${entity}: ${program} cannot be started: ${reason}`, {
    remedy: "install it, or name another; values of many kilobytes belong in files, and none may hold the character 0",
    cause,
  });
}

/** A script that cannot be read. */
export function noScript(entity: string, path: string, cause: unknown): TsflyteError {
  return new TsflyteError("file-not-found", `${entity}: the script ${path} cannot be read`, {
    remedy: "give its path from the project's root, and see that it is packaged with the code",
    cause,
  });
}

/** An output that a program did not leave behind. */
export function noOutputFile(entity: string, output: string, path: string): TsflyteError {
  return new TsflyteError("file-not-found", `${entity}: there is no file ${path} for the output "${output}"`, {
    remedy: "let the program write it there, or make the output optional",
  });
}

/** An output's file that holds something else than the output's type says. */
export function badOutputFile(entity: string, output: string, expected: string, got: string): TsflyteError {
  const shown = got.length > 80 ? `${got.slice(0, 77)}…` : got;
  return new TsflyteError(
    "wrong-type",
    `${entity}: expected ${expected} in the file of the output "${output}", got ${JSON.stringify(shown)}`,
    { remedy: "let the program write the value alone" },
  );
}

/** An output's place outside the folder that the task works in. */
export function outsideFolder(entity: string, output: string, location: string): TsflyteError {
  return new TsflyteError(
    "invalid-option",
    `${entity}: the location of the output "${output}" leads out of the working folder: ${location}`,
    { remedy: "take inputs that hold no / into locations, or give an absolute path" },
  );
}

/** No program that runs containers. */
export function noContainerEngine(entity: string, looked: readonly string[]): TsflyteError {
  return new TsflyteError(
    "not-supported",
    `${entity} runs in a container, and this machine has no ${looked.slice(0, -1).join(", ")} or ${looked.at(-1)}`,
    { remedy: "install one of them, or replace the task for a run with mockTask of @tsflyte/runtime/testing" },
  );
}

/** A task of a database, run on this machine. */
export function runsInDatabase(entity: string): TsflyteError {
  return new TsflyteError("not-supported", `${entity} runs in a database, and not on this machine`, {
    remedy:
      "replace it for a run with mockTask of @tsflyte/runtime/testing, or override execute in a subclass of SqlTask",
  });
}
