/** Runs a graph: starts each node when those that it waits for have ended. */
import { NodeExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { type Node, WorkflowMetadata_OnFailurePolicy as Policy } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { endNodeId, startNodeId } from "../compiler/graph-state.ts";
import { bindingResolutionFailure, runtimeError } from "./execution-errors.ts";
import type { Graph, GraphResult, GraphScope, NodeResult } from "./node-context.ts";
import { aliased } from "./node-outputs.ts";
import { queueNodes, readError } from "./queue-nodes.ts";
import { nodesOfExecution } from "./records/node-executions.ts";
import { resolveBindings } from "./resolve-bindings.ts";
import { waitsOf } from "./waits.ts";

type Failure = Extract<GraphResult, { readonly kind: "failed" }>;

/** Runs the nodes of a graph, and gives what its outputs are bound to. */
export async function runGraph(around: GraphScope, graph: Graph): Promise<GraphResult> {
  const own = new AbortController();
  const scope: GraphScope = { ...around, signal: AbortSignal.any([around.signal, own.signal]) };
  const { byId, followers, waits } = waitsOf(graph.nodes.filter(({ id }) => id !== startNodeId && id !== endNodeId));
  const left = new Map(waits);
  let failure = around.run.isResumed ? failureBefore(around, graph) : undefined;
  if (failure !== undefined) own.abort(`node ${failure.failedNodeId} failed`);
  let lost: string | undefined;
  let running = 0;
  let count = 0;
  let done: () => void = () => {};
  const ended = new Promise<void>((resolve) => (done = resolve));

  const settle = (node: Node, result: NodeResult): readonly Node[] => {
    count++;
    if (result.kind === "aborted") {
      lost ??= node.id;
      return [];
    }
    if (result.kind === "failed") {
      failure ??= { kind: "failed", error: result.error, failedNodeId: node.id, isFatal: result.isFatal === true };
      if (graph.onFailure === Policy.FAIL_IMMEDIATELY || result.isFatal) own.abort(`node ${node.id} failed`);
      return [];
    }
    scope.outputs.set(node.id, aliased(result.outputs, node.outputAliases));
    const ready: Node[] = [];
    for (const next of followers.get(node.id) ?? []) {
      const missing = (left.get(next.id) ?? 0) - 1;
      left.set(next.id, missing);
      if (missing === 0) ready.push(next);
    }
    return ready;
  };

  const queued = (nodes: readonly Node[]): ReturnType<typeof queueNodes> => {
    try {
      return queueNodes(scope, nodes);
    } catch (error) {
      // The disk may be full: nothing that begins now could be told of.
      const why = runtimeError(error instanceof Error ? error.message : String(error));
      failure ??= { kind: "failed", error: why, failedNodeId: nodes[0]?.id ?? "", isFatal: true };
      own.abort("nodes cannot be recorded");
      return [];
    }
  };

  const start = (nodes: readonly Node[]): void => {
    if (nodes.length === 0 || scope.signal.aborted) return;
    for (const [node, row] of queued(nodes)) {
      running++;
      const end = (result: NodeResult) => {
        running--;
        start(settle(node, result));
        if (running === 0) done();
      };
      void scope.run.inside.node(scope, node, row).then(end, (error) => {
        // Its end could not even be written down.
        const failure = runtimeError(error instanceof Error ? error.message : String(error));
        end({ kind: "failed", error: failure, isFatal: true });
      });
    }
  };

  start([...byId.values()].filter(({ id }) => waits.get(id) === 0));
  if (running > 0) await ended;
  if (failure !== undefined) return failure;
  if (scope.signal.aborted) return { kind: "aborted" };
  if (lost !== undefined) {
    // A server before this one has aborted it, and could not record why.
    const error = runtimeError(`node ${lost} was aborted, and it is not known what had failed before`);
    return { kind: "failed", error, failedNodeId: lost, isFatal: false };
  }
  if (count < byId.size) {
    const error = runtimeError(`${byId.size - count} nodes wait for each other and were never run`);
    return { kind: "failed", error, failedNodeId: "", isFatal: false };
  }
  try {
    return {
      kind: "succeeded",
      outputs: resolveBindings(graph.outputs, { outputs: scope.outputs, objects: scope.run.engine.objects }),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      kind: "failed",
      error: bindingResolutionFailure(endNodeId, why),
      failedNodeId: endNodeId,
      isFatal: false,
    };
  }
}

/** The failure that a server before this one has seen, where nothing is to be started behind it. */
function failureBefore({ run, parent }: GraphScope, { nodes, onFailure }: Graph): Failure | undefined {
  if (onFailure !== Policy.FAIL_IMMEDIATELY) return undefined;
  const ids = new Set(nodes.map(({ id }) => id));
  const found = nodesOfExecution(run.engine.database, run.key, parent?.id).find(
    ({ phase, spec_node_id }) => (phase === Phase.FAILED || phase === Phase.TIMED_OUT) && ids.has(spec_node_id),
  );
  if (found === undefined) return undefined;
  return { kind: "failed", error: readError(found), failedNodeId: found.spec_node_id, isFatal: false };
}
