import type { GraphBinding, RecordedNode } from "../graph/index.ts";
import type { Binding, BindingData } from "../model/index.ts";

/** A recorded binding with the ids that its nodes have in the end. */
export function bindingData(binding: GraphBinding): BindingData {
  switch (binding.kind) {
    case "scalar":
      return binding;
    case "reference": {
      const { owner, var: variable, attrPath } = binding.reference;
      return {
        kind: "promise",
        promise: { nodeId: owner.node?.id ?? "", var: variable, attrPath },
      };
    }
    case "collection":
      return { kind: "collection", bindings: binding.bindings.map(bindingData) };
    case "map": {
      const entries = Object.entries(binding.bindings).map(([key, item]) => [key, bindingData(item)] as const);
      return { kind: "map", bindings: Object.fromEntries(entries) };
    }
  }
}

/** Bindings of a node's inputs: sorted by variable, as flytekit writes them. */
export function sortedBindings(bindings: ReadonlyMap<string, GraphBinding>): readonly Binding[] {
  const names = [...bindings.keys()].sort();
  return names.map((name) => ({ var: name, binding: bindingData(bindings.get(name) as GraphBinding) }));
}

/** The nodes whose outputs a binding takes, in order of appearance. */
export function nodesOf(binding: GraphBinding): readonly RecordedNode[] {
  switch (binding.kind) {
    case "scalar":
      return [];
    case "reference":
      return binding.reference.owner.node === undefined ? [] : [binding.reference.owner.node];
    case "collection":
      return binding.bindings.flatMap(nodesOf);
    case "map":
      return Object.values(binding.bindings).flatMap(nodesOf);
  }
}

/** The nodes that a node waits for: those it takes outputs of, then those that `.after()` named. */
export function upstreamOf(node: RecordedNode): ReadonlySet<RecordedNode> {
  const names = [...node.inputs.keys()].sort();
  const sources = names.flatMap((name) => nodesOf(node.inputs.get(name) as GraphBinding));
  return new Set([...sources, ...node.ordered]);
}
