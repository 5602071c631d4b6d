/** Runs one node, by what it stands for. */
import { nodeTimedOut } from "../errors/local.ts";
import type { CallableEntity } from "../graph/index.ts";
import type { LiteralMap, Node } from "../model/index.ts";
import { runGate } from "./gates/run-gate.ts";
import { Halt, stopped } from "./halt.ts";
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
  const outputs = await inTime(graph, node, path, (timed) => runTarget(timed, node, path, inputs));
  if (outputs !== stopped) directory.keep(path, "outputs", outputs);
  return outputs;
};

/** Runs a node that has nodes inside no longer than it may. Tasks and gates look at their timeouts themselves. */
async function inTime<T>(
  graph: RunningGraph,
  { metadata, target }: Node,
  path: string,
  work: (graph: RunningGraph) => Promise<T>,
): Promise<T> {
  const { timeout, name } = metadata;
  if (timeout === 0 || target.kind === "task" || target.kind === "gate") return work(graph);
  const halt = new Halt("fail-immediately", graph.halt);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => {
        const error = nodeTimedOut(path, timeout);
        halt.stop(error);
        graph.run.emit({ kind: "node-failed", node: path, entity: name, error });
        reject(error);
      },
      Math.min(timeout, 2 ** 31 - 1),
    );
  });
  try {
    return await Promise.race([work({ ...graph, halt }), late]);
  } finally {
    clearTimeout(timer);
  }
}

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
