import type { Variable } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import { type CompileErrors, parameterNotBound } from "./compile-error.ts";
import type { NodeState } from "./graph-state.ts";

/** A node's outputs by the names that others know them by: an alias stands in place of the name. */
export function nodeOutputs({ node, interface: nodeInterface }: NodeState): { readonly [name: string]: Variable } {
  const aliases = new Map(node.outputAliases.map((alias) => [alias.var, alias.alias]));
  const outputs = Object.entries(nodeInterface?.outputs?.variables ?? {});
  return Object.fromEntries(outputs.map(([name, variable]) => [aliases.get(name) ?? name, variable]));
}

/** Aliases that are given twice, or to outputs that are not there. */
export function checkAliases({ id, node, interface: nodeInterface }: NodeState, errors: CompileErrors): void {
  const seen = new Set<string>();
  for (const { var: name, alias } of node.outputAliases) {
    if (seen.has(name)) {
      const description = `Duplicate alias [${alias}] found. An output alias can only be used once in the Workflow.`;
      errors.push({ code: "DuplicateAlias", nodeId: id, description });
    } else if (!Object.hasOwn(nodeInterface?.outputs?.variables ?? {}, name)) errors.push(parameterNotBound(id, alias));
    seen.add(name);
  }
}
