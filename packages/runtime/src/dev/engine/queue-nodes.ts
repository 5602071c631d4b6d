/** Nodes whose turn has come, as they are recorded before anything is done for them. */
import { fromBinary } from "@bufbuild/protobuf";
import { CatalogCacheStatus } from "../../idl/gen/flyteidl/core/catalog_pb.ts";
import { ExecutionErrorSchema, NodeExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import type { Node } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { type ExecutionError, executionError, Kind } from "./execution-errors.ts";
import { type GraphScope, nodeFolder } from "./node-context.ts";
import { insertNode, type NodeExecutionRow, type NodeKind, readNode } from "./records/node-executions.ts";
import { uniqueNodeId } from "./unique-id.ts";

/** Records nodes as queued, in one transaction; those that are there already are what they are. */
export function queueNodes(
  scope: GraphScope,
  nodes: readonly Node[],
  phase: Phase = Phase.QUEUED,
): readonly (readonly [Node, NodeExecutionRow])[] {
  const { engine, key, isResumed } = scope.run;
  const rows = nodes.map((node) => [node, newRow(scope, node, phase)] as const);
  engine.write(() => {
    for (const [, row] of rows) insertNode(engine.database, row);
  });
  if (!isResumed) return rows;
  return rows.map(([node, row]) => [node, readNode(engine.database, { ...key, node_id: row.node_id }) ?? row]);
}

function newRow(scope: GraphScope, node: Node, phase: Phase): NodeExecutionRow {
  const { run, parent } = scope;
  const id = uniqueNodeId(parent, node.id);
  return nodeRow(run, { id, specId: node.id, kind: kindOf(node), parentId: parent?.id ?? null, phase });
}

/** The row of a node of which nothing has happened yet. */
export function nodeRow(
  { engine, key }: GraphScope["run"],
  facts: {
    readonly id: string;
    readonly specId: string;
    readonly kind: NodeKind;
    readonly parentId: string | null;
    readonly phase: Phase;
  },
): NodeExecutionRow {
  const { project, domain, name } = key;
  const { id, specId, kind, parentId, phase } = facts;
  const now = engine.now();
  const isTask = kind === "task" || kind === "element";
  const isOver = phase !== Phase.QUEUED;
  return {
    ...{ project, domain, name },
    node_id: id,
    spec_node_id: specId,
    parent_id: parentId,
    retry_group: parentId === null ? "" : "0",
    kind,
    phase,
    is_parent: kind === "sub-workflow" || kind === "branch" ? 1 : 0,
    is_dynamic: 0,
    is_array: kind === "array" ? 1 : 0,
    input_uri: engine.objects.uriOf(`${nodeFolder(key, id)}/inputs.pb`),
    output_uri: null,
    deck_uri: null,
    dynamic_job_uri: null,
    dynamic_closure_uri: null,
    child_execution: null,
    cache_status: isTask ? CatalogCacheStatus.CACHE_DISABLED : null,
    cache_key: null,
    error: null,
    created_at: now,
    started_at: isOver ? now : null,
    updated_at: now,
    ended_at: isOver ? now : null,
  };
}

function kindOf({ target }: Node): NodeKind {
  switch (target.case) {
    case "workflowNode":
      return target.value.reference.case === "launchplanRef" ? "launch-plan" : "sub-workflow";
    case "branchNode":
      return "branch";
    case "gateNode":
      return "gate";
    case "arrayNode":
      return "array";
    default:
      return "task";
  }
}

/** What a node that has failed failed with. */
export function readError({ error, node_id }: NodeExecutionRow): ExecutionError {
  return error === null
    ? executionError("Unknown", `node ${node_id} failed`, Kind.UNKNOWN)
    : fromBinary(ExecutionErrorSchema, error);
}
