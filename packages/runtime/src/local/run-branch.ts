/** Runs a branch: the first case whose condition holds. */
import { userProvidedError } from "../errors/local.ts";
import type { BranchNode, LiteralMap, Node } from "../model/index.ts";
import { holds } from "./evaluate-condition.ts";
import type { stopped } from "./halt.ts";
import type { RunningGraph } from "./running-graph.ts";

/**
 * Runs the case that holds, whose outputs are the branch's. Its node reads nodes of the graph around the branch.
 *
 * @param inputs what the conditions look at, by the names that they use
 */
export async function runBranch(
  graph: RunningGraph,
  { metadata }: Node,
  branch: BranchNode,
  path: string,
  inputs: LiteralMap,
): Promise<LiteralMap | typeof stopped> {
  const chosen = branch.cases.find(({ condition }) => holds(condition, inputs))?.thenNode;
  const { otherwise } = branch;
  const node = chosen ?? (otherwise.kind === "node" ? otherwise.node : undefined);
  const all = [...branch.cases.map(({ thenNode }) => thenNode), ...(otherwise.kind === "node" ? [otherwise.node] : [])];
  for (const other of all) {
    if (other === node) continue;
    const facts = { node: `${path}/${other.id}`, entity: other.metadata.name };
    graph.run.emit({ kind: "node-skipped", ...facts, reason: "other-case" });
  }
  if (node === undefined) {
    const message = otherwise.kind === "error" ? otherwise.message : "no condition held";
    const error = userProvidedError(message, metadata.name);
    graph.run.emit({ kind: "node-failed", node: path, entity: metadata.name, error });
    throw error;
  }
  return graph.runNode(graph, node, `${path}/${node.id}`);
}
