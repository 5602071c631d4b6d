/** A task of Python's (python/shout.py), with the types that a caller here wants for `datetime`, `timedelta` and `int`. */
import { referenceTask, type Temporal } from "@tsflyte/runtime";

export const later = referenceTask<
  (at: Temporal.Instant, by: Temporal.Duration, count: bigint) => [o0: Temporal.Instant, o1: bigint]
>({ project: "flytesnacks", domain: "development", name: "shout.later", version: "py1" });
