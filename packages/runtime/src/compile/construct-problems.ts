/** Problems of maps and gates. */
import type { GraphProblem } from "../errors/graph.ts";
import { isArrayCall, isGateCall } from "../graph/recording.ts";
import type { PlacedNode } from "./placed-nodes.ts";

/** Maps over launch plans, and over constant lists of different lengths. */
export function arrayProblems(placed: readonly PlacedNode[]): readonly GraphProblem[] {
  return placed.flatMap(({ path, node }) => {
    const { entity } = node;
    if (!isArrayCall(entity)) return [];
    const problems: GraphProblem[] = [];
    if (entity.target.kind === "launch-plan") {
      const text = `it maps over the launch plan ${entity.target.name}, which the server does not run`;
      problems.push({ node: path, text, remedy: "start the launch plan for each element in a dynamic task" });
    }
    const lengths = [...node.inputs].flatMap(([name, binding]) =>
      binding.kind === "collection" && !entity.array.boundInputs.includes(name)
        ? [{ name, length: binding.bindings.length }]
        : [],
    );
    if (new Set(lengths.map(({ length }) => length)).size > 1) {
      const spelled = lengths.map(({ name, length }) => `${name} has ${length}`).join(", ");
      const text = `the lists that it maps over have different lengths: ${spelled}`;
      problems.push({ node: path, text, remedy: "give all of them one element a run" });
    }
    return problems;
  });
}

/** Gates of one name: an answer says which gate it is for by the name. */
export function gateProblems(placed: readonly PlacedNode[]): readonly GraphProblem[] {
  const paths = new Map<string, string[]>();
  for (const { path, node } of placed) {
    if (!isGateCall(node.entity) || node.entity.gate.kind === "sleep") continue;
    const { signalId } = node.entity.gate;
    paths.set(signalId, [...(paths.get(signalId) ?? []), path]);
  }
  return [...paths]
    .filter(([, found]) => found.length > 1)
    .map(([name, [, second = "", ...rest]]) => ({
      node: second,
      text: `${rest.length + 2} gates are named "${name}", so that one answer opens all of them`,
      remedy: "give each a name of its own",
    }));
}
