import { mapStack } from "../errors/map-stack.ts";

/** Facts beside a message. */
export interface LogFields {
  readonly [name: string]: unknown;
}

/**
 * Writes to standard error: JSON, one object a line, in containers, and text on this machine (`FLYTE_SDK_LOGGING_FORMAT` is `json`
 * or `text`). `FLYTE_SDK_LOGGING_LEVEL` says from which level on, by name or by Python's number (10 debug … 40 error); it is
 * `info` otherwise.
 */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** What decides how a logger writes. */
interface LoggerSurroundings {
  readonly env: { readonly [name: string]: string | undefined };
  readonly isLocal: boolean;
}

/** Python's numbers; a name is what its logging writes. */
const levels = { DEBUG: 10, INFO: 20, WARNING: 30, ERROR: 40 } as const;
type Level = keyof typeof levels;

/** The logger of a task. */
export function createLogger(name: string, { env, isLocal }: LoggerSurroundings): Logger {
  const least = leastLevel(env["FLYTE_SDK_LOGGING_LEVEL"]);
  const isJson = (env["FLYTE_SDK_LOGGING_FORMAT"] || (isLocal ? "text" : "json")) === "json";
  const log = (level: Level, message: string, fields: LogFields = {}): void => {
    if (levels[level] < least) return;
    const time = new Date().toISOString();
    const line = isJson
      ? lineOf({ asctime: time, name, levelname: level, message }, fields)
      : `${time.slice(11, 19)} ${level.toLowerCase()} ${name}: ${message}${textOf(fields)}`;
    process.stderr.write(`${line}\n`);
  };
  return {
    debug: (message, fields) => log("DEBUG", message, fields),
    info: (message, fields) => log("INFO", message, fields),
    warn: (message, fields) => log("WARNING", message, fields),
    error: (message, fields) => log("ERROR", message, fields),
  };
}

function leastLevel(text = ""): number {
  if (/^\d+$/.test(text)) return Number(text);
  const name = text.toUpperCase();
  if (name === "WARN") return levels.WARNING;
  if (name === "CRITICAL" || name === "FATAL") return 50;
  return Object.hasOwn(levels, name) ? levels[name as Level] : levels.INFO;
}

function textOf(fields: LogFields): string {
  return Object.entries(fields)
    .map(([name, value]) => ` ${name}=${typeof value === "string" && /^[^\s"=]+$/.test(value) ? value : jsonOf(value)}`)
    .join("");
}

/** Field by field, so that one that cannot be written does not take the others with it. */
function lineOf(facts: LogFields, fields: LogFields): string {
  const members = Object.entries({ ...facts, ...fields, ...facts });
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}: ${jsonOf(value)}`).join(", ")}}`;
}

/** A log line is never worth an exception. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value, replacement) ?? JSON.stringify(String(value));
  } catch {
    return '"a value that cannot be written as JSON"';
  }
}

function replacement(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (!(value instanceof Error)) return value;
  return {
    name: value.name,
    message: value.message,
    stack: value.stack === undefined ? undefined : mapStack(value.stack),
  };
}
