/** Checks that the options of tasks, workflows and calls have in common. `option` says which one, for the error. */
import { invalidOption, unknownOption } from "../errors/options.ts";
import { docsFormats } from "../types/index.ts";

/** Throws unless an option that switches something is true or false. */
export function checkSwitch(value: unknown, option: string): void {
  if (value !== undefined && typeof value !== "boolean") throw invalidOption(option, "true or false", value);
}

/** Throws unless an option is a text with something in it. */
export function checkText(value: unknown, option: string): void {
  if (value !== undefined && (typeof value !== "string" || value === "")) {
    throw invalidOption(option, "a text that is not empty", value);
  }
}

/** Throws unless retries are a whole number from 0. */
export function checkRetries(retries: number | undefined, option: string): void {
  if (retries !== undefined && !(Number.isSafeInteger(retries) && retries >= 0)) {
    throw invalidOption(option, "a whole number from 0", retries);
  }
}

/** Throws unless an option is a record of texts. */
export function checkTexts(value: unknown, option: string): void {
  if (value === undefined) return;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidOption(option, "an object of texts", value);
  }
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== "string") throw invalidOption(`${option}, key "${key}"`, "a text", text);
  }
}

const docsKeys = ["shortDescription", "longDescription", "sourceLink"];

/** Throws unless an option describes an entity. */
export function checkDocs(value: unknown, option: string): void {
  if (value === undefined) return;
  checkObject(value, option, docsKeys);
  const { longDescription, ...texts } = value as { readonly [key: string]: unknown };
  checkTexts(texts, option);
  if (longDescription === undefined || typeof longDescription === "string") return;
  const long = `${option}, key "longDescription"`;
  checkObject(longDescription, long, ["value", "format"]);
  const { value: text, format } = longDescription as { readonly value?: unknown; readonly format?: unknown };
  if (typeof text !== "string")
    throw invalidOption(long, 'a text, or { value: "…", format: "markdown" }', longDescription);
  if (format !== undefined && !docsFormats.some((known) => known === format)) {
    throw invalidOption(`${long}, key "format"`, docsFormats.map((known) => `"${known}"`).join(" or "), format);
  }
}

/** Throws unless an option is an object with no keys but these. */
export function checkObject(value: unknown, option: string, keys: readonly string[]): asserts value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidOption(option, `an object with ${keys.join(", ")}`, value);
  }
  for (const key of Object.keys(value)) {
    if (!keys.includes(key)) throw unknownOption(option, key, keys);
  }
}
