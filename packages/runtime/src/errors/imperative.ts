import { TsflyteError } from "./tsflyte-error.ts";

/** Two inputs or outputs of one name. */
export function duplicateVariable(workflow: string, role: "input" | "output", name: string): TsflyteError {
  return new TsflyteError("invalid-option", `${workflow}: it has an ${role} "${name}" already`, {
    remedy: `give the ${role} another name`,
  });
}

/** An entity of another kind than the method adds. */
export function wrongAddition(workflow: string, method: string, expected: string, got: string): TsflyteError {
  return new TsflyteError("invalid-option", `${workflow}, .${method}(): expected ${expected}, got ${got}`, {
    remedy: "add tasks with .addTask(), workflows with .addWorkflow() and launch plans with .addLaunchPlan()",
  });
}

/** An output that no node or input gives. */
export function constantOutput(workflow: string, name: string, got: string): TsflyteError {
  return new TsflyteError(
    "wrong-output",
    `${workflow}: expected its output "${name}" to be an input, an output of a node, or a list or record of these, got ${got}`,
    { remedy: "let a task give the value" },
  );
}

/** An output of a node that the node does not have. */
export function unknownNodeOutput(entity: string, name: string, known: readonly string[]): TsflyteError {
  const has = known.length === 0 ? "has no outputs" : `has the outputs ${known.join(", ")}`;
  return new TsflyteError("bad-reference", `${entity} has no output "${name}": it ${has}`, {
    remedy: known.length === 0 ? "to only order nodes, use .after()" : "correct the name",
  });
}

/** Something that exists only at run time was used as if it were there, outside any body. */
export function valueMisuse(
  value: string,
  workflow: string,
  operation: string,
  where: readonly string[],
): TsflyteError {
  return new TsflyteError(
    "reference-misuse",
    `${value} of ${workflow} is known only at run time, but is ${operation}`,
    {
      where,
      remedy: "pass it on to what is added to the workflow; compute with it in a task",
    },
  );
}

/** Something of another workflow. */
export function foreignValue(value: string, owner: string, user: string): TsflyteError {
  return new TsflyteError("reference-misuse", `${value} belongs to ${owner}, but ${user} uses it`, {
    remedy: "pass it to the other workflow as an input",
  });
}

/** A workflow that is used before it is complete. */
export function notReady(workflow: string, missing: readonly string[], where: readonly string[]): TsflyteError {
  return new TsflyteError("invalid-option", `${workflow} is not ready: ${missing.join("; ")}`, {
    where,
    remedy: "add what is missing before it is called, run or registered",
  });
}

/** An addition to a workflow that has been compiled. */
export function alreadyCompiled(workflow: string, method: string): TsflyteError {
  return new TsflyteError(
    "invalid-option",
    `${workflow}, .${method}(): it has been compiled, and cannot change any more`,
    {
      remedy: "complete the workflow where it is defined, before anything uses it",
    },
  );
}
