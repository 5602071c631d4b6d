import type { Instant } from "../../model/index.ts";
import {
  isTemporal,
  isWrittenTime,
  readTime,
  splitNanos,
  Temporal,
  timestampRange,
  totalNanos,
  writeTime,
} from "../../types/index.ts";
import type { Codec } from "../codec.ts";
import type { Packed } from "../msgpack/packed.ts";
import { nothing, primitiveCodec } from "./primitive.ts";

function isInRange({ seconds }: Instant): boolean {
  return seconds >= timestampRange.min && seconds <= timestampRange.max;
}

/** A time in msgpack or JSON: a text, or msgpack's own timestamp. */
function timeOf(packed: Packed): Instant | undefined {
  if (typeof packed === "string") return readTime(packed);
  return packed instanceof Date ? timeOfDate(packed) : undefined;
}

function timeOfDate(date: Date): Instant | undefined {
  const time = date.getTime();
  if (Number.isNaN(time)) return undefined;
  const seconds = Math.floor(time / 1000);
  const found = { seconds: BigInt(seconds), nanos: (time - seconds * 1000) * 1_000_000 };
  return isInRange(found) ? found : undefined;
}

/** A codec of times of one class, which unions know by the spelling that Python uses too. */
function timeCodec(facts: {
  readonly expected: string;
  read(value: unknown): Instant | undefined;
  make(time: Instant): unknown;
}): Codec {
  const made = (time: Instant | undefined): unknown =>
    time === undefined || !isInRange(time) ? nothing : facts.make(time);
  return {
    ...primitiveCodec({
      expected: facts.expected,
      is: (value) => facts.read(value) !== undefined,
      literal: (value) => ({ kind: "datetime", value: facts.read(value) as Instant }),
      pack: (value, out) => out.string(writeTime(facts.read(value) as Instant)),
      fromLiteral: (literal) => (literal.kind === "datetime" ? made(literal.value) : nothing),
      fromPacked: (packed) => made(timeOf(packed)),
    }),
    claims: (packed) => packed instanceof Date || isWrittenTime(packed),
  };
}

/** `Date`, in milliseconds; finer parts of a time that others wrote are cut off. */
export const datetimeCodec: Codec = timeCodec({
  expected: "a valid Date between the years 1 and 9999",
  read: (value) => (value instanceof Date ? timeOfDate(value) : undefined),
  make: ({ seconds, nanos }) => new Date(Number(seconds) * 1000 + Math.floor(nanos / 1_000_000)),
});

/** `Temporal.Instant`, in nanoseconds. */
export const instantCodec: Codec = timeCodec({
  expected: "a Temporal.Instant between the years 1 and 9999",
  read: (value) => {
    if (!isTemporal(value, "Instant")) return undefined;
    const time = splitNanos(value.epochNanoseconds);
    return isInRange(time) ? time : undefined;
  },
  make: (time) => Temporal.Instant.fromEpochNanoseconds(totalNanos(time)),
});

const isoDate = /^\d{4}-\d\d-\d\d$/;

/** `Temporal.PlainDate`: a datetime at midnight in UTC, and in a struct the day alone. Of a time that others wrote it is the day in UTC. */
export const dateCodec: Codec = {
  ...primitiveCodec({
    expected: "a Temporal.PlainDate between the years 1 and 9999",
    is: (value) => isTemporal(value, "PlainDate") && isoDate.test(textOfDate(value)) && textOfDate(value) >= "0001",
    literal: (value) => ({ kind: "datetime", value: readTime(textOfDate(value as Temporal.PlainDate)) as Instant }),
    pack: (value, out) => out.string(textOfDate(value as Temporal.PlainDate)),
    fromLiteral: (literal) =>
      literal.kind === "datetime" && isInRange(literal.value) ? dateOf(literal.value) : nothing,
    fromPacked: (packed) => {
      const time = timeOf(packed);
      return time === undefined ? nothing : dateOf(time);
    },
  }),
  claims: (packed) => typeof packed === "string" && isoDate.test(packed),
};

function textOfDate(date: Temporal.PlainDate): string {
  return date.toString({ calendarName: "never" });
}

function dateOf(time: Instant): unknown {
  return Temporal.PlainDate.from(writeTime(time).slice(0, 10));
}
