import { create } from "@bufbuild/protobuf";
import { type Duration, DurationSchema } from "@bufbuild/protobuf/wkt";

/** A time limit, or nothing for 0: Flyte takes a present duration of 0 as a limit. */
export function timeoutToIdl(milliseconds: number): Duration | undefined {
  return milliseconds <= 0 ? undefined : durationToIdl(milliseconds);
}

/** Milliseconds; 0 is no limit. */
export function timeoutFromIdl(duration: Duration | undefined): number {
  return duration === undefined ? 0 : durationFromIdl(duration);
}

/** A time in milliseconds, also that of 0. */
export function durationToIdl(milliseconds: number): Duration {
  const seconds = Math.floor(milliseconds / 1000);
  const nanos = Math.round((milliseconds - seconds * 1000) * 1e6);
  return create(DurationSchema, { seconds: BigInt(seconds), nanos });
}

/** Milliseconds. */
export function durationFromIdl({ seconds, nanos }: Duration): number {
  return Number(seconds) * 1000 + nanos / 1e6;
}
