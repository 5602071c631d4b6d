import type { ErrorCode } from "./codes.ts";

/** What an error says beside its text. */
export interface ErrorFacts {
  /** Lines that say where: an entity with its source position, a file, a path into a value. */
  readonly where?: readonly string[];
  /** What to do about it. */
  readonly remedy?: string;
  readonly cause?: unknown;
}

/**
 * What this library throws. The message says what was found and what was expected, then where, then what to do;
 * {@link TsflyteError.code} is one of a closed set and is what programs should look at.
 *
 * @example
 * ```ts
 * try {
 *   await mean(file, "price");
 * } catch (error) {
 *   if (error instanceof TsflyteError && error.code === "wrong-type") console.error(error.text);
 * }
 * ```
 */
export class TsflyteError extends Error {
  override readonly name = "TsflyteError";
  readonly code: ErrorCode;
  /** The first line of the message: what was found and what was expected. */
  readonly text: string;
  readonly where: readonly string[];
  readonly remedy: string | undefined;
  /** What two copies of this package know each other's errors by. */
  readonly "~tsflyte": string = "error";

  constructor(code: ErrorCode, text: string, facts: ErrorFacts = {}) {
    const where = facts.where ?? [];
    super(
      [
        text,
        ...where.map((line) => `  at ${line}`),
        ...(facts.remedy === undefined ? [] : [`  fix: ${facts.remedy}`]),
      ].join("\n"),
      "cause" in facts ? { cause: facts.cause } : undefined,
    );
    this.code = code;
    this.text = text;
    this.where = where;
    this.remedy = facts.remedy;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && (value as { "~tsflyte"?: unknown })["~tsflyte"] === "error";
  }
}
