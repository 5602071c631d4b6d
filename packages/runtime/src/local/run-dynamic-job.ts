import { endlessJobs } from "../errors/local.ts";
import type { LiteralMap } from "../model/index.ts";
import type { DynamicJob, RegistrableTask } from "../task/index.ts";
import { Halt, stopped } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import { planGraph } from "./plan.ts";
import { runGraph } from "./run-graph.ts";
import type { RunPlace } from "./running-graph.ts";

/** How many graphs may stand inside each other: a task that calls itself without end takes all memory otherwise. */
const deepest = 500;

/** Runs the nodes that a dynamic task asks for, as a graph of its own below the task's node: `n0/dn1`. */
export async function runDynamicJob(
  run: LocalRun,
  task: RegistrableTask,
  { spec, entities }: DynamicJob,
  { node, halt, runNode }: RunPlace & { readonly node: string },
): Promise<LiteralMap | typeof stopped> {
  if (node.split("/").length > deepest) throw endlessJobs(task.name, deepest);
  const end = await runGraph({
    run,
    runNode,
    plan: planGraph(spec, entities, "d"),
    workflow: `task ${task.name}`,
    path: node === "" ? "" : `${node}/`,
    halt: new Halt("fail-immediately", halt),
    finished: new Map([["", {}]]),
  });
  switch (end.kind) {
    case "failure":
      throw end.error;
    case "stopped":
      return stopped;
    case "outputs":
      return end.outputs;
  }
}
