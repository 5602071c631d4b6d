/** Runs a node: its inputs, what its kind does with them, and its end. */
import { toBinary } from "@bufbuild/protobuf";
import { NodeExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { Node } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { endOfDeadline } from "./deadline.ts";
import { bindingResolutionFailure, errorBytes, nodeAborted, runtimeError } from "./execution-errors.ts";
import {
  abortReason,
  failed,
  type GraphScope,
  type NodeContext,
  type NodeResult,
  nodeFolder,
  type RunInside,
} from "./node-context.ts";
import { literalMap, storedOutputs } from "./node-outputs.ts";
import { placeProblem } from "./node-place.ts";
import { runArrayNode } from "./nodes/array-node.ts";
import { runBranchNode } from "./nodes/branch-node.ts";
import { runGateNode } from "./nodes/gate-node.ts";
import { runLaunchPlanNode } from "./nodes/launch-plan-node.ts";
import { runSubWorkflowNode } from "./nodes/sub-workflow-node.ts";
import { runTaskNode } from "./nodes/task-node.ts";
import { readError } from "./queue-nodes.ts";
import { type NodeChange, type NodeExecutionRow, updateNode } from "./records/node-executions.ts";
import { recoverNode } from "./recover-node.ts";
import { resolveBindings } from "./resolve-bindings.ts";

/** Runs a node that is queued, or goes on with one that a server before this one has begun with. */
export const runNode: RunInside["node"] = async (scope, node, row, given) => {
  const before = resultBefore(scope, row) ?? recoverNode(scope, row);
  if (before !== undefined) return before;
  let result: NodeResult;
  try {
    const context =
      given === undefined ? contextOf(scope, node, row) : { scope, node, row, signal: scope.signal, ...given };
    result = "kind" in context ? context : await dispatch(context);
  } catch (error) {
    result = failed(runtimeError(error instanceof Error ? error.message : String(error)));
  }
  writeEnd(scope, row, result);
  return result;
};

/** What has ended already is not run again. */
function resultBefore({ run }: GraphScope, row: NodeExecutionRow): NodeResult | undefined {
  switch (row.phase) {
    case Phase.SUCCEEDED:
    case Phase.RECOVERED:
    case Phase.SKIPPED:
      return { kind: "succeeded", outputs: storedOutputs(run.engine.objects, row.output_uri) };
    case Phase.FAILED:
    case Phase.TIMED_OUT:
      return { kind: "failed", error: readError(row), isTimeout: row.phase === Phase.TIMED_OUT };
    case Phase.ABORTED:
      return { kind: "aborted" };
    default:
      return undefined;
  }
}

function contextOf(scope: GraphScope, node: Node, row: NodeExecutionRow): NodeContext | NodeResult {
  const { run, outputs, signal } = scope;
  const { objects } = run.engine;
  const problem = placeProblem(node.id);
  if (problem !== undefined) return failed(problem);
  let inputs: NodeContext["inputs"];
  try {
    inputs = resolveBindings(node.inputs, { outputs, objects });
  } catch (error) {
    return failed(bindingResolutionFailure(row.node_id, error instanceof Error ? error.message : String(error)));
  }
  objects.write(row.input_uri, toBinary(LiteralMapSchema, literalMap(inputs)));
  return { scope, node, row, folder: nodeFolder(run.key, row.node_id), inputs, signal, room: run.room };
}

function dispatch(context: NodeContext): Promise<NodeResult> {
  const { target } = context.node;
  switch (target.case) {
    case "taskNode":
      return runTaskNode(context, target.value);
    case "workflowNode": {
      const { reference } = target.value;
      if (reference.case === "launchplanRef") {
        return endOfDeadline(context, (within) => runLaunchPlanNode(within, reference.value));
      }
      if (reference.case === "subWorkflowRef") {
        return endOfDeadline(context, (within) => runSubWorkflowNode(within, reference.value));
      }
      break;
    }
    case "branchNode":
      return endOfDeadline(context, (within) => runBranchNode(within, target.value));
    case "gateNode":
      return endOfDeadline(context, (within) => runGateNode(within, target.value));
    case "arrayNode":
      return endOfDeadline(context, (within) => runArrayNode(within, target.value));
  }
  return Promise.resolve(failed(runtimeError(`node [${context.row.node_id}] has no target`)));
}

function writeEnd({ run, signal }: GraphScope, row: NodeExecutionRow, result: NodeResult): void {
  const { engine } = run;
  const now = engine.now();
  engine.write(() => {
    result.record?.();
    updateNode(engine.database, row, {
      ...endOf(result, abortReason(signal)),
      updated_at: now,
      ended_at: now,
    });
  });
}

function endOf(result: NodeResult, reason: string): NodeChange {
  switch (result.kind) {
    case "succeeded": {
      const { uri } = result.outputs;
      return { ...result.change, phase: Phase.SUCCEEDED, ...(uri === undefined ? {} : { output_uri: uri }) };
    }
    case "failed":
      return {
        ...result.change,
        phase: result.isTimeout === true ? Phase.TIMED_OUT : Phase.FAILED,
        error: errorBytes(result.error),
      };
    case "aborted":
      return { phase: Phase.ABORTED, error: errorBytes(nodeAborted(reason)) };
  }
}
