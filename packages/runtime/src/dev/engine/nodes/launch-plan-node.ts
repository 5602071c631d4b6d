import { create, fromBinary } from "@bufbuild/protobuf";
import {
  ExecutionCreateRequestSchema,
  ExecutionMetadata_ExecutionMode as Mode,
} from "../../../idl/gen/flyteidl/admin/execution_pb.ts";
import { ExecutionErrorSchema, WorkflowExecution_Phase as Phase } from "../../../idl/gen/flyteidl/core/execution_pb.ts";
import type { Identifier } from "../../../idl/gen/flyteidl/core/identifier_pb.ts";
import { type ExecutionKey, type ExecutionRow, readExecution } from "../../database/executions.ts";
import { executionError, Kind, runtimeError } from "../execution-errors.ts";
import { abortReason, failed, type NodeContext, type NodeResult } from "../node-context.ts";
import { literalMap, noOutputs, storedOutputs } from "../node-outputs.ts";
import { writeRunning } from "../node-start.ts";
import { readNode } from "../records/node-executions.ts";
import { endTopic } from "../topics.ts";
import { childExecutionName } from "../unique-id.ts";

/** Runs a launch plan as an execution of its own, and takes over what becomes of it. */
export async function runLaunchPlanNode(context: NodeContext, launchPlan: Identifier): Promise<NodeResult> {
  const { scope, row, room, signal } = context;
  const { engine, key } = scope.run;
  const child: ExecutionKey = { ...key, name: childExecutionName(key.name, row.node_id, 0) };
  if (!(await room.take(signal))) return { kind: "aborted" };
  try {
    writeRunning(context, { child_execution: child.name });
    if (readExecution(engine.database, child) === undefined) {
      try {
        launch(context, launchPlan, child);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return failed(executionError("RuntimeExecutionError", `failed to launch [${launchPlan.name}]: ${why}`));
      }
    }
    for (;;) {
      const found = readExecution(engine.database, child);
      const result = found === undefined ? undefined : resultOf(context, found);
      if (result !== undefined) return result;
      if (!(await engine.waiters.wait(endTopic(child), signal))) break;
    }
  } finally {
    room.give();
  }
  if (!engine.isClosing()) {
    engine.abort(
      child,
      `cascading abort as parent execution id [${key.name}] aborted, reason [${abortReason(signal)}]`,
    );
  }
  return { kind: "aborted" };
}

function launch({ scope, row, inputs }: NodeContext, launchPlan: Identifier, child: ExecutionKey): void {
  const { engine, key, spec, recovered } = scope.run;
  if (engine.launch === undefined) throw new Error("there is nobody who creates executions");
  const before =
    recovered === undefined ? undefined : readNode(engine.database, { ...recovered, node_id: row.node_id });
  engine.launch(
    create(ExecutionCreateRequestSchema, {
      ...child,
      spec: {
        launchPlan,
        metadata: {
          mode: Mode.CHILD_WORKFLOW,
          principal: spec.metadata?.principal ?? "",
          nesting: (spec.metadata?.nesting ?? 0) + 1,
          parentNodeExecution: { executionId: { ...key }, nodeId: row.node_id },
          ...(before?.child_execution === null || before === undefined
            ? {}
            : {
                mode: Mode.RECOVERED,
                referenceExecution: { project: before.project, domain: before.domain, name: before.child_execution },
              }),
        },
        maxParallelism: spec.maxParallelism,
        overwriteCache: spec.overwriteCache,
        ...(spec.labels === undefined ? {} : { labels: spec.labels }),
        ...(spec.annotations === undefined ? {} : { annotations: spec.annotations }),
        ...(spec.securityContext === undefined ? {} : { securityContext: spec.securityContext }),
        ...(spec.rawOutputDataConfig === undefined ? {} : { rawOutputDataConfig: spec.rawOutputDataConfig }),
        ...(spec.envs === undefined ? {} : { envs: spec.envs }),
        ...(spec.interruptible === undefined ? {} : { interruptible: spec.interruptible }),
      },
      inputs: literalMap(inputs),
    }),
  );
}

/** Undefined while the execution runs. */
function resultOf({ scope, folder }: NodeContext, child: ExecutionRow): NodeResult | undefined {
  const { objects } = scope.run.engine;
  switch (child.phase) {
    case Phase.SUCCEEDED: {
      if (child.outputs === null) return { kind: "succeeded", outputs: noOutputs };
      const uri = objects.uriOf(`${folder}/0/outputs.pb`);
      objects.write(uri, child.outputs);
      return { kind: "succeeded", outputs: storedOutputs(objects, uri) };
    }
    case Phase.FAILED:
    case Phase.TIMED_OUT:
      return failed(
        child.error === null
          ? executionError("LaunchPlanExecutionFailed", "Unknown Error", Kind.UNKNOWN)
          : fromBinary(ExecutionErrorSchema, child.error),
      );
    case Phase.ABORTED: {
      const error = runtimeError(`launchplan [${child.name}] aborted: launchplan execution aborted`);
      return failed({ ...error, code: "RemoteChildWorkflowExecutionFailed", kind: Kind.USER });
    }
    default:
      return undefined;
  }
}
