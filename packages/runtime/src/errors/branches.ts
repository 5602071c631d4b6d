/** Errors about conditions and the branches that `when()` makes of them. */
import { TsflyteError } from "./tsflyte-error.ts";

/** Where something stands in the user's code, if that is known. */
type Position = string | undefined;

function at(position: Position): readonly string[] {
  return position === undefined ? [] : [position];
}

/** A reference stands alone where a condition has to. */
export function bareReference(branch: string, reference: string, position: Position): TsflyteError {
  return new TsflyteError("bad-branch", `${branch}: expected a condition, got ${reference} itself`, {
    where: at(position),
    remedy: "write isTrue(…) or isFalse(…) around it if it is a boolean, or compare it with eq(…, …)",
  });
}

/** A comparison that the compilation knows the outcome of. */
export function plainCondition(branch: string, condition: string, position: Position): TsflyteError {
  return new TsflyteError(
    "bad-branch",
    `${branch}: expected ${condition} to compare an input or a call's result, got two values that are known already`,
    { where: at(position), remedy: "use if for what is known while the workflow is compiled" },
  );
}

/** A value of a type that conditions cannot look at. */
export function incomparable(
  branch: string,
  condition: string,
  operand: string,
  type: string,
  position: Position,
): TsflyteError {
  return new TsflyteError(
    "bad-branch",
    `${branch}: expected ${condition} to look at a number, string, boolean, date or duration, got ${operand}, which is ${type}`,
    { where: at(position), remedy: "look at a field of it, or decide in a task that returns a boolean" },
  );
}

/** Something of another type than the condition is about. */
export function wrongOperand(
  branch: string,
  condition: string,
  expected: string,
  operand: string,
  type: string,
  position: Position,
): TsflyteError {
  return new TsflyteError(
    "bad-branch",
    `${branch}: expected ${condition} to look at ${expected}, got ${operand}, which is ${type}`,
    {
      where: at(position),
      remedy: `compare ${expected}, or decide in a task that returns a boolean`,
    },
  );
}

/** `null` or `undefined` in a comparison. */
export function nullOperand(branch: string, condition: string, position: Position): TsflyteError {
  return new TsflyteError("bad-branch", `${branch}: expected ${condition} to compare values, got null`, {
    where: at(position),
    remedy: "decide in a task that returns a boolean: Flyte compares nothing with null",
  });
}

/** A promise in a condition that is no call of the workflow's. */
export function promiseOperand(branch: string, condition: string, position: Position): TsflyteError {
  return new TsflyteError(
    "bad-branch",
    `${branch}: expected ${condition} to look at a value or a call's result, got a promise`,
    { where: at(position), remedy: "await the promise before the condition" },
  );
}

/** A case's function gave something else than a call. */
export function noCaseCall(branch: string, found: string, position: Position): TsflyteError {
  return new TsflyteError("bad-branch", `${branch}: expected a case to return a call, got ${found}`, {
    where: at(position),
    remedy: "return the call of a task or workflow; a task that returns its input can pass a value on",
  });
}

/** A case that is an async function. */
export function asyncCase(branch: string, position: Position): TsflyteError {
  return new TsflyteError("bad-branch", `${branch}: expected a case to return a call, got a promise of something`, {
    where: at(position),
    remedy: "write () => call(…) without async and await",
  });
}

/** A case returns a call that another place of the body has made. */
export function callOutsideCase(branch: string, call: string, position: Position): TsflyteError {
  return new TsflyteError(
    "bad-branch",
    `${branch}: expected a case to make its call itself, got ${call} from outside`,
    {
      where: at(position),
      remedy: "make the call inside the case's function: () => call(…)",
    },
  );
}

/** Two cases return one call. */
export function sharedCall(branch: string, call: string, position: Position): TsflyteError {
  return new TsflyteError("bad-branch", `${branch}: expected each case to make a call of its own, got ${call} in two`, {
    where: at(position),
    remedy: "make the call again in the other case",
  });
}

/** Two branches of one name have cases of several calls, each of which becomes a workflow that is named after its branch. */
export function sameBranchName(branch: string, workflow: string, position: Position): TsflyteError {
  return new TsflyteError(
    "bad-branch",
    `${branch} of ${workflow} has a case of several calls, and so has another branch of its name`,
    { where: at(position), remedy: 'give one of them another name: when(…, …, { name: "…" })' },
  );
}

/** A `when` that nobody ended. */
export function unfinishedBranch(branch: string, workflow: string, position: Position): TsflyteError {
  return new TsflyteError("bad-branch", `${branch} of ${workflow} says nothing for when none of its conditions holds`, {
    where: at(position),
    remedy: 'end it with .otherwise(() => call(…)) or .otherwise(fail("message"))',
  });
}
