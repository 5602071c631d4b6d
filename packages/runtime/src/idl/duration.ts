import { create } from "@bufbuild/protobuf";
import { type Duration, DurationSchema } from "@bufbuild/protobuf/wkt";

/** A time limit, or nothing for 0: Flyte takes a present duration of 0 as a limit. */
export function timeoutToIdl(milliseconds: number): Duration | undefined {
  if (milliseconds <= 0) return undefined;
  const seconds = Math.floor(milliseconds / 1000);
  const nanos = Math.round((milliseconds - seconds * 1000) * 1e6);
  return create(DurationSchema, { seconds: BigInt(seconds), nanos });
}

/** Milliseconds; 0 is no limit. */
export function timeoutFromIdl(duration: Duration | undefined): number {
  return duration === undefined ? 0 : Number(duration.seconds) * 1000 + duration.nanos / 1e6;
}
