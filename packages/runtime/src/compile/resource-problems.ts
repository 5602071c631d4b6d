import type { GraphProblem } from "../errors/graph.ts";
import type { ContainerResources } from "../model/index.ts";
import { containerOrder, containerResources, quantityValue, type ResourceOptions } from "../settings/resources.ts";

/** Requests above their limits, and GPUs whose request is not their limit. `node` is whose overrides they are. */
export function resourceProblems(options: ResourceOptions, node: string | undefined): readonly GraphProblem[] {
  const resources = containerResources(options, containerOrder, "");
  return resources === undefined
    ? []
    : unequal(resources).map((problem) => ({ ...problem, ...(node === undefined ? {} : { node }) }));
}

function unequal({ requests, limits }: ContainerResources): readonly GraphProblem[] {
  return requests.flatMap(({ name, value }) => {
    const limit = limits.find((entry) => entry.name === name)?.value;
    if (limit === undefined) return [];
    const difference = quantityValue(value) - quantityValue(limit);
    if (difference > 0) {
      return [{ text: `it requests ${value} of ${name}, above its limit of ${limit}`, remedy: "raise the limit" }];
    }
    if (name !== "gpu" || difference === 0) return [];
    return [{ text: `it requests ${value} GPUs and is limited to ${limit}`, remedy: "give both the same number" }];
  });
}
