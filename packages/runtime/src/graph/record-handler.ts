import { type CallableEntity, describeEntity } from "./callable-entity.ts";
import type { RecordedNode } from "./recorded-node.ts";
import { Recorder } from "./recorder.ts";

/**
 * The node that runs when a node of a workflow has failed. It gets the workflow's own inputs; what else the handler takes has a default.
 *
 * @param prefix of the workflow's node ids
 * @param nodeName instead of `fn0`
 */
export function recordHandler(
  workflow: CallableEntity,
  handler: CallableEntity,
  prefix: "" | "d",
  nodeName?: string,
): RecordedNode {
  const recorder = new Recorder(describeEntity(workflow), prefix === "d" ? "df" : "f");
  const inputs = Object.entries(recorder.inputReferences(workflow.embedded.inputs));
  recorder.recordNamed(handler, new Map(inputs));
  recorder.abandon();
  const [node] = recorder.nodes;
  if (node === undefined) throw new Error(`${handler.name} was not recorded`);
  if (nodeName !== undefined) node.override({ nodeName });
  return node;
}
