import { failWithoutMessage } from "../errors/conditions.ts";
import { callerPosition } from "./caller-position.ts";

/** What `fail()` makes: the end of a branch that is an error. */
export class Failure {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
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
