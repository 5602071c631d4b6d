import { create, fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import type {
  DynamicWorkflowNodeMetadata,
  NodeExecutionClosureSchema,
  NodeExecutionSchema,
} from "../../idl/gen/flyteidl/admin/node_execution_pb.ts";
import { DynamicWorkflowNodeMetadataSchema } from "../../idl/gen/flyteidl/admin/node_execution_pb.ts";
import { type CatalogCacheStatus, CatalogMetadataSchema } from "../../idl/gen/flyteidl/core/catalog_pb.ts";
import { CompiledWorkflowClosureSchema } from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import { ExecutionErrorSchema, NodeExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import type { NodeExecutionIdentifier } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { missingEntity, missingField } from "../answers/refusals.ts";
import type { ControlPlane } from "../control-plane.ts";
import type { ExecutionKey } from "../database/executions.ts";
import { type Condition, type ListFields, readEnum, readTime } from "../database/filters.ts";
import { is, listRows } from "../database/list-rows.ts";
import { type NodeExecutionRow, readNode } from "../engine/records/node-executions.ts";
import { timesOf } from "../executions/execution-message.ts";
import { getExecution } from "./execution-calls.ts";
import { runData } from "./run-data.ts";

const fields: ListFields = {
  node_id: { sql: "node_id" },
  phase: { sql: "phase", read: readEnum(Phase) },
  created_at: { sql: "created_at", read: readTime },
  started_at: { sql: "started_at", read: readTime },
  updated_at: { sql: "updated_at", read: readTime },
};

const listing = { select: "* FROM node_executions", fields, orderBy: "rowid" };

/** Nodes of executions. */
export function nodeExecutionCalls(
  plane: ControlPlane,
): Pick<
  ServiceImpl<typeof AdminService>,
  | "getDynamicNodeWorkflow"
  | "getNodeExecution"
  | "getNodeExecutionData"
  | "listNodeExecutions"
  | "listNodeExecutionsForTask"
> {
  const { database } = plane;
  const inside = (key: ExecutionKey, parent: string): readonly Condition[] => [
    is("project", key.project),
    is("domain", key.domain),
    is("name", key.name),
    parent === "" ? { sql: "parent_id IS NULL", values: [] } : is("parent_id", parent),
  ];
  return {
    getNodeExecution: ({ id }) => nodeMessage(getNode(plane, id)),
    getNodeExecutionData({ id }) {
      const row = getNode(plane, id);
      const dynamic = dynamicWorkflow(plane, row);
      const { project, domain, name, node_id, input_uri, output_uri, deck_uri } = row;
      const url = `flyte://v1/${project}/${domain}/${name}/${node_id}`;
      return {
        ...runData(plane, input_uri, output_uri),
        ...(dynamic === undefined ? {} : { dynamicWorkflow: dynamic }),
        flyteUrls: { inputs: `${url}/i`, outputs: `${url}/o`, deck: deck_uri === null ? "" : `${url}/d` },
      };
    },
    getDynamicNodeWorkflow({ id }) {
      const compiledWorkflow = dynamicWorkflow(plane, getNode(plane, id))?.compiledWorkflow;
      if (compiledWorkflow === undefined) throw missingEntity("dynamic workflow of node", id?.nodeId ?? "");
      return { compiledWorkflow };
    },
    listNodeExecutions(request) {
      const execution = getExecution(plane, request.workflowExecutionId);
      const { rows, token } = listRows<NodeExecutionRow>(
        database,
        listing,
        inside(execution, request.uniqueParentId),
        request,
      );
      return { nodeExecutions: rows.map(nodeMessage), token };
    },
    listNodeExecutionsForTask(request) {
      const { nodeId = "", executionId } = request.taskExecutionId?.nodeExecutionId ?? {};
      const execution = getExecution(plane, executionId);
      const { rows, token } = listRows<NodeExecutionRow>(database, listing, inside(execution, nodeId), request);
      return { nodeExecutions: rows.map(nodeMessage), token };
    },
  };
}

/** The row of a node; throws NOT_FOUND where there is none. */
export function getNode(plane: ControlPlane, id: NodeExecutionIdentifier | undefined): NodeExecutionRow {
  if (id === undefined) throw missingField("id");
  const { project, domain, name } = getExecution(plane, id.executionId);
  const row = readNode(plane.database, { project, domain, name, node_id: id.nodeId });
  if (row === undefined) throw missingEntity("node execution", `${project}:${domain}:${name}:${id.nodeId}`);
  return row;
}

function dynamicWorkflow({ objects }: ControlPlane, row: NodeExecutionRow): DynamicWorkflowNodeMetadata | undefined {
  const bytes = row.dynamic_closure_uri === null ? undefined : objects.read(row.dynamic_closure_uri);
  if (bytes === undefined) return undefined;
  const compiledWorkflow = fromBinary(CompiledWorkflowClosureSchema, bytes);
  const id = compiledWorkflow.primary?.template?.id;
  return create(DynamicWorkflowNodeMetadataSchema, {
    compiledWorkflow,
    dynamicJobSpecUri: row.dynamic_job_uri ?? "",
    ...(id === undefined ? {} : { id }),
  });
}

function nodeMessage(row: NodeExecutionRow): MessageInitShape<typeof NodeExecutionSchema> {
  const { project, domain, name } = row;
  return {
    id: { nodeId: row.node_id, executionId: { project, domain, name } },
    inputUri: row.input_uri,
    closure: {
      phase: row.phase as Phase,
      outputResult: outcome(row),
      ...timesOf(row),
      targetMetadata: targetOf(row),
      deckUri: row.deck_uri ?? "",
      dynamicJobSpecUri: row.dynamic_job_uri ?? "",
    },
    metadata: {
      retryGroup: row.retry_group,
      isParentNode: row.is_parent === 1,
      specNodeId: row.spec_node_id,
      isDynamic: row.is_dynamic === 1,
      isArray: row.is_array === 1,
    },
  };
}

type ClosureInit = MessageInitShape<typeof NodeExecutionClosureSchema>;

function outcome(row: NodeExecutionRow): NonNullable<ClosureInit["outputResult"]> {
  if (row.error !== null) return { case: "error", value: fromBinary(ExecutionErrorSchema, row.error) };
  return row.output_uri === null ? { case: undefined } : { case: "outputUri", value: row.output_uri };
}

function targetOf(row: NodeExecutionRow): NonNullable<ClosureInit["targetMetadata"]> {
  const { project, domain, child_execution, cache_status, cache_key } = row;
  if (child_execution !== null) {
    return { case: "workflowNodeMetadata", value: { executionId: { project, domain, name: child_execution } } };
  }
  if (cache_status === null) return { case: undefined };
  const key = cache_key === null ? {} : { catalogKey: fromBinary(CatalogMetadataSchema, cache_key) };
  return { case: "taskNodeMetadata", value: { cacheStatus: cache_status as CatalogCacheStatus, ...key } };
}
