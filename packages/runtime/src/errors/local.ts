import { show } from "./options.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** A task of a local run threw; the error that it threw is the cause. */
export function taskFailed(task: string, node: string, source: string, cause: unknown): TsflyteError {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : show(cause);
  return new TsflyteError("task-failed", `${task} failed: ${text}`, {
    where: [...(node === "" ? [] : [`node ${node}`]), `${task} (${source})`],
    cause,
  });
}

/** Dynamic tasks ask for each other, and do not come to an end. */
export function endlessJobs(task: string, depth: number): TsflyteError {
  return new TsflyteError(
    "workflow-cycle",
    `dynamic task ${task} was asked for inside ${depth} others: dynamic tasks call each other without end`,
    { remedy: "let the body return without a further call once it has what it looks for" },
  );
}

/** An attempt of a task took longer than it may. */
export function taskTimedOut(task: string, milliseconds: number): TsflyteError {
  return new TsflyteError("timed-out", `task ${task} took longer than its timeout of ${inWords(milliseconds)}`, {
    remedy:
      "raise the option timeout, or that of the call's .with(); currentContext().signal tells the task that its time is over",
  });
}

/** A workflow or branch inside a workflow took longer than it may. */
export function nodeTimedOut(node: string, milliseconds: number): TsflyteError {
  return new TsflyteError("timed-out", `node ${node} took longer than its timeout of ${inWords(milliseconds)}`, {
    remedy: "raise the timeout of the call's .with()",
  });
}

/** A run was cancelled by whoever started it. */
export function runCancelled(cause: unknown): TsflyteError {
  return new TsflyteError("cancelled", "The run was cancelled", { cause });
}

/** A task was running when its run was cancelled, and did not end. */
export function taskCancelled(task: string, cause: unknown): TsflyteError {
  return new TsflyteError("cancelled", `task ${task} was running when the run was cancelled`, { cause });
}

/** A running task called something after a node beside it had failed. */
export function notRun(entity: string, cause: unknown): TsflyteError {
  return new TsflyteError("cancelled", `${entity} was not run, since another node has failed`, { cause });
}

/** A task has outputs, and said that they are not to be written. */
export function outputsIgnored(task: string, outputs: readonly string[], cause: unknown): TsflyteError {
  return new TsflyteError(
    "task-failed",
    `task ${task} threw IgnoreOutputs, and has the outputs ${outputs.join(", ")}`,
    {
      remedy: "throw it only where something else writes the outputs, as in one worker of several",
      cause,
    },
  );
}

/** The last case of a branch is an error. Flyte's code for it is UserProvidedError. */
export function userProvidedError(message: string, branch: string): TsflyteError {
  return new TsflyteError("user-provided-error", message, { where: [`branch ${branch}, in which no condition held`] });
}

/** A condition looks at a value that is null, or that cannot be compared. */
export function cannotCompare(operand: string, found: string, expected: string): TsflyteError {
  return new TsflyteError("wrong-type", `The condition looks at ${operand}, which is ${found}: expected ${expected}`, {
    remedy: "let a task decide, and compare what it returns",
  });
}

/** The lists that a map task runs over are not of one length. */
export function unequalLengths(lengths: readonly (readonly [name: string, length: number])[]): TsflyteError {
  const list = lengths.map(([name, length]) => `${name} has ${length}`).join(", ");
  return new TsflyteError("unequal-lengths", `The lists that are mapped over differ in length: ${list}`, {
    remedy: "give lists of one length, or bound(value) for what every element gets whole",
  });
}

/** A gate that nobody is there to answer. */
export function unansweredGate(name: string, node: string): TsflyteError {
  return new TsflyteError("gate-unanswered", `The gate "${name}" waits for an answer, and nobody can give one`, {
    where: [`node ${node}`],
    remedy: "run in a terminal, or give the run the option gates: (gate) => answer",
  });
}

/** Nobody answered a gate in time. */
export function gateTimedOut(name: string, node: string, milliseconds: number): TsflyteError {
  return new TsflyteError("timed-out", `The gate "${name}" was not answered within ${inWords(milliseconds)}`, {
    where: [`node ${node}`],
    remedy: "answer it in time, or raise the gate's timeout",
  });
}

/** Somebody said no. */
export function disapproved(name: string, node: string): TsflyteError {
  return new TsflyteError("disapproved", `The gate "${name}" was not approved`, { where: [`node ${node}`] });
}

/** An answer that is not what the gate asks for. */
export function wrongAnswer(name: string, expected: string, got: unknown): TsflyteError {
  return new TsflyteError("wrong-type", `The answer to the gate "${name}": expected ${expected}, got ${show(got)}`, {
    remedy: "let the callback gates return what the gate asks for",
  });
}

/** What is registered elsewhere cannot run here. */
export function referenceNotRunnable(entity: string, name: string): TsflyteError {
  return new TsflyteError("not-supported", `${entity} is registered elsewhere, and its code is not here to run`, {
    remedy: `in tests replace it with mockTask(…) of @tsflyte/runtime/testing, or give runWorkflow outputs: { ${JSON.stringify(name)}: … }`,
  });
}

/** What has no graph was asked for its graph. */
export function notAWorkflow(entity: string): TsflyteError {
  return new TsflyteError("not-supported", `${entity} has no graph: expected a workflow, or a launch plan of one`, {
    remedy: "give the constant that holds what workflow(…) returned",
  });
}

/** Something that is no task, workflow or launch plan was to be run or replaced. */
export function notAnEntity(what: string, got: unknown): TsflyteError {
  return new TsflyteError("not-supported", `${what}: expected a task, workflow or launch plan, got ${show(got)}`, {
    remedy: "give the constant itself, without calling it",
  });
}

/** A run's inputs are no object. */
export function noNamedInputs(entity: string, got: unknown): TsflyteError {
  return new TsflyteError("wrong-type", `The inputs of ${entity}: expected an object by name, got ${show(got)}`, {
    remedy: "write { name: value }, and {} for none",
  });
}

/** Outputs are given for something that the run does not have. */
export function unknownOutputs(key: string, workflow: string, known: readonly string[]): TsflyteError {
  return new TsflyteError(
    "invalid-option",
    `option "outputs": ${workflow} has no node or entity ${JSON.stringify(key)}`,
    {
      remedy: `it has ${known.slice(0, 20).join(", ")}${known.length > 20 ? ", …" : ""}`,
    },
  );
}

/** Milliseconds in a unit that a reader takes in. */
function inWords(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${Number((milliseconds / 1000).toFixed(3))} s`;
}
