import { invalidCron } from "../errors/launch-plans.ts";

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const fields: readonly Field[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day of the month", min: 1, max: 31 },
  {
    name: "month",
    min: 1,
    max: 12,
    names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  { name: "day of the week", min: 0, max: 6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
];

const aliases: readonly string[] = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
const zone = /^(?:CRON_TZ|TZ)=(\S+) +/;
const every = /^@every (?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/;

/** Throws unless the server can read the text as a cron expression. */
export function checkCron(text: unknown): void {
  if (typeof text !== "string") throw invalidCron(text, "expected a text");
  const timeZone = zone.exec(text)?.[1];
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw invalidCron(text, `there is no time zone "${timeZone}"`);
  const expression = text.replace(zone, "").trim();
  if (aliases.includes(expression) || every.test(expression)) return;
  const alias = `@${expression.replace(/^@/, "").toLowerCase()}`;
  if (aliases.includes(alias)) throw invalidCron(text, "the server knows no such alias", `write "${alias}"`);
  const parts = expression.split(/\s+/).filter((part) => part !== "");
  if (parts.length !== fields.length) throw invalidCron(text, `expected 5 fields or an alias, found ${parts.length}`);
  parts.forEach((part, index) => {
    const field = fields[index] as Field;
    for (const range of part.split(",")) {
      const problem = rangeProblem(range, field);
      if (problem !== undefined) throw invalidCron(text, `its ${field.name} "${part}" ${problem}`);
    }
  });
}

function isTimeZone(name: string): boolean {
  try {
    return name === "Local" || new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** What is wrong with `*`, `?`, `3`, `1-5`, each perhaps with a step behind `/`. */
function rangeProblem(range: string, { min, max, names }: Field): string | undefined {
  const match = /^(?:[*?]|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(range);
  if (match === null) return "is not of the form *, 3, 1-5 or */15";
  const [, first, last, step] = match;
  const numbers = [first, last].flatMap((text) => (text === undefined ? [] : [numberOf(text, min, names)]));
  if (numbers.some((number) => !(number >= min && number <= max))) return `goes beyond ${min} to ${max}`;
  const [from, to] = numbers;
  if (from !== undefined && to !== undefined && from > to) return "ends before it starts";
  return step !== undefined && Number(step) === 0 ? "has a step of 0" : undefined;
}

function numberOf(text: string, min: number, names: readonly string[] | undefined): number {
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  return index >= 0 ? index + min : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
