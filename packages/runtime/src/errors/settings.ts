import { TsflyteError } from "./tsflyte-error.ts";

/** Settings in an environment variable that this library did not write. */
export function badSerializedContext(variable: string, cause: unknown): TsflyteError {
  const reason =
    cause instanceof Error ? `: ${cause.message}` : ": it holds no project, domain, version, images and environment";
  return new TsflyteError(
    "bad-document",
    `The environment variable ${variable} does not hold the settings that the task was registered with${reason}`,
    {
      remedy:
        "register the task again, with the version of @tsflyte/runtime that its image holds, and leave the variable alone",
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
