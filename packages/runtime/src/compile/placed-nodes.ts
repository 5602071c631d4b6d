import type { RecordedNode, WorkflowGraph } from "../graph/index.ts";
import { caseNodes, isBranch } from "../graph/recording.ts";
import { upstreamOf } from "./binding-data.ts";

/** A node and the id that the server gives it. */
export interface PlacedNode {
  /** Its own id; inside a branch, that of the branch and its own: `n2-n0`. */
  readonly path: string;
  readonly node: RecordedNode;
}

/** The nodes of a graph, of its branches' cases, and the one that runs when another has failed. */
export function placedNodes({ nodes, failureNode }: WorkflowGraph): readonly PlacedNode[] {
  return placeNodes(failureNode === undefined ? nodes : [...nodes, failureNode], "");
}

function placeNodes(nodes: readonly RecordedNode[], around: string): readonly PlacedNode[] {
  return nodes.flatMap((node) => {
    const path = `${around}${node.id}`;
    const inside = isBranch(node.entity) ? placeNodes(caseNodes(node.entity), `${path}-`) : [];
    return [{ path, node }, ...inside];
  });
}

/** The nodes that have to end before a node can: those it waits for, and those that the cases of a branch wait for. */
export function neededBy(node: RecordedNode): ReadonlySet<RecordedNode> {
  const upstream = upstreamOf(node);
  if (!isBranch(node.entity)) return upstream;
  return new Set([...upstream, ...caseNodes(node.entity).flatMap((inner) => [...neededBy(inner)])]);
}
