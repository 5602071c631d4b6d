import { workflowCycle } from "../errors/graph.ts";
import type { WorkflowGraph } from "../graph/index.ts";
import { type CompilableWorkflow, isWorkflow } from "../workflow/index.ts";
import { calledBy } from "./dependencies.ts";

/**
 * The workflows that run inside a graph, of every level, each after those inside it. What a launch plan starts runs on its own, and
 * is none of them.
 *
 * @param prefix of the node ids that they are compiled with
 */
export async function workflowsWithin(
  graph: WorkflowGraph,
  prefix: "" | "d" = "",
): Promise<ReadonlyMap<CompilableWorkflow, WorkflowGraph>> {
  const found = new Map<CompilableWorkflow, WorkflowGraph>();
  await visit(graph, prefix, [], found);
  return found;
}

async function visit(
  graph: WorkflowGraph,
  prefix: "" | "d",
  path: readonly CompilableWorkflow[],
  found: Map<CompilableWorkflow, WorkflowGraph>,
): Promise<void> {
  for (const workflow of calledBy(graph).filter(isWorkflow)) {
    if (found.has(workflow)) continue;
    const start = path.indexOf(workflow);
    if (start >= 0) throw workflowCycle([...path.slice(start), workflow].map(({ name }) => name));
    const inside = await workflow.compile(prefix);
    await visit(inside, prefix, [...path, workflow], found);
    found.set(workflow, inside);
  }
}
