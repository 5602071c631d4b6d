import { TsflyteError } from "./tsflyte-error.ts";

/** The command of a container that `tsflyte-execute` does not understand. */
export function badExecuteArgument(problem: string): TsflyteError {
  return new TsflyteError("bad-argument", problem, {
    remedy:
      "the command is tsflyte-execute --inputs URI --output-prefix URI [--raw-output-data-prefix URI] [--checkpoint-path URI] " +
      "[--prev-checkpoint URI] [--resolver LOCATION] -- task-module MODULE task-name NAME",
  });
}

/** User code that ended the process. */
export function exitedEarly(code: unknown): TsflyteError {
  return new TsflyteError("task-failed", `The task ended its process with exit code ${String(code ?? 0)}`, {
    remedy: "return from the function, or throw an error; process.exit() loses the outputs",
  });
}

/** A promise that can never settle: nothing is left that could. */
export function neverSettles(what: string): TsflyteError {
  return new TsflyteError("task-failed", `${what} waits for a promise that nothing can settle any more`, {
    remedy: "look for an event that is never emitted, or a callback that is never called",
  });
}

/** A pod that is being stopped from outside. */
export function stopped(signal: string): TsflyteError {
  return new TsflyteError("task-failed", `The container was stopped by ${signal} before the task was done`, {
    remedy: "nothing in the task: it was aborted, timed out, or lost its machine",
  });
}

/** An output that is too large for the platform's limit. */
export function outputTooLarge(name: string, bytes: number, limit: number): TsflyteError {
  return new TsflyteError(
    "not-supported",
    `The output ${JSON.stringify(name)} takes ${bytes} bytes, and the platform stores at most ${limit}`,
    { remedy: "write the data to a file and return a FlyteFile" },
  );
}
