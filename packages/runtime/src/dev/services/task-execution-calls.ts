import { fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import type {
  TaskExecutionClosureSchema,
  TaskExecutionSchema,
} from "../../idl/gen/flyteidl/admin/task_execution_pb.ts";
import type { CatalogCacheStatus } from "../../idl/gen/flyteidl/core/catalog_pb.ts";
import {
  ExecutionErrorSchema,
  TaskExecution_Phase as Phase,
  TaskLog_MessageFormat,
} from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { IdentifierSchema, type TaskExecutionIdentifier } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { ExternalResourceInfoSchema } from "../../idl/gen/flyteidl/event/event_pb.ts";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { missingEntity, missingField } from "../answers/refusals.ts";
import type { ControlPlane } from "../control-plane.ts";
import { type ListFields, readEnum, readNumber, readTime } from "../database/filters.ts";
import { is, listRows } from "../database/list-rows.ts";
import {
  attemptsOfElements,
  type ElementAttemptRow,
  readAttempt,
  type TaskExecutionRow,
} from "../engine/records/task-executions.ts";
import { timesOf } from "../executions/execution-message.ts";
import { linkTo } from "./data-blob.ts";
import { getNode } from "./node-execution-calls.ts";
import { runData } from "./run-data.ts";

const fields: ListFields = {
  phase: { sql: "phase", read: readEnum(Phase) },
  retry_attempt: { sql: "attempt", read: readNumber },
  task_type: { sql: "task_type" },
  created_at: { sql: "created_at", read: readTime },
  started_at: { sql: "started_at", read: readTime },
  updated_at: { sql: "updated_at", read: readTime },
};

/** Attempts of tasks. */
export function taskExecutionCalls(
  plane: ControlPlane,
): Pick<ServiceImpl<typeof AdminService>, "getTaskExecution" | "getTaskExecutionData" | "listTaskExecutions"> {
  return {
    getTaskExecution: ({ id }) => attemptMessage(plane, getAttempt(plane, id)),
    getTaskExecutionData({ id }) {
      const row = getAttempt(plane, id);
      const url = `flyte://v1/${row.project}/${row.domain}/${row.name}/${row.node_id}/${row.attempt}`;
      return {
        ...runData(plane, row.input_uri, row.output_uri),
        flyteUrls: { inputs: `${url}/i`, outputs: `${url}/o`, deck: "" },
      };
    },
    listTaskExecutions(request) {
      const { project, domain, name, node_id } = getNode(plane, request.nodeExecutionId);
      const { rows, token } = listRows<TaskExecutionRow>(
        plane.database,
        { select: "* FROM task_executions", fields, orderBy: "attempt" },
        [is("project", project), is("domain", domain), is("name", name), is("node_id", node_id)],
        request,
      );
      return { taskExecutions: rows.map((row) => attemptMessage(plane, row)), token };
    },
  };
}

function getAttempt(plane: ControlPlane, id: TaskExecutionIdentifier | undefined): TaskExecutionRow {
  if (id === undefined) throw missingField("id");
  const { project, domain, name, node_id } = getNode(plane, id.nodeExecutionId);
  const row = readAttempt(plane.database, { project, domain, name, node_id, attempt: id.retryAttempt });
  if (row !== undefined) return row;
  throw missingEntity("task execution", `${project}:${domain}:${name}:${node_id}, attempt ${id.retryAttempt}`);
}

function attemptMessage(plane: ControlPlane, row: TaskExecutionRow): MessageInitShape<typeof TaskExecutionSchema> {
  const { project, domain, name, node_id } = row;
  const elements = attemptsOfElements(plane.database, row);
  return {
    id: {
      taskId: fromBinary(IdentifierSchema, row.task),
      nodeExecutionId: { nodeId: node_id, executionId: { project, domain, name } },
      retryAttempt: row.attempt,
    },
    inputUri: row.input_uri,
    isParent: row.is_parent === 1,
    closure: {
      phase: row.phase as Phase,
      outputResult: outcome(row),
      ...timesOf(row),
      taskType: row.task_type,
      reason: row.reason,
      logs: logsOf(plane, row),
      ...(elements.length === 0 ? {} : { metadata: { externalResources: resourcesOf(plane, elements) } }),
    },
  };
}

function logsOf(plane: ControlPlane, { log_uri }: TaskExecutionRow) {
  const uri = log_uri === null ? "" : linkTo(plane, log_uri);
  return uri === "" ? [] : [{ uri, name: "Log", messageFormat: TaskLog_MessageFormat.UNKNOWN }];
}

/** An array's containers: each attempt of each element. */
function resourcesOf(
  plane: ControlPlane,
  elements: readonly ElementAttemptRow[],
): MessageInitShape<typeof ExternalResourceInfoSchema>[] {
  return elements.map((row) => ({
    externalId: `${row.name}-${row.node_id}-${row.attempt}`,
    index: row.element,
    retryAttempt: row.attempt,
    phase: row.phase as Phase,
    logs: logsOf(plane, row),
    ...(row.cache_status === null ? {} : { cacheStatus: row.cache_status as CatalogCacheStatus }),
  }));
}

function outcome(
  row: TaskExecutionRow,
): NonNullable<MessageInitShape<typeof TaskExecutionClosureSchema>["outputResult"]> {
  if (row.error !== null) return { case: "error", value: fromBinary(ExecutionErrorSchema, row.error) };
  return row.output_uri === null ? { case: undefined } : { case: "outputUri", value: row.output_uri };
}
