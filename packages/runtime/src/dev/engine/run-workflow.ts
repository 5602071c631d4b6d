/** Runs a workflow's graph, and its failure node when that has failed. */
import { create } from "@bufbuild/protobuf";
import { BindingSchema, type Literal, LiteralSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import { LiteralTypeSchema, SimpleType } from "../../idl/gen/flyteidl/core/types_pb.ts";
import {
  type Node,
  NodeSchema,
  WorkflowMetadata_OnFailurePolicy as Policy,
  type WorkflowTemplate,
} from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { startNodeId } from "../compiler/graph-state.ts";
import type { GraphResult, GraphScope } from "./node-context.ts";
import { givenOutputs } from "./node-outputs.ts";
import { queueNodes } from "./queue-nodes.ts";
import { runGraph } from "./run-graph.ts";

/** The input of a failure node that gets the error. */
const errorInput = "err";

/** Runs a workflow whose inputs stand in the scope. It fails with what failed first, whatever its failure node does. */
export async function runWorkflow(scope: GraphScope, workflow: WorkflowTemplate): Promise<GraphResult> {
  const result = await runGraph(scope, {
    nodes: workflow.nodes,
    outputs: workflow.outputs,
    onFailure: workflow.metadata?.onFailure ?? Policy.FAIL_IMMEDIATELY,
  });
  const handler = workflow.failureNode;
  if (result.kind !== "failed" || handler === undefined || scope.signal.aborted) return result;
  const inputs = scope.outputs.get(startNodeId)?.read() ?? {};
  const error = errorLiteral(result.error.message, result.failedNodeId);
  const inside: GraphScope = {
    ...scope,
    outputs: new Map([[startNodeId, givenOutputs({ ...inputs, [errorInput]: error })]]),
  };
  for (const [node, row] of queueNodes(inside, [withError(handler)])) await scope.run.inside.node(inside, node, row);
  return result;
}

/** The node with its error input bound to the error, whatever it was bound to. */
function withError(handler: Node): Node {
  const promise = create(BindingSchema, {
    var: errorInput,
    binding: { value: { case: "promise", value: { nodeId: "", var: errorInput } } },
  });
  const inputs = handler.inputs.map((binding) => (binding.var === errorInput ? promise : binding));
  return create(NodeSchema, { ...handler, inputs });
}

function errorLiteral(message: string, failedNodeId: string): Literal {
  const error = create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "error", value: { message, failedNodeId } } } },
  });
  const type = create(LiteralTypeSchema, {
    type: { case: "simple", value: SimpleType.ERROR },
    structure: { tag: "FlyteError" },
  });
  return create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "union", value: { value: error, type } } } },
  });
}
