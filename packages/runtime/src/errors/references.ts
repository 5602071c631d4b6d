import { TsflyteError } from "./tsflyte-error.ts";

const remedies = {
  compute: "compute it in a task, and pass the reference to that task",
  branch: "compute it in a task; to branch on it, write when(gt(a, b), () => call(…)).otherwise(() => other(…))",
  list: "call a task for each element with mapTask(task)(list), or take the whole list in a task, which runs with the real one",
  pass: "a reference can be passed on to a call, returned, indexed and read by property; nothing else",
} as const;

/** What a reference can be used for instead. */
export type ReferenceRemedy = keyof typeof remedies;

/** A value that exists only at run time was used as if it were there. */
export function referenceMisuse(
  reference: string,
  workflow: string,
  operation: string,
  remedy: ReferenceRemedy,
  where: readonly string[],
): TsflyteError {
  return new TsflyteError(
    "reference-misuse",
    `${reference} is known only at run time, but ${workflow} ${operation} while it is compiled`,
    { where, remedy: remedies[remedy] },
  );
}

/** A call in a workflow's body was used as if its result were there. */
export function callMisuse(call: string, operation: string, position: string | undefined): TsflyteError {
  return new TsflyteError(
    "reference-misuse",
    `the body ${operation}: ${call}, whose result is known only at run time`,
    {
      where: position === undefined ? [] : [position],
      remedy: remedies.compute,
    },
  );
}

/** A property or index that the reference's type does not have. */
export function badReference(reference: string, key: string, expected: string, where: readonly string[]): TsflyteError {
  return new TsflyteError("bad-reference", `${reference} has no ${key}: expected ${expected}`, {
    where,
    remedy: "correct the name, or build again if the type has changed",
  });
}

/** A property of a reference whose type is a union: only a task can find out which of its members is there. */
export function ambiguousReference(
  reference: string,
  key: string,
  type: string,
  where: readonly string[],
): TsflyteError {
  return new TsflyteError(
    "bad-reference",
    `${reference} can be ${type}: expected one struct, array or record to read its ${key} from`,
    { where, remedy: "pass it whole to a task that tells the cases apart" },
  );
}

/** A reference outside the body that it belongs to, in a call that runs. */
export function leakedReference(reference: string, owner: string, callee: string): TsflyteError {
  return new TsflyteError("reference-misuse", `${reference} of ${owner} was given to ${callee}, which runs now`, {
    remedy: "make the call inside the body of the workflow, or call the workflow and use its result",
  });
}

/** A reference made in one workflow is used in another. */
export function foreignReference(reference: string, owner: string, user: string): TsflyteError {
  return new TsflyteError("reference-misuse", `${reference} belongs to ${owner}, but ${user} uses it`, {
    remedy: "pass it to the other workflow as an input",
  });
}

/** What a case of a branch has recorded is used outside the case: it may never have run. */
export function caseReference(reference: string, used: string): TsflyteError {
  return new TsflyteError("reference-misuse", `${used}: got ${reference}, which runs only in one case of a branch`, {
    remedy: "use the result of when(…).otherwise(…), which is that of the case that runs",
  });
}

/** References inside a struct: Flyte binds whole structs only. */
export function referenceInStruct(path: string, callee: string, struct: string): TsflyteError {
  return new TsflyteError(
    "reference-misuse",
    `${callee}: expected ${path} to be a whole ${struct} that is known now or comes from a task, got an object with references inside`,
    { remedy: `make the ${struct} in a task that takes the parts and returns it` },
  );
}

/** A call without outputs is used as a value. */
export function noOutput(callee: string, used: string): TsflyteError {
  return new TsflyteError(
    "reference-misuse",
    `${used}: expected a value, got the call of ${callee}, which has no output`,
    {
      remedy: "to only order the calls, use .after(call)",
    },
  );
}

/** A call with several outputs is used as one value. */
export function severalOutputs(callee: string, outputs: readonly string[], used: string): TsflyteError {
  return new TsflyteError(
    "reference-misuse",
    `${used}: expected one value, got the ${outputs.length} outputs (${outputs.join(", ")}) of ${callee}`,
    { remedy: "await the call and pass one of its outputs" },
  );
}

/** A workflow that is registered elsewhere as a node. */
export function referenceWorkflowNode(reference: string, workflow: string, where: readonly string[]): TsflyteError {
  return new TsflyteError("not-supported", `${workflow} calls ${reference}, a workflow that is only referred to`, {
    where,
    remedy: "refer to its launch plan, which has the same name by default: referenceLaunchPlan(…)",
  });
}
