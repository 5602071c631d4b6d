import { invalidOption, unknownOption } from "../errors/options.ts";
import type { Schedule } from "../model/index.ts";
import { type DurationInput, durationMs } from "../settings/duration.ts";
import { checkCron } from "./cron-fields.ts";

/** What a schedule says beside when it runs. */
export interface ScheduleOptions {
  /** The `Date` input of the workflow that gets the time for which a run was scheduled. */
  readonly kickoffTimeInput?: string;
}

/** The options of {@link cron}. */
export interface CronOptions extends ScheduleOptions {
  /** How much later than the expression says runs start. */
  readonly offset?: DurationInput;
}

/**
 * A schedule by the clock, for the option `schedule` of `launchPlan()`.
 *
 * @param expression five fields (minute, hour, day of the month, month, day of the week), one of `@hourly`, `@daily`, `@weekly`,
 * `@monthly`, `@yearly`, or `@every 90m`; `CRON_TZ=Europe/Berlin` in front says the time zone, which is UTC otherwise
 * @throws `TsflyteError` of code `invalid-option` for an expression that the server cannot read
 * @example
 * ```ts
 * export const nightly = launchPlan(report, { name: "nightly", schedule: cron("0 3 * * *", { kickoffTimeInput: "day" }) });
 * ```
 */
export function cron(expression: string, options: CronOptions = {}): Schedule {
  checkCron(expression);
  const kickoffTimeInputArg = readOptions("cron()", options, ["offset", "kickoffTimeInput"]);
  return {
    expression: { kind: "cron", schedule: expression, offset: offsetText(options.offset) },
    kickoffTimeInputArg,
  };
}

const minuteMs = 60_000;
const units = [
  ["day", 1440],
  ["hour", 60],
  ["minute", 1],
] as const;

/**
 * A schedule of equal steps, for the option `schedule` of `launchPlan()`.
 *
 * @param duration whole minutes, at least one: `{ hours: 6 }`, `"6h"`, or a number of seconds
 * @throws `TsflyteError` of code `invalid-option` for a duration with parts of a minute
 * @example
 * ```ts
 * export const often = launchPlan(report, { name: "often", schedule: fixedRate({ hours: 6 }) });
 * ```
 */
export function fixedRate(duration: DurationInput, options: ScheduleOptions = {}): Schedule {
  const minutes = durationMs(duration, "fixedRate()") / minuteMs;
  if (!Number.isInteger(minutes) || minutes < 1) {
    throw invalidOption("fixedRate()", "a duration of whole minutes, at least one", duration);
  }
  const kickoffTimeInputArg = readOptions("fixedRate()", options, ["kickoffTimeInput"]);
  const [unit, size] = units.find(([, length]) => minutes % length === 0) ?? ["minute", 1];
  return { expression: { kind: "rate", value: minutes / size, unit }, kickoffTimeInputArg };
}

function readOptions(where: string, options: ScheduleOptions, known: readonly string[]): string {
  if (typeof options !== "object" || options === null) throw invalidOption(where, "options as an object", options);
  for (const key of Object.keys(options)) if (!known.includes(key)) throw unknownOption(where, key, known);
  const { kickoffTimeInput } = options;
  if (kickoffTimeInput !== undefined && (typeof kickoffTimeInput !== "string" || kickoffTimeInput === "")) {
    throw invalidOption(`${where}, option "kickoffTimeInput"`, "the name of an input", kickoffTimeInput);
  }
  return kickoffTimeInput ?? "";
}

/** An offset is written in ISO 8601. */
function offsetText(offset: DurationInput | undefined): string {
  if (offset === undefined) return "";
  const ms = durationMs(offset, 'cron(), option "offset"');
  if (typeof offset === "string" && /^P/.test(offset)) return offset;
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / minuteMs) % 60, (ms / 1000) % 60];
  const text = `${hours === 0 ? "" : `${hours}H`}${minutes === 0 ? "" : `${minutes}M`}${seconds === 0 ? "" : `${seconds}S`}`;
  return text === "" ? "" : `PT${text}`;
}
