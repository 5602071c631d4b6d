/** Errors about `approve()` and `waitForInput()`. */
import { TsflyteError } from "./tsflyte-error.ts";

type Position = string | undefined;

function at(position: Position): readonly string[] {
  return position === undefined ? [] : [position];
}

/** An approval of something that is no result of a call. */
export function nothingToApprove(name: string, found: string, position: Position): TsflyteError {
  return new TsflyteError("bad-gate", `approve() of the gate "${name}": expected the result of a call, got ${found}`, {
    where: at(position),
    remedy: "approve what a task returns: a task that returns its input can pass a value on",
  });
}
