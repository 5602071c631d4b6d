/** Runs a compiled workflow: the template that is registered, and its failure node where a node has failed. */
import { addWhere } from "../errors/add-where.ts";
import { TsflyteError } from "../errors/index.ts";
import { show } from "../errors/options.ts";
import { describeEntity } from "../graph/index.ts";
import type { Literal, LiteralMap } from "../model/index.ts";
import type { CompilableWorkflow } from "../workflow/index.ts";
import { checkBoundary } from "./check-boundary.ts";
import { Halt, stopped } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import { planOf } from "./plan.ts";
import { type GraphEnd, runGraph } from "./run-graph.ts";
import type { RunningGraph, RunPlace } from "./running-graph.ts";

/** Where in a run a workflow stands. */
export interface WorkflowPlace extends RunPlace {
  /** The ids of the nodes around it, each with a `/` behind it; `""` for the outermost. */
  readonly path: string;
  /** Of its node ids. */
  readonly prefix?: "" | "d";
}

/** Runs a workflow. What runs when a node fails is waited for before the error comes out. */
export async function runWorkflow(
  run: LocalRun,
  workflow: CompilableWorkflow,
  inputs: LiteralMap,
  { path, halt: around, prefix = "", runNode }: WorkflowPlace,
): Promise<LiteralMap | typeof stopped> {
  await checkBoundary(workflow, inputs, "input", run.access);
  const plan = await planOf(workflow, prefix);
  const graph: RunningGraph = {
    run,
    plan,
    runNode,
    workflow: describeEntity(workflow),
    path,
    halt: new Halt(plan.template.metadata.onFailure, around),
    finished: new Map([["", inputs]]),
  };
  const end = await runGraph(graph);
  switch (end.kind) {
    case "failure":
      throw await afterFailure(graph, end, around);
    case "stopped":
      return stopped;
    case "outputs":
      await checkBoundary(workflow, end.outputs, "output", run.access);
      return end.outputs;
  }
}

/** Runs the failure node; gives the error that the workflow fails with, which is that of the node. */
async function afterFailure(
  graph: RunningGraph,
  { node, error }: GraphEnd & { readonly kind: "failure" },
  around: Halt,
): Promise<unknown> {
  const { failureNode } = graph.plan;
  if (failureNode === undefined || graph.run.isCancelled) return error;
  // The workflow has stopped, and what is around it may have: the failure node runs all the same.
  const halt = new Halt("fail-after-executable-nodes-complete", around.isStopped ? graph.run.halt : around);
  const handlerGraph: RunningGraph = { ...graph, halt, finished: new Map([["", graph.finished.get("") ?? {}]]) };
  try {
    await graph.runNode(handlerGraph, failureNode, `${graph.path}${failureNode.id}`, {
      err: errorLiteral(node, error),
    });
    return error;
  } catch (second) {
    const text = second instanceof TsflyteError ? second.text : show(String(second));
    return addWhere(error, `failure node ${graph.path}${failureNode.id}, which failed as well: ${text}`);
  }
}

/** What the platform gives the failure node for its input `err`. */
function errorLiteral(failedNodeId: string, error: unknown): Literal {
  const message = error instanceof TsflyteError ? error.text : String(error);
  return {
    kind: "union",
    value: { kind: "error", failedNodeId, message },
    type: { kind: "simple", simple: "error", structure: { tag: "FlyteError" } },
  };
}
