/** What is recorded of attempts as they begin. */
import { create, toBinary } from "@bufbuild/protobuf";
import { TaskExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { IdentifierSchema } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { AttemptPlace } from "./attempt-place.ts";
import type { NodeContext } from "./node-context.ts";
import { insertAttempt, type TaskExecutionRow, updateAttempt } from "./records/task-executions.ts";

/** An attempt of a node's task that has begun. */
export function attemptRow(
  { scope, row }: NodeContext,
  { id, type }: TaskTemplate,
  { attempt, logUri }: { readonly attempt: number; readonly logUri: string | null },
  now: number,
): TaskExecutionRow {
  const { project, domain, name } = scope.run.key;
  return {
    ...{ project, domain, name },
    node_id: row.node_id,
    attempt,
    task: toBinary(IdentifierSchema, id ?? create(IdentifierSchema)),
    task_type: type,
    phase: Phase.RUNNING,
    is_parent: 0,
    fault: null,
    input_uri: row.input_uri,
    output_uri: null,
    log_uri: logUri,
    reason: "",
    error: null,
    created_at: now,
    started_at: now,
    updated_at: now,
    ended_at: null,
  };
}

/** Records an attempt as running, whether it is there already or not. */
export function writeAttempt(context: NodeContext, template: TaskTemplate, place: AttemptPlace, now: number): void {
  const { database } = context.scope.run.engine;
  const row = attemptRow(context, template, place, now);
  if (!insertAttempt(database, row)) {
    updateAttempt(database, row, { phase: row.phase, started_at: now, updated_at: now });
  }
}

/** An attempt that this server ends because it ends itself starts over with the next one, and counts for nothing. */
export function returnToQueue(context: NodeContext, attempt: number): void {
  const { engine } = context.scope.run;
  const { project, domain, name, node_id } = context.row;
  const key = { project, domain, name, node_id, attempt };
  engine.database.transaction(() => updateAttempt(engine.database, key, { phase: Phase.QUEUED }));
}
