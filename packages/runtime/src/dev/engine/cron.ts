/** Cron expressions, and the times at which they fire. */

import { durationMilliseconds } from "./go-text.ts";

/** The times of a schedule. */
export interface Timetable {
  /** The first time after another one, both in milliseconds since 1970; undefined where there is none within five years. */
  next(after: number): number | undefined;
}

interface Field {
  readonly values: ReadonlySet<number>;
  /** Written as a star, with or without a step. */
  readonly isAny: boolean;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const names = {
  month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  weekday: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
};
const aliases: { readonly [name: string]: string } = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};
/** The times of a cron expression; undefined where it is none, as an empty text. */
export function cronTimes(text: string): Timetable | undefined {
  const [, zone, expression = ""] = /^(?:(?:CRON_TZ|TZ)=(\S+)\s+)?(.*)$/s.exec(text.trim()) ?? [];
  const every = /^@every\s+(.+)$/.exec(expression)?.[1];
  if (every !== undefined)
    return rateTimes(Math.max(1000, Math.floor((durationMilliseconds(every) ?? 0) / 1000) * 1000));
  const parts = (aliases[expression] ?? expression).split(/\s+/);
  const [minutes, hours, days, months, weekdays] = [
    fieldOf(parts[0], 0, 59),
    fieldOf(parts[1], 0, 23),
    fieldOf(parts[2], 1, 31),
    fieldOf(parts[3], 1, 12, names.month),
    fieldOf(parts[4], 0, 6, names.weekday),
  ];
  if (parts.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return undefined;
  const matchesDay = (time: Date): boolean => {
    const [inMonth, inWeek] = [days.values.has(time.getUTCDate()), weekdays.values.has(time.getUTCDay())];
    // Where both are given one of them is enough.
    return days.isAny || weekdays.isAny ? inMonth && inWeek : inMonth || inWeek;
  };
  /** The first time of the clock on the wall, as if it were that of UTC. */
  const nextOnWall = (after: number): number | undefined => {
    let at = (Math.floor(after / minute) + 1) * minute;
    const limit = after + 5 * 366 * day;
    while (at <= limit) {
      const time = new Date(at);
      if (!months.values.has(time.getUTCMonth() + 1)) at = Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1);
      else if (!matchesDay(time)) at = (Math.floor(at / day) + 1) * day;
      else if (!hours.values.has(time.getUTCHours())) at = (Math.floor(at / (60 * minute)) + 1) * 60 * minute;
      else if (!minutes.values.has(time.getUTCMinutes())) at += minute;
      else return at;
    }
    return undefined;
  };
  return { next: zone === undefined || zone === "UTC" ? nextOnWall : inZone(zone, nextOnWall) };
}

/** The times of a schedule that fires again and again after the same time. */
export function rateTimes(milliseconds: number): Timetable {
  return { next: (after) => after + milliseconds };
}

function fieldOf(text: string | undefined, min: number, max: number, words: readonly string[] = []): Field | undefined {
  if (text === undefined || text === "") return undefined;
  const values = new Set<number>();
  let isAny = false;
  for (const range of text.toLowerCase().split(",")) {
    const [, star, from, to, step] = /^(?:([*?])|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(range) ?? [];
    if (star === undefined && from === undefined) return undefined;
    if (star !== undefined) isAny = true;
    const first = star === undefined ? numberOf(from ?? "", min, words) : min;
    // A step without an end goes on to the last value.
    const last = to !== undefined ? numberOf(to, min, words) : star !== undefined || step !== undefined ? max : first;
    const by = step === undefined ? 1 : Number(step);
    if (!(first >= min && last <= max && first <= last && by > 0)) return undefined;
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return { values, isAny };
}

function numberOf(text: string, min: number, words: readonly string[]): number {
  const index = words.indexOf(text);
  return index >= 0 ? index + min : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** Times of the clock in a zone. What the clock skips does not happen, and what it shows twice happens once. */
function inZone(zone: string, nextOnWall: Timetable["next"]): Timetable["next"] {
  const format = new Intl.DateTimeFormat("en-US", {
    ...(zone === "Local" ? {} : { timeZone: zone }),
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const wallOf = (time: number): number => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  };
  return (after) => {
    let wall = nextOnWall(wallOf(after));
    while (wall !== undefined) {
      let time = wall;
      for (let tries = 0; tries < 3; tries++) time += wall - wallOf(time);
      const before = time - 60 * minute;
      if (before > after && wallOf(before) === wall) return before;
      if (wallOf(time) === wall && time > after) return time;
      wall = nextOnWall(wall);
    }
    return undefined;
  };
}
