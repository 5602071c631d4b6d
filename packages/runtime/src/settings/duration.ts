import { invalidDuration } from "../errors/options.ts";

/**
 * A length of time in an option: seconds as a number, a short text (`"90s"`, `"5m"`, `"1h30m"`, `"2d"`), an ISO 8601 text
 * (`"PT5M"`), a record of units, or a `Temporal.Duration` without calendar units.
 */
export type DurationInput =
  | number
  | string
  | {
      readonly weeks?: number;
      readonly days?: number;
      readonly hours?: number;
      readonly minutes?: number;
      readonly seconds?: number;
      readonly milliseconds?: number;
    };

const unitMs = {
  weeks: 604_800_000,
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1000,
  milliseconds: 1,
};
const iso =
  /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;
const short =
  /^(?:(\d+(?:\.\d+)?)w)?(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/;

/** What protobuf's Duration holds at most: ten thousand years. */
const longestMs = 315_576_000_000_000;

/**
 * Milliseconds of a duration given as an option.
 *
 * @param input what the user wrote
 * @param option where, for the error: `task "flows.mean", option "timeout"`
 */
export function durationMs(input: DurationInput, option: string): number {
  const ms = readMs(input);
  if (ms === undefined || !(ms >= 0 && ms <= longestMs)) throw invalidDuration(option, input);
  // Rounded to 0, a very short timeout would be none at all.
  return ms === 0 ? 0 : Math.max(1, Math.round(ms));
}

function readMs(input: unknown): number | undefined {
  if (typeof input === "number") return input * 1000;
  if (typeof input === "string") return readText(input.trim());
  if (typeof input !== "object" || input === null) return undefined;
  return isTemporal(input) ? readTemporal(input) : readRecord(input);
}

function readText(text: string): number | undefined {
  const match = iso.exec(text) ?? short.exec(text.replaceAll(" ", ""));
  const parts = match?.slice(1) ?? [];
  if (parts.every((part) => part === undefined)) return undefined;
  const sizes = Object.values(unitMs);
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (sizes[index] ?? 0), 0);
}

interface Units {
  readonly [unit: string]: unknown;
}

function readRecord(input: object): number | undefined {
  const units = Object.keys(input);
  if (units.length === 0 || units.some((unit) => !Object.hasOwn(unitMs, unit))) return undefined;
  return sum(input as Units);
}

function isTemporal(input: object): boolean {
  return Object.prototype.toString.call(input) === "[object Temporal.Duration]";
}

/** It keeps its units in getters of its prototype. A month has no length of its own. */
function readTemporal(input: object): number | undefined {
  const units = input as Units;
  if (units["years"] !== 0 || units["months"] !== 0) return undefined;
  const small = sum(units);
  return small === undefined
    ? undefined
    : small + Number(units["microseconds"]) / 1e3 + Number(units["nanoseconds"]) / 1e6;
}

function sum(units: Units): number | undefined {
  let ms = 0;
  for (const [unit, size] of Object.entries(unitMs)) {
    const amount = units[unit] ?? 0;
    if (typeof amount !== "number") return undefined;
    ms += amount * size;
  }
  return ms;
}
