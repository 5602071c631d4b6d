import { fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { type Duration, durationFromMs, type Timestamp, timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Notification } from "../../idl/gen/flyteidl/admin/common_pb.ts";
import {
  type ExecutionClosureSchema,
  type ExecutionSchema,
  type ExecutionSpec,
  ExecutionSpecSchema,
  type ExecutionState,
} from "../../idl/gen/flyteidl/admin/execution_pb.ts";
import { LaunchPlanSpecSchema } from "../../idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { ExecutionErrorSchema, WorkflowExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { IdentifierSchema } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { ControlPlane } from "../control-plane.ts";
import type { Database } from "../database/database.ts";
import { readEntity } from "../database/entities.ts";
import type { ExecutionKey, ExecutionRow } from "../database/executions.ts";
import type { ObjectFolder } from "../objects/object-folder.ts";

/** An execution as the API shows it. */
export function executionMessage(
  row: ExecutionRow,
  { database, objects }: Pick<ControlPlane, "database" | "objects">,
): MessageInitShape<typeof ExecutionSchema> {
  const { project, domain, name } = row;
  const spec = fromBinary(ExecutionSpecSchema, row.spec);
  return {
    id: { project, domain, name },
    spec,
    closure: {
      phase: row.phase as Phase,
      outputResult: outcome(row, objects),
      ...timesOf(row),
      workflowId: fromBinary(IdentifierSchema, row.workflow),
      notifications: notificationsOf(database, row, spec),
      stateChangeDetails: { state: row.state as ExecutionState, occurredAt: timestampFromMs(row.created_at) },
    },
  };
}

/** Who would be told of an execution: those whom it names itself, else those of its launch plan. */
function notificationsOf(
  database: Database,
  { launch_plan }: ExecutionRow,
  { notificationOverrides }: ExecutionSpec,
): Notification[] {
  if (notificationOverrides.case === "disableAll" && notificationOverrides.value) return [];
  if (notificationOverrides.case === "notifications" && notificationOverrides.value.notifications.length > 0) {
    return notificationOverrides.value.notifications;
  }
  const plan = readEntity(database, fromBinary(IdentifierSchema, launch_plan));
  return plan === undefined ? [] : (fromBinary(LaunchPlanSpecSchema, plan.spec).entityMetadata?.notifications ?? []);
}

/** Where the inputs or outputs of an execution lie, as a path in the store. */
export function executionPath({ project, domain, name }: ExecutionKey, part: "inputs" | "outputs"): string {
  return `metadata/${project}/${domain}/${name}/${part}.pb`;
}

function outcome(
  row: ExecutionRow,
  objects: ObjectFolder,
): NonNullable<MessageInitShape<typeof ExecutionClosureSchema>["outputResult"]> {
  const isAborted = row.phase === Phase.ABORTED || row.phase === Phase.ABORTING;
  if (isAborted && row.abort_cause !== null) {
    return { case: "abortMetadata", value: { cause: row.abort_cause, principal: row.abort_principal ?? "" } };
  }
  if (row.error !== null) return { case: "error", value: fromBinary(ExecutionErrorSchema, row.error) };
  if (row.outputs === null) return { case: undefined };
  // By address, as the server does: there are clients that read nothing else.
  const uri = objects.uriOf(executionPath(row, "outputs"));
  if (objects.size(uri) === undefined) objects.write(uri, row.outputs);
  return { case: "outputs", value: { data: { case: "uri", value: uri } } };
}

/** The times of a row. */
interface RowTimes {
  readonly created_at: number;
  readonly started_at: number | null;
  readonly updated_at: number;
  readonly ended_at: number | null;
}

/** The times of a message. */
interface MessageTimes {
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
  readonly startedAt?: Timestamp;
  readonly duration?: Duration;
}

/** The times of what runs; the duration is that between start and end. */
export function timesOf({ created_at, started_at, updated_at, ended_at }: RowTimes): MessageTimes {
  const hasEnded = started_at !== null && ended_at !== null;
  return {
    createdAt: timestampFromMs(created_at),
    updatedAt: timestampFromMs(updated_at),
    ...(started_at === null ? {} : { startedAt: timestampFromMs(started_at) }),
    ...(hasEnded ? { duration: durationFromMs(Math.max(0, ended_at - started_at)) } : {}),
  };
}
