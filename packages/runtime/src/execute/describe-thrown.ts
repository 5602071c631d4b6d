import { mapStack } from "../errors/map-stack.ts";

/** What an error document says of whatever was thrown. */
export interface Thrown {
  /** `TypeError` */
  readonly type: string;
  readonly message: string;
  /** The stack, with those of its causes. */
  readonly trace: string;
}

/** Longer texts are cut in the middle: documents of any size cross the wire, but nobody reads them. */
const maxLength = 100_000;
const maxCauses = 8;

/** Describes anything that can be thrown, also values whose properties throw or contain each other. */
export function describeThrown(thrown: unknown): Thrown {
  try {
    return { type: typeOf(thrown), message: shorten(messageOf(thrown)), trace: mapStack(shorten(traceOf(thrown, []))) };
  } catch {
    const message = "something was thrown that cannot be looked at";
    return { type: "Error", message, trace: `Error: ${message}` };
  }
}

/** `instanceof`, of something that may be hostile. */
export function isA<T>(value: unknown, type: abstract new (...args: never[]) => T): value is T {
  try {
    return value instanceof type;
  } catch {
    return false;
  }
}

/** Reads a property of something that may be hostile. */
export function readProperty(value: unknown, name: string): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  try {
    return (value as { readonly [key: string]: unknown })[name];
  } catch {
    return undefined;
  }
}

function typeOf(thrown: unknown): string {
  if (!isObject(thrown)) return thrown === null ? "null" : typeof thrown;
  const name = readProperty(thrown, "name");
  const maker = readProperty(readProperty(thrown, "constructor"), "name");
  const named = typeof name === "string" && name !== "" ? name : undefined;
  const made = typeof maker === "string" && maker !== "" ? maker : undefined;
  // A subclass that does not set its name has the name of Error.
  return (named === "Error" ? made : undefined) ?? named ?? made ?? "Error";
}

function messageOf(thrown: unknown): string {
  if (!isObject(thrown)) return textOf(thrown);
  const message = readProperty(thrown, "message");
  return typeof message === "string" ? message : textOf(thrown);
}

function traceOf(thrown: unknown, seen: unknown[]): string {
  seen.push(thrown);
  const stack = readProperty(thrown, "stack");
  const own = typeof stack === "string" && stack !== "" ? stack : `${typeOf(thrown)}: ${messageOf(thrown)}`;
  const parts = [own];
  const cause = readProperty(thrown, "cause");
  if (cause !== undefined && !seen.includes(cause) && seen.length < maxCauses) {
    parts.push(`Caused by: ${traceOf(cause, seen)}`);
  }
  const errors = readProperty(thrown, "errors");
  if (Array.isArray(errors)) {
    for (const error of errors.slice(0, maxCauses)) {
      if (!seen.includes(error) && seen.length < maxCauses) parts.push(`One of its errors: ${traceOf(error, seen)}`);
    }
  }
  return parts.join("\n");
}

function textOf(value: unknown): string {
  try {
    if (typeof value === "object" && value !== null) return JSON.stringify(value) ?? "";
    return String(value);
  } catch {
    return "a value that cannot be written as text";
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function shorten(text: string): string {
  const whole = (text as string & { toWellFormed(): string }).toWellFormed();
  if (whole.length <= maxLength) return whole;
  const half = maxLength / 2;
  return `${whole.slice(0, half)}\n… ${whole.length - maxLength} characters left out …\n${whole.slice(-half)}`;
}
