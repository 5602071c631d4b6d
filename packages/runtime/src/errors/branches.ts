/** Errors about conditions and the branches that `when()` makes of them. */
import { show } from "./options.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** Where something stands in the user's code, if that is known. */
type Position = string | undefined;

function at(position: Position): readonly string[] {
  return position === undefined ? [] : [position];
}

/** What `when()` was given is no condition. */
export function noCondition(branch: string, got: unknown, position: Position): TsflyteError {
  const evaluated = typeof got === "boolean";
  return new TsflyteError(
    "bad-branch",
    `${branch}: expected a condition, got ${evaluated ? `${got}, which was computed before the workflow runs` : show(got)}`,
    {
      where: at(position),
      remedy: "write eq(a, b), ne, gt, ge, lt, le, isTrue(a), isFalse(a), and(…) or or(…)",
    },
  );
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

/** A condition was used as if its outcome were known. */
export function conditionMisuse(condition: string, position: Position): TsflyteError {
  return new TsflyteError(
    "reference-misuse",
    `the body computes with ${condition}, or turns it into text: a condition is decided only at run time`,
    { where: at(position), remedy: "give it to when(…), and join conditions with and(…) and or(…)" },
  );
}

/** `and()` or `or()` of nothing. */
export function emptyConjunction(operator: "and" | "or", position: Position): TsflyteError {
  return new TsflyteError("bad-branch", `${operator}(): expected conditions, got none`, {
    where: at(position),
    remedy: `write ${operator}(eq(a, b), isTrue(c)), with any number of conditions`,
  });
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

/** A case is no function. */
export function noThunk(branch: string, found: string, position: Position): TsflyteError {
  return new TsflyteError("bad-branch", `${branch}: expected a case to be a function that makes a call, got ${found}`, {
    where: at(position),
    remedy: "write () => call(…), so that the call belongs to the case",
  });
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

/** A case was added to a branch that has ended. */
export function endedBranch(branch: string, position: Position): TsflyteError {
  return new TsflyteError("bad-branch", `${branch} has ended with .otherwise() already, and got another case`, {
    where: at(position),
    remedy: "put .otherwise() last, and call it once",
  });
}

/** `fail()` without a text. */
export function failWithoutMessage(got: unknown, position: Position): TsflyteError {
  return new TsflyteError("invalid-option", `fail(): expected a message that is not empty, got ${show(got)}`, {
    where: at(position),
    remedy: "say why the workflow fails when none of the conditions holds",
  });
}
