/** Checks that the options of tasks, workflows and calls have in common. `option` says which one, for the error. */
import { invalidOption, unknownOption } from "../errors/options.ts";

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
  checkTexts(value, option);
  for (const key of Object.keys(value ?? {})) {
    if (!docsKeys.includes(key)) throw unknownOption(option, key, docsKeys);
  }
}
