import { resolveAttrPath } from "../literals/index.ts";
import type { Binding, BindingData, Literal, LiteralMap } from "../model/index.ts";

/** Where bindings are resolved, for errors. */
export interface ResolvePlace {
  readonly workflow: string;
}

/** The literals of bindings, from the outputs of the nodes that have ended; the workflow's inputs stand under `""`. */
export function resolveBindings(
  bindings: readonly Binding[],
  outputs: ReadonlyMap<string, LiteralMap>,
  place: ResolvePlace,
): LiteralMap {
  return Object.fromEntries(bindings.map(({ var: name, binding }) => [name, resolve(binding, outputs, place)]));
}

function resolve(binding: BindingData, outputs: ReadonlyMap<string, LiteralMap>, place: ResolvePlace): Literal {
  switch (binding.kind) {
    case "scalar":
      return binding.scalar;
    case "collection":
      return { kind: "collection", literals: binding.bindings.map((item) => resolve(item, outputs, place)) };
    case "map": {
      const entries = Object.entries(binding.bindings).map(
        ([key, item]) => [key, resolve(item, outputs, place)] as const,
      );
      return { kind: "map", literals: Object.fromEntries(entries) };
    }
    case "promise": {
      const { nodeId, var: variable, attrPath } = binding.promise;
      const literals = outputs.get(nodeId);
      const literal = literals !== undefined && Object.hasOwn(literals, variable) ? literals[variable] : undefined;
      // An optional input of the workflow that was not given.
      if (literal === undefined) return { kind: "none" };
      if (attrPath.length === 0) return literal;
      const producer =
        nodeId === ""
          ? `input "${variable}" of ${place.workflow}`
          : `output "${variable}" of node ${nodeId} of ${place.workflow}`;
      return resolveAttrPath(literal, attrPath, producer);
    }
  }
}
