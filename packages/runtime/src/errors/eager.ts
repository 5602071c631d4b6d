import { TsflyteError } from "./tsflyte-error.ts";

/** An eager task in a container, where nothing can start executions. */
export function noEagerHost(what: string): TsflyteError {
  return new TsflyteError(
    "not-supported",
    `${what} runs in a container, where the calls of an eager task become executions, and nothing here can start or end any`,
    {
      remedy:
        "give it a client of the control plane with provideEagerHost(…), or make it a dynamic task, whose calls become nodes",
    },
  );
}

/** An eager task in a container that nothing says the execution of. */
export function noEagerExecution(): TsflyteError {
  return new TsflyteError(
    "not-supported",
    "nothing says which execution this eager task runs in, so it cannot start others",
    {
      remedy: "run it on a Flyte platform, which sets FLYTE_INTERNAL_EXECUTION_ID, or on this machine as it is",
    },
  );
}
