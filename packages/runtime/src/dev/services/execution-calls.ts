import { create, fromBinary } from "@bufbuild/protobuf";
import { Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";
import {
  type Execution,
  type ExecutionCreateRequest,
  ExecutionMetadata_ExecutionMode as ExecutionMode,
  ExecutionSpecSchema,
  ExecutionState,
} from "../../idl/gen/flyteidl/admin/execution_pb.ts";
import {
  ExecutionError_ErrorKind,
  WorkflowExecution_Phase as Phase,
} from "../../idl/gen/flyteidl/core/execution_pb.ts";
import {
  type WorkflowExecutionIdentifier,
  WorkflowExecutionIdentifierSchema,
} from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { missingEntity, missingField } from "../answers/refusals.ts";
import type { ControlPlane } from "../control-plane.ts";
import { type ExecutionRow, readExecution, updateExecution } from "../database/executions.ts";
import { type ListFields, readEnum, readNumber, readTime } from "../database/filters.ts";
import { is, listRows } from "../database/list-rows.ts";
import { executionMessage, executionPath } from "../executions/execution-message.ts";
import { type ExecutionOrigin, recordExecution } from "../executions/record-execution.ts";
import { launchOrigin } from "../executions/stored-entities.ts";
import { checkFields } from "../rules/identifiers.ts";
import { terminalPhases } from "../rules/notifications.ts";
import { dataBlob } from "./data-blob.ts";
import { executionSpan } from "./execution-metrics.ts";

/** Executions are found by their tags too. */
const tags = `(SELECT group_concat(tag) FROM execution_tags WHERE execution_tags.project = executions.project
 AND execution_tags.domain = executions.domain AND execution_tags.name = executions.name)`;

const fields: ListFields = {
  project: { sql: "project" },
  domain: { sql: "domain" },
  name: { sql: "name" },
  phase: { sql: "phase", read: readEnum(Phase) },
  state: { sql: "state", read: readEnum(ExecutionState) },
  mode: { sql: "mode", read: readEnum(ExecutionMode) },
  user: { sql: "principal" },
  error_kind: { sql: "error_kind", read: readEnum(ExecutionError_ErrorKind) },
  created_at: { sql: "created_at", read: readTime },
  execution_created_at: { sql: "created_at", read: readTime },
  execution_updated_at: { sql: "updated_at", read: readTime },
  started_at: { sql: "started_at", read: readTime },
  updated_at: { sql: "updated_at", read: readTime },
  duration: { sql: "((ended_at - started_at) / 1000.0)", read: readNumber },
  "workflow.name": { sql: "workflow_name" },
  "launch_plan.name": { sql: "launch_plan_name" },
  "task.name": { sql: "task_name" },
  "admin_tag.name": { sql: tags },
  "execution_tag.tag": { sql: tags },
};

/** Executions. */
export function executionCalls(
  plane: ControlPlane,
): Pick<
  ServiceImpl<typeof AdminService>,
  | "createExecution"
  | "getExecution"
  | "getExecutionData"
  | "getExecutionMetrics"
  | "listExecutions"
  | "recoverExecution"
  | "relaunchExecution"
  | "terminateExecution"
  | "updateExecution"
> {
  const { database, engine, now } = plane;

  const start = (request: Parameters<typeof recordExecution>[1], origin?: ExecutionOrigin) => {
    const { key, isRunnable } = recordExecution(plane, request, origin);
    if (isRunnable) engine.start(key);
    return { id: key };
  };

  /** The same launch plan, inputs and settings under another name. */
  const repeat = (
    id: WorkflowExecutionIdentifier | undefined,
    name: string,
    origin: ExecutionOrigin,
    change: Partial<Pick<NonNullable<Execution["spec"]>, "overwriteCache">> = {},
  ) => {
    const row = getExecution(plane, id);
    const spec = { ...fromBinary(ExecutionSpecSchema, row.spec), ...change };
    const inputs = fromBinary(LiteralMapSchema, row.given_inputs);
    const { project, domain } = row;
    const referenceExecution = create(WorkflowExecutionIdentifierSchema, { project, domain, name: row.name });
    const metadata = { ...origin.metadata, referenceExecution };
    return start({ project, domain, name, spec, inputs }, { ...origin, metadata });
  };

  return {
    createExecution: (request: ExecutionCreateRequest) => start(request, launchOrigin(request)),
    getExecution: ({ id }) => executionMessage(getExecution(plane, id), plane),
    getExecutionData({ id }) {
      const row = getExecution(plane, id);
      const fullInputs = fromBinary(LiteralMapSchema, row.inputs);
      const inputs = dataBlob(plane, executionPath(row, "inputs"), row.inputs);
      if (row.outputs === null) return { fullInputs, inputs, fullOutputs: create(LiteralMapSchema) };
      const outputs = dataBlob(plane, executionPath(row, "outputs"), row.outputs);
      return { fullInputs, inputs, fullOutputs: fromBinary(LiteralMapSchema, row.outputs), outputs };
    },
    getExecutionMetrics: ({ id, depth }) => ({ span: executionSpan(database, getExecution(plane, id), depth) }),
    listExecutions(request) {
      const { project = "", domain = "", name = "" } = request.id ?? {};
      checkFields({ project, domain });
      const { rows, token } = listRows<ExecutionRow>(
        database,
        { select: "* FROM executions", fields, orderBy: "created_at DESC, rowid DESC" },
        [is("project", project), is("domain", domain), ...(name === "" ? [] : [is("name", name)])],
        request,
      );
      return { executions: rows.map((row) => executionMessage(row, plane)), token };
    },
    relaunchExecution: ({ id, name, overwriteCache }) =>
      repeat(id, name, { mode: ExecutionMode.RELAUNCH }, overwriteCache ? { overwriteCache } : {}),
    recoverExecution: ({ id, name, metadata }) =>
      repeat(id, name, { mode: ExecutionMode.RECOVERED, ...(metadata === undefined ? {} : { metadata }) }),
    terminateExecution({ id, cause }) {
      const row = getExecution(plane, id);
      if (terminalPhases.has(row.phase as Phase)) {
        throw new ConnectError("Cannot abort an already terminated workflow execution", Code.FailedPrecondition);
      }
      engine.abort({ project: row.project, domain: row.domain, name: row.name }, cause);
      return {};
    },
    updateExecution({ id, state }) {
      updateExecution(database, getExecution(plane, id), { state, updated_at: now() });
      return {};
    },
  };
}

/** The row of an execution; throws NOT_FOUND where there is none. */
export function getExecution({ database }: ControlPlane, id: WorkflowExecutionIdentifier | undefined): ExecutionRow {
  if (id === undefined) throw missingField("id");
  const { project, domain, name } = id;
  checkFields({ project, domain, name });
  const row = readExecution(database, { project, domain, name });
  if (row === undefined) throw missingEntity("execution", `project:"${project}" domain:"${domain}" name:"${name}"`);
  return row;
}
