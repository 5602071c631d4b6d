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

/**
 * Milliseconds of a duration given as an option.
 *
 * @param input what the user wrote
 * @param option where, for the error: `task "flows.mean", option "timeout"`
 */
export function durationMs(input: DurationInput, option: string): number {
  const ms = readMs(input);
  if (ms === undefined || !Number.isFinite(ms) || ms < 0) throw invalidDuration(option, input);
  return Math.round(ms);
}

function readMs(input: DurationInput): number | undefined {
  if (typeof input === "number") return input * 1000;
  if (typeof input === "string") {
    const text = input.replaceAll(" ", "");
    const units = [unitMs.weeks, unitMs.days, unitMs.hours, unitMs.minutes, unitMs.seconds, unitMs.milliseconds];
    const match = iso.exec(text) ?? short.exec(text);
    const parts = match?.slice(1) ?? [];
    if (parts.every((part) => part === undefined)) return undefined;
    return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (units[index] ?? 0), 0);
  }
  if (typeof input !== "object" || input === null) return undefined;
  // A Temporal.Duration keeps its units in getters of its prototype, a record in properties of its own.
  let ms = 0;
  for (const [unit, size] of Object.entries(unitMs)) {
    const amount = (input as { readonly [unit: string]: unknown })[unit] ?? 0;
    if (typeof amount !== "number") return undefined;
    ms += amount * size;
  }
  const calendar = input as { readonly years?: number; readonly months?: number };
  if ((calendar.years ?? 0) !== 0 || (calendar.months ?? 0) !== 0) return undefined;
  if (!(Symbol.toStringTag in input) && Object.keys(input).some((key) => !(key in unitMs))) return undefined;
  return ms;
}
