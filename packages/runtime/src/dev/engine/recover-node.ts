/** Nodes that need not run, since they succeeded in the execution that this one recovers. */
import { NodeExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { type GraphScope, type NodeResult, nodeFolder } from "./node-context.ts";
import { storedOutputs } from "./node-outputs.ts";
import { type NodeExecutionRow, readNode, updateNode } from "./records/node-executions.ts";

/** Takes over what a node of the recovered execution has left; undefined where there is nothing to take over. */
export function recoverNode({ run }: GraphScope, row: NodeExecutionRow): NodeResult | undefined {
  const { engine, recovered, key } = run;
  if (recovered === undefined || row.phase !== Phase.QUEUED) return undefined;
  const source = readNode(engine.database, { ...recovered, node_id: row.node_id });
  if (source === undefined || source.spec_node_id !== row.spec_node_id) return undefined;
  if (source.phase !== Phase.SUCCEEDED && source.phase !== Phase.RECOVERED) return undefined;
  const copy = (uri: string | null, path: string): string | null => {
    const bytes = uri === null ? undefined : engine.objects.read(uri);
    if (bytes === undefined) return null;
    const target = engine.objects.uriOf(path);
    engine.objects.write(target, bytes);
    return target;
  };
  const folder = nodeFolder(key, row.node_id);
  copy(source.input_uri, `${folder}/inputs.pb`);
  const outputs = copy(source.output_uri, `${folder}/0/outputs.pb`);
  if (source.output_uri !== null && outputs === null) return undefined;
  const now = engine.now();
  engine.write(() =>
    updateNode(engine.database, row, {
      phase: Phase.RECOVERED,
      output_uri: outputs,
      is_parent: source.is_parent,
      is_dynamic: source.is_dynamic,
      dynamic_job_uri: source.dynamic_job_uri,
      dynamic_closure_uri: source.dynamic_closure_uri,
      child_execution: source.child_execution,
      started_at: now,
      updated_at: now,
      ended_at: now,
    }),
  );
  return { kind: "succeeded", outputs: storedOutputs(engine.objects, outputs) };
}
