/** What goes wrong with programs that tasks start. Loaded with what starts them. */
import { TsflyteError } from "./tsflyte-error.ts";

/** The shell itself cannot be started. */
export function programNotStarted(entity: string, program: string, cause: unknown): TsflyteError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TsflyteError("task-failed", `${entity}: ${program} cannot be started: ${reason}`, {
    remedy: "install it, or name another; values of many kilobytes belong in files, and none may hold the character 0",
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

/** A program that runs containers, and does not run this one. */
export function engineRefused(entity: string, engine: string, text: string): TsflyteError {
  return new TsflyteError("task-failed", `${entity}: ${engine} cannot start its container: ${text}`, {
    remedy:
      "see that its service runs and that the image can be pulled, or replace the task for a run with mockTask of @tsflyte/runtime/testing",
  });
}
