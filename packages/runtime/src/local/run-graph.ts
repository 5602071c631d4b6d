/**
 * Runs compiled nodes with the literals that would be on their edges. A node starts as soon as what it waits for has ended.
 */
import type { LiteralMap, Node } from "../model/index.ts";
import { stopped } from "./halt.ts";
import { resolveBindings } from "./resolve-bindings.ts";
import type { RunningGraph } from "./running-graph.ts";

/** What became of a graph. */
export type GraphEnd =
  | { readonly kind: "outputs"; readonly outputs: LiteralMap }
  /** The first of its nodes that failed. */
  | { readonly kind: "failure"; readonly node: string; readonly error: unknown }
  | { readonly kind: "stopped" };

/** Runs a graph. What runs when a node fails is waited for. */
export async function runGraph(graph: RunningGraph): Promise<GraphEnd> {
  const { plan, finished, halt, run, path } = graph;
  const waits = new Map(plan.waits);
  const started = new Set<string>();
  let failure: (GraphEnd & { readonly kind: "failure" }) | undefined;

  const runOne = async (node: Node): Promise<boolean> => {
    try {
      const outputs = await graph.runNode(graph, node, `${path}${node.id}`);
      if (outputs === stopped) return false;
      finished.set(node.id, outputs);
      return true;
    } catch (error) {
      failure ??= { kind: "failure", node: node.id, error };
      halt.fail(error);
      return false;
    }
  };
  await new Promise<void>((resolve) => {
    let running = 0;
    const startAll = (nodes: readonly Node[]): void => {
      if (!halt.isStopped) for (const node of nodes) start(node);
    };
    const start = (node: Node): void => {
      running++;
      started.add(node.id);
      void runOne(node).then((hasEnded) => {
        if (hasEnded) startAll((plan.followers.get(node.id) ?? []).filter(({ id }) => countDown(waits, id) === 0));
        if (--running === 0) resolve();
      });
    };
    startAll(plan.nodes.filter(({ id }) => waits.get(id) === 0));
    if (running === 0) resolve();
  });
  for (const { id, metadata } of plan.nodes) {
    if (!started.has(id))
      run.emit({ kind: "node-skipped", node: `${path}${id}`, entity: metadata.name, reason: "failure" });
  }
  if (failure !== undefined) return failure;
  if (finished.size <= plan.nodes.length) return { kind: "stopped" };
  return { kind: "outputs", outputs: resolveBindings(plan.outputs, finished, graph) };
}

function countDown(counts: Map<string, number>, id: string): number {
  const count = (counts.get(id) ?? 0) - 1;
  counts.set(id, count);
  return count;
}
