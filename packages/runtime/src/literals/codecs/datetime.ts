import type { Codec } from "../codec.ts";
import { nothing, primitiveCodec } from "./primitive.ts";

/** What a `Timestamp` can hold: the years 1 to 9999. */
const range = { min: -62_135_596_800_000, max: 253_402_300_799_999 };

const isoTime = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

const timeCodec = primitiveCodec({
  expected: "a valid Date between the years 1 and 9999",
  is: (value) => value instanceof Date && isInRange(value.getTime()),
  literal: (value) => {
    const time = (value as Date).getTime();
    const seconds = Math.floor(time / 1000);
    return { kind: "datetime", value: { seconds: BigInt(seconds), nanos: (time - seconds * 1000) * 1_000_000 } };
  },
  pack: (value, out) => out.string(pythonTime(value as Date)),
  fromLiteral: (literal) => {
    if (literal.kind !== "datetime") return nothing;
    return validDate(Number(literal.value.seconds) * 1000 + Math.floor(literal.value.nanos / 1_000_000));
  },
  fromPacked: (packed) => {
    if (packed instanceof Date) return validDate(packed.getTime());
    return typeof packed === "string" ? readTime(packed) : nothing;
  },
});

const pythonSpelling = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00$/;

/** `Date`, in milliseconds; finer parts of a time that others wrote are cut off. */
export const datetimeCodec: Codec = {
  ...timeCodec,
  claims: (packed) => packed instanceof Date || (typeof packed === "string" && pythonSpelling.test(packed)),
};

function isInRange(time: number): boolean {
  return time >= range.min && time <= range.max;
}

function validDate(time: number): unknown {
  return isInRange(time) ? new Date(time) : nothing;
}

/** The ISO text that Python writes: microseconds or none, and an offset instead of `Z`. */
function pythonTime(date: Date): string {
  const text = date.toISOString();
  const millis = text.slice(20, 23);
  return `${text.slice(0, 19)}${millis === "000" ? "" : `.${millis}000`}+00:00`;
}

/** A time without an offset is in UTC, as elsewhere in Flyte, and not in the machine's zone. */
function readTime(text: string): unknown {
  const match = isoTime.exec(text);
  if (match === null) return nothing;
  // Date.parse makes the 31st of February one of March.
  const day = text.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return nothing;
  const hasTime = text.length > 10;
  const zoned = hasTime && match[1] === undefined ? `${text}Z` : text;
  return validDate(
    Date.parse(
      zoned
        .replace(" ", "T")
        .replace(",", ".")
        .replace(/([+-]\d\d)(\d\d)$/, "$1:$2"),
    ),
  );
}
