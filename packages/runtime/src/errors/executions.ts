import { TsflyteError } from "./tsflyte-error.ts";

/** Somebody stopped looking at an execution, which goes on. */
export function watchStopped(execution: string, consoleUrl: string): TsflyteError {
  return new TsflyteError("cancelled", `the execution ${execution} goes on without being watched`, {
    where: [consoleUrl],
    remedy: `tsflyte executions watch ${execution.split("/").pop()} follows it again, tsflyte executions abort ends it`,
  });
}

/** A gate that an execution does not have. */
export function noSuchSignal(name: string, execution: string, known: readonly string[]): TsflyteError {
  return new TsflyteError("not-found", `the execution ${execution} has no signal ${JSON.stringify(name)}`, {
    remedy:
      known.length === 0
        ? "it waits for none now: look again when it has come to a gate"
        : `it has ${known.join(", ")}`,
  });
}
