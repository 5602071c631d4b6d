import { TsflyteError } from "./tsflyte-error.ts";

/** An argument that the command does not have or cannot use. */
export function badArgument(text: string, remedy: string): TsflyteError {
  return new TsflyteError("bad-argument", text, { remedy });
}

/** One thing that is wrong about the inputs on a command line. */
export interface InputProblem {
  /** The input's name as it was given. */
  readonly input: string;
  /** What is wrong, with what was expected and what came. */
  readonly text: string;
}

/** Everything that is wrong about the inputs on a command line, at once. */
export function badInputs(
  entity: string,
  source: string,
  problems: readonly InputProblem[],
  remedy: string,
): TsflyteError {
  const lines = problems.map(({ input, text }) => `--${input}: ${text}`);
  const [only] = lines;
  const text =
    lines.length === 1
      ? `an input of ${entity} cannot be used: ${only}`
      : `${lines.length} inputs of ${entity} cannot be used`;
  return new TsflyteError("bad-input", text, {
    where: [...(lines.length === 1 ? [] : lines), `${entity} (${source})`],
    remedy,
  });
}

/** A file that would be overwritten. */
export function outputExists(path: string): TsflyteError {
  return new TsflyteError("output-exists", `${path} exists already`, {
    remedy: "give --force to replace it, or another --output",
  });
}

/** A file that cannot be written. */
export function cannotWrite(path: string, cause: unknown): TsflyteError {
  // Node's text goes on with the name of a call and of the unfinished file.
  const [reason] = (cause instanceof Error ? cause.message : String(cause)).split(", ");
  return new TsflyteError("bad-argument", `${path} cannot be written: ${reason}`, {
    remedy: "give an --output in a folder that exists and can be written",
    cause,
  });
}

/** A run in which nothing can happen any more, and which has not ended. */
export function runStalled(running: readonly string[]): TsflyteError {
  const list = running.length === 0 ? "the run" : running.join(", ");
  return new TsflyteError("task-failed", `nothing is left to happen, and ${list} has not ended`, {
    remedy: "look for a promise that is awaited and that nothing resolves",
  });
}

/** User code that ended the process. */
export function processExited(status: number | string | undefined): TsflyteError {
  return new TsflyteError("task-failed", `the code that ran called process.exit(${status ?? ""}) before it was done`, {
    remedy: "throw an error, or return: a task must not end the process that it runs in",
  });
}
