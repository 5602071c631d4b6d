/** Errors about `when()` that come before its cases are recorded: a task's container loads what makes them. */
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

/** A case is no function. */
export function noThunk(branch: string, found: string, position: Position): TsflyteError {
  return new TsflyteError("bad-branch", `${branch}: expected a case to be a function that makes a call, got ${found}`, {
    where: at(position),
    remedy: "write () => call(…), so that the call belongs to the case",
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
