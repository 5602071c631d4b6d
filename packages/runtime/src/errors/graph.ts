import { show } from "./options.ts";
import { TsflyteError } from "./tsflyte-error.ts";
import type { ValuePlace } from "./values.ts";

/** A call that takes one object was called with something else. */
export function expectedInputObject(
  callee: string,
  inputs: readonly string[],
  got: string,
  where: readonly string[],
): TsflyteError {
  return new TsflyteError(
    "wrong-type",
    `${callee}: expected one object with the inputs ${inputs.join(", ")}, got ${got}`,
    { where, remedy: `call it with { ${inputs.map((name) => `${name}: …`).join(", ")} }` },
  );
}

/** A workflow returned something that its outputs cannot be bound to. */
export function wrongOutput(workflow: string, expected: string, got: string, where: readonly string[]): TsflyteError {
  return new TsflyteError("wrong-output", `${workflow}: expected its body to return ${expected}, got ${got}`, {
    where,
    remedy: "return what the workflow's return type says",
  });
}

/** Workflows contain each other. */
export function workflowCycle(names: readonly string[]): TsflyteError {
  return new TsflyteError("workflow-cycle", `workflows contain each other in a circle: ${names.join(" → ")}`, {
    remedy:
      "break the circle: let one of them return what the other needs, or let a dynamic task make the call that closes it",
  });
}

/** Nodes wait for each other. */
export function nodeCycle(workflow: string, nodes: readonly string[], where: readonly string[]): TsflyteError {
  return new TsflyteError(
    "workflow-cycle",
    `${workflow}: nodes wait for each other in a circle: ${nodes.join(" → ")}`,
    {
      where,
      remedy: "remove one .after() of the circle",
    },
  );
}

/** The body of a workflow threw something of its own. */
export function workflowBody(workflow: string, cause: unknown, where: readonly string[]): TsflyteError {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : show(cause);
  return new TsflyteError("workflow-body", `${workflow}: its body threw while it was compiled: ${text}`, {
    where,
    cause,
    remedy: "a workflow's body runs when it is compiled, without data; what needs data belongs in a task",
  });
}

/** One thing that the server would refuse. */
export interface CompileProblem {
  readonly entity: string;
  readonly node?: string;
  readonly where?: string;
  readonly text: string;
  readonly remedy: string;
}

/** A problem of one workflow or task, before it is said whose it is. */
export type GraphProblem = Pick<CompileProblem, "node" | "text" | "remedy">;

/** One line a problem. */
export function problemText(problem: CompileProblem): string {
  const node = problem.node === undefined ? "" : `, node ${problem.node}`;
  const where = problem.where === undefined ? "" : ` (${problem.where})`;
  return `${problem.entity}${node}${where}: ${problem.text}; ${problem.remedy}`;
}

/** Everything that the server would refuse, at once. */
export function compileProblems(problems: readonly CompileProblem[]): TsflyteError {
  const [first] = problems;
  if (problems.length === 1 && first !== undefined) {
    const node = first.node === undefined ? "" : `, node ${first.node}`;
    return new TsflyteError("compile-problems", `${first.entity}${node}: ${first.text}`, {
      where: first.where === undefined ? [] : [first.where],
      remedy: first.remedy,
    });
  }
  const lines = problems.map((problem) => `\n  - ${problemText(problem)}`).join("");
  return new TsflyteError("compile-problems", `${problems.length} problems that the server would refuse:${lines}`);
}

/** A function's result is not of the shape that its outputs have. */
export function wrongResult(place: Omit<ValuePlace, "variable">, expected: string, got: unknown): TsflyteError {
  const text = typeof got === "string" ? got : show(got);
  return new TsflyteError(
    "wrong-type",
    `The result of ${place.entity} is not of its type: expected ${expected}, got ${text}`,
    {
      where: [`${place.entity}${place.source === undefined ? "" : ` (${place.source})`}`],
      remedy: "return what the function's return type says",
    },
  );
}

/** `.after()` of something that is no call of the same workflow. */
export function foreignCall(call: string, other: string | undefined): TsflyteError {
  return new TsflyteError(
    "reference-misuse",
    `${call}, .after(): expected calls of the same workflow, got ${other ?? "something that is no call of a task or workflow"}`,
    { remedy: "give .after() what the calls return, before it is awaited" },
  );
}

/** A call that a workflow's body makes after it has ended: in a timer, or in a promise that nobody awaits. */
export function lateCall(callee: string, workflow: string): TsflyteError {
  return new TsflyteError("reference-misuse", `${callee} was called by the body of ${workflow} after it had ended`, {
    remedy: "await what makes the call, so that the body ends after it",
  });
}

/** A file of this machine as a constant of a workflow. */
export function localFileConstant(basename: string | undefined): TsflyteError {
  const found = basename === undefined ? "a folder or dataset" : `the file ${basename}`;
  return new TsflyteError("not-supported", `${found} of this machine cannot be a constant in a workflow's body`, {
    remedy: "make it an input of the workflow, or give a URI that the cluster can read",
  });
}

/** A reference task in a dynamic task: the server knows of its nodes only what the job itself holds. */
export function referenceInDynamic(task: string, reference: string, where: readonly string[]): TsflyteError {
  return new TsflyteError("not-supported", `${task} calls the reference task ${reference}, and a dynamic task cannot`, {
    where,
    remedy: "call it through a launch plan of a workflow that calls it: referenceLaunchPlan(…) refers to one",
  });
}
