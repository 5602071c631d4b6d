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
