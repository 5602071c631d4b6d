import type { Instant } from "../model/index.ts";

/** What a `Timestamp` can hold, in seconds: the years 1 to 9999. */
export const timestampRange = { min: -62_135_596_800n, max: 253_402_300_799n } as const;

const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(Z|([+-])(\d\d):?(\d\d)(?::?(\d\d))?)?)?$/i;

/**
 * The time that a text of ISO 8601 spells, to the nanosecond; `undefined` where it spells none. Without an offset it is in
 * UTC, as elsewhere in Flyte, and not in the machine's zone.
 */
export function readTime(text: string): Instant | undefined {
  const match = isoTime.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(part) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59 || part(10) > 23 || part(11) > 59 || part(12) > 59) return undefined;
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  // The 31st of February would be one of March.
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
  const offset = (match[9] === "-" ? -1 : 1) * (part(10) * 3600 + part(11) * 60 + part(12));
  const seconds = BigInt(midnight.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset);
  if (seconds < timestampRange.min || seconds > timestampRange.max) return undefined;
  return { seconds, nanos: Number((match[7] ?? "").slice(0, 9).padEnd(9, "0")) };
}

/** The text that Python writes: an offset instead of `Z`, and microseconds or none; nanoseconds only where there are some. */
export function writeTime({ seconds, nanos }: Instant): string {
  const digits = String(nanos).padStart(9, "0");
  const fraction = nanos === 0 ? "" : `.${nanos % 1000 === 0 ? digits.slice(0, 6) : digits}`;
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}${fraction}+00:00`;
}

const pythonSpelling = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6}(?:\d{3})?)?\+00:00$/;

/** Whether a text is spelled as {@link writeTime} does it, so that a union takes it for a time and not for a text. */
export function isWrittenTime(text: unknown): boolean {
  return typeof text === "string" && pythonSpelling.test(text);
}

/** The nanoseconds of a time or duration in all. */
export function totalNanos({ seconds, nanos }: Instant): bigint {
  return seconds * 1_000_000_000n + BigInt(nanos);
}

/** Seconds and nanoseconds, the latter never negative, as `Timestamp` has them. */
export function splitNanos(total: bigint): Instant {
  const rest = ((total % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return { seconds: (total - rest) / 1_000_000_000n, nanos: Number(rest) };
}
