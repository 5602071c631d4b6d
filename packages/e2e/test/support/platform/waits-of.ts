import type { Node } from "../../../../runtime/src/idl/gen/flyteidl/core/workflow_pb.ts";

/** Ids of the nodes that a node waits for, also for what is inside it. */
export function waitsOf({ inputs, upstreamNodeIds, target }: Node): ReadonlySet<string> {
  const ids = new Set(upstreamNodeIds);
  const look = (binding: (typeof inputs)[number]["binding"]): void => {
    const { value } = binding ?? {};
    if (value?.case === "promise") ids.add(value.value.nodeId);
    if (value?.case === "collection") value.value.bindings.forEach(look);
    if (value?.case === "map") Object.values(value.value.bindings).forEach(look);
  };
  for (const { binding } of inputs) look(binding);
  if (target.case !== "branchNode") return ids;
  const { ifElse } = target.value;
  const cases = [ifElse?.case, ...(ifElse?.other ?? [])].map((item) => item?.thenNode);
  for (const node of [...cases, ifElse?.default.case === "elseNode" ? ifElse.default.value : undefined]) {
    if (node !== undefined) for (const id of waitsOf(node)) ids.add(id);
  }
  return ids;
}
