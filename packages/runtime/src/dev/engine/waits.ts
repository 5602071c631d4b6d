/** Which nodes of a graph wait for which. */
import type { BindingData } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { Node } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { caseNodes } from "../compiler/branch-interface.ts";

/** The nodes that a node waits for. A branch waits for what its cases read too. */
function upstreamOf(node: Node): ReadonlySet<string> {
  const ids = new Set(node.upstreamNodeIds);
  for (const { binding } of node.inputs) if (binding !== undefined) collect(binding, ids);
  if (node.target.case === "branchNode") {
    for (const inside of caseNodes(node.target.value)) for (const id of upstreamOf(inside)) ids.add(id);
  }
  return ids;
}

function collect({ value }: BindingData, ids: Set<string>): void {
  if (value.case === "promise") ids.add(value.value.nodeId);
  else if (value.case === "collection") for (const item of value.value.bindings) collect(item, ids);
  else if (value.case === "map") for (const item of Object.values(value.value.bindings)) collect(item, ids);
}

/** The nodes that wait for each node, and how many each waits for. Of two nodes with one id the last one counts. */
export function waitsOf(nodes: readonly Node[]): {
  readonly byId: ReadonlyMap<string, Node>;
  readonly followers: ReadonlyMap<string, readonly Node[]>;
  readonly waits: ReadonlyMap<string, number>;
} {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const followers = new Map<string, Node[]>([...byId.keys()].map((id) => [id, []]));
  const waits = new Map<string, number>();
  for (const node of byId.values()) {
    const upstream = [...upstreamOf(node)].filter((id) => id !== node.id && followers.has(id));
    waits.set(node.id, upstream.length);
    for (const id of upstream) followers.get(id)?.push(node);
  }
  return { byId, followers, waits };
}
