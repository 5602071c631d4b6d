/** What is recorded of attempts as they begin. */
import { create, toBinary } from "@bufbuild/protobuf";
import { TaskExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { IdentifierSchema } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { AttemptPlace } from "./attempt-place.ts";
import type { NodeContext } from "./node-context.ts";
import { insertAttempt, type TaskExecutionRow, updateAttempt } from "./records/task-executions.ts";

/** Records an attempt as running, whether it is there already or not. */
export function writeAttempt(context: NodeContext, template: TaskTemplate, place: AttemptPlace, now: number): void {
  const { engine, key } = context.scope.run;
  const { project, domain, name } = key;
  const phase = Phase.RUNNING;
  const row: TaskExecutionRow = {
    ...{ project, domain, name },
    node_id: context.row.node_id,
    attempt: place.attempt,
    task: toBinary(IdentifierSchema, template.id ?? create(IdentifierSchema)),
    task_type: template.type,
    phase,
    is_parent: 0,
    fault: null,
    input_uri: context.row.input_uri,
    output_uri: null,
    log_uri: place.logUri,
    reason: "",
    error: null,
    created_at: now,
    started_at: now,
    updated_at: now,
    ended_at: null,
  };
  if (!insertAttempt(engine.database, row))
    updateAttempt(engine.database, row, { phase, started_at: now, updated_at: now });
}

/** An attempt that this server ends because it ends itself starts over with the next one, and counts for nothing. */
export function returnToQueue(context: NodeContext, attempt: number): void {
  const { engine } = context.scope.run;
  const { project, domain, name, node_id } = context.row;
  const key = { project, domain, name, node_id, attempt };
  engine.database.transaction(() => updateAttempt(engine.database, key, { phase: Phase.QUEUED }));
}
