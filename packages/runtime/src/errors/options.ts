import { nearest } from "./nearest.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** Shows a value in a message: short, and on one line. */
export function show(value: unknown): string {
  let text: string | undefined;
  try {
    text =
      typeof value === "bigint"
        ? `${value}n`
        : typeof value === "function"
          ? "a function"
          : Array.isArray(value)
            ? `[${value.map(show).join(", ")}]`
            : JSON.stringify(value);
  } catch {
    text = undefined;
  }
  text ??= typeof value === "object" ? Object.prototype.toString.call(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** An option has a value that it cannot have. */
export function invalidOption(option: string, expected: string, got: unknown, remedy?: string): TsflyteError {
  return new TsflyteError(
    "invalid-option",
    `${option}: expected ${expected}, got ${show(got)}`,
    remedy === undefined ? {} : { remedy },
  );
}

/** A duration cannot be read. */
export function invalidDuration(option: string, got: unknown): TsflyteError {
  return invalidOption(option, 'a number of seconds, a text like "5m" or "PT5M", or { minutes: 5 }, not negative', got);
}

/** An option that the entity does not have. */
export function unknownOption(where: string, option: string, known: readonly string[]): TsflyteError {
  const near = nearest(option, known);
  return new TsflyteError("invalid-option", `${where}: there is no option "${option}"`, {
    remedy: near === undefined ? `the options are ${known.join(", ")}` : `did you mean "${near}"?`,
  });
}
