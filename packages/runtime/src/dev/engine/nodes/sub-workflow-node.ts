import { toBinary } from "@bufbuild/protobuf";
import type { Identifier } from "../../../idl/gen/flyteidl/core/identifier_pb.ts";
import { LiteralMapSchema } from "../../../idl/gen/flyteidl/core/literals_pb.ts";
import { idKey, startNodeId } from "../../compiler/graph-state.ts";
import { runtimeError } from "../execution-errors.ts";
import { failed, type GraphResult, type NodeContext, type NodeResult } from "../node-context.ts";
import { givenOutputs, literalMap, storedOutputs } from "../node-outputs.ts";
import { writeRunning } from "../node-start.ts";

/** Runs a workflow inside of a node of another one. */
export async function runSubWorkflowNode(context: NodeContext, id: Identifier): Promise<NodeResult> {
  const { scope, row, inputs } = context;
  const workflow = scope.workflows.get(idKey(id));
  if (workflow === undefined) return failed(runtimeError(`workflow [${id.name}] is not in the closure`));
  writeRunning(context);
  const result = await scope.run.inside.workflow(
    {
      ...scope,
      parent: { id: row.node_id, attempt: 0 },
      outputs: new Map([[startNodeId, givenOutputs(inputs)]]),
    },
    workflow,
  );
  return resultOf(context, result);
}

/** The result of a node from that of the graph inside of it: outputs are written to where the node's are looked for. */
export function resultOf({ scope, folder }: NodeContext, result: GraphResult, attempt = 0): NodeResult {
  if (result.kind === "aborted") return result;
  if (result.kind === "failed") return { kind: "failed", error: result.error, isFatal: result.isFatal };
  const { objects } = scope.run.engine;
  const uri = objects.uriOf(`${folder}/${attempt}/outputs.pb`);
  objects.write(uri, toBinary(LiteralMapSchema, literalMap(result.outputs)));
  return { kind: "succeeded", outputs: storedOutputs(objects, uri) };
}
