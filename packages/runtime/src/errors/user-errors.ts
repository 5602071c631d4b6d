/** Errors that a task throws to say what should happen next. */

/** Throw it from a task where trying again may help: the task is run again while it has retries. */
export class RecoverableError extends Error {
  override readonly name: string = "RecoverableError";
  /** What two copies of this package know each other's errors by. */
  readonly "~tsflyte": string = "recoverable";

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, "recoverable");
  }
}

/** Throw it from a task whose outputs are written by somebody else: none are written and the task has not failed. */
export class IgnoreOutputs extends Error {
  override readonly name: string = "IgnoreOutputs";
  readonly "~tsflyte": string = "ignore-outputs";

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isMarked(value, "ignore-outputs");
  }
}

function isMarked(value: unknown, mark: string): boolean {
  return typeof value === "object" && value !== null && (value as { "~tsflyte"?: unknown })["~tsflyte"] === mark;
}
