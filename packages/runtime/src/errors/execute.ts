import { TsflyteError } from "./tsflyte-error.ts";

/** The command of a container that does not understand it. */
export function badExecuteArgument(problem: string, program: string): TsflyteError {
  const loader = program === "tsflyte-map-execute" ? "vars NAME,… resolver LOCATION task-module" : "task-module";
  return new TsflyteError("bad-argument", problem, {
    remedy:
      `the command is ${program} --inputs URI --output-prefix URI [--raw-output-data-prefix URI] [--checkpoint-path URI] ` +
      `[--prev-checkpoint URI] [--resolver LOCATION] -- ${loader} MODULE task-name NAME`,
  });
}

/** The arguments behind `--` of a map's element. */
export function badMapArguments(got: readonly string[]): TsflyteError {
  return new TsflyteError("bad-argument", `The arguments behind -- are ${JSON.stringify(got.join(" "))}`, {
    remedy: "expected vars NAME,… resolver LOCATION and then the arguments of that resolver; register the map again",
  });
}

/** An index that is none, or that no list of the inputs reaches. */
export function badMapIndex(found: string, variables: readonly string[]): TsflyteError {
  return new TsflyteError("bad-input", `${found}`, {
    remedy: `the index is $BATCH_JOB_ARRAY_INDEX_OFFSET and the variable that $BATCH_JOB_ARRAY_INDEX_VAR_NAME names, added up: look at who started the container${variables.length === 0 ? "" : "; every list that is mapped over must have an element for it"}`,
  });
}

/** A mapped input that is no list. */
export function notAList(variable: string, found: string, bound: readonly string[]): TsflyteError {
  return new TsflyteError("wrong-type", `The input ${JSON.stringify(variable)} of a map is a list, got ${found}`, {
    remedy: `pass a list, or bind it: ${bound.length === 0 ? "no input is bound" : `bound are ${bound.join(", ")}`}`,
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
