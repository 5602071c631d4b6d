import { failWithoutMessage } from "../errors/branches.ts";
import type { TsflyteError } from "../errors/index.ts";
import { userProvidedError } from "../errors/local.ts";
import { callerPosition } from "./caller-position.ts";

/** What `fail()` makes: the end of a branch that is an error. */
export class Failure {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }

  /** The error that the branch ends with, where it runs here. */
  error(branch: string): TsflyteError {
    return userProvidedError(this.message, branch);
  }
}

/**
 * What happens when none of a branch's conditions holds: the workflow fails with the message.
 *
 * @example
 * ```ts
 * const size = await when(gt(rows, 0), () => count(rows)).otherwise(fail("the file is empty"));
 * ```
 */
export function fail(message: string): Failure {
  if (typeof message !== "string" || message === "") throw failWithoutMessage(message, callerPosition());
  return new Failure(message);
}
