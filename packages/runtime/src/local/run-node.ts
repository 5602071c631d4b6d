/** Runs one node, by what it stands for. */
import type { CallableEntity } from "../graph/index.ts";
import type { LiteralMap, Node } from "../model/index.ts";
import { runGate } from "./gates/run-gate.ts";
import { stopped } from "./halt.ts";
import { resolveBindings } from "./resolve-bindings.ts";
import { runArray } from "./run-array.ts";
import { runBranch } from "./run-branch.ts";
import { calledEntity, runEntity } from "./run-entity.ts";
import type { NodeRunner, RunningGraph } from "./running-graph.ts";
import { substituteFor } from "./substitutes.ts";

/** Runs a node. */
export const runNode: NodeRunner = async (graph, node, path, extra = {}) => {
  const { directory } = graph.run;
  const inputs: { [name: string]: LiteralMap[string] } = resolveBindings(node.inputs, graph.finished, graph);
  for (const [name, literal] of Object.entries(extra)) if (Object.hasOwn(inputs, name)) inputs[name] = literal;
  directory.keep(path, "inputs", inputs);
  const outputs = await runTarget(graph, node, path, inputs);
  if (outputs !== stopped) directory.keep(path, "outputs", outputs);
  return outputs;
};

function runTarget(
  graph: RunningGraph,
  node: Node,
  path: string,
  inputs: LiteralMap,
): Promise<LiteralMap | typeof stopped> {
  const called = calledEntity(graph, node);
  const entity: CallableEntity | undefined = called ?? graph.plan.calls.get(path.slice(graph.path.length));
  const substitute = entity === undefined ? undefined : substituteFor(graph.run, entity, path);
  if (substitute !== undefined) return substitute(inputs, graph.halt);
  const { target } = node;
  switch (target.kind) {
    case "branch":
      return runBranch(graph, node, target.branch, path, inputs);
    case "array":
      return runArray(graph, target.array, path, inputs);
    case "gate":
      return runGate(graph, node, target.gate, path, inputs);
    default:
      if (called === undefined) throw new Error(`nobody has told what node ${path} calls`);
      return runEntity(graph, node, called, path, inputs);
  }
}
