import { type Duration, type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import { durationFromIdl } from "./duration.ts";

/** The times that closures have. */
interface IdlTimes {
  readonly createdAt?: Timestamp | undefined;
  readonly startedAt?: Timestamp | undefined;
  readonly updatedAt?: Timestamp | undefined;
  readonly duration?: Duration | undefined;
}

interface Times {
  readonly createdAt?: Date;
  readonly startedAt?: Date;
  readonly updatedAt?: Date;
  readonly duration?: number;
}

/** Reads the times of a closure, down to the millisecond. What has not happened is left out. */
export function timesFromIdl({ createdAt, startedAt, updatedAt, duration }: IdlTimes): Times {
  return {
    ...(createdAt === undefined ? {} : { createdAt: timestampDate(createdAt) }),
    ...(startedAt === undefined ? {} : { startedAt: timestampDate(startedAt) }),
    ...(updatedAt === undefined ? {} : { updatedAt: timestampDate(updatedAt) }),
    ...(duration === undefined ? {} : { duration: durationFromIdl(duration) }),
  };
}
