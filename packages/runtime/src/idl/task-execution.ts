import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { TaskExecution, TaskExecutionPhase } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import { executionErrorFromIdl } from "./execution-error.ts";
import { taskExecutionIdFromIdl } from "./execution-identifier.ts";
import type {
  TaskExecution as IdlTaskExecution,
  TaskExecutionClosure as IdlTaskExecutionClosure,
} from "./gen/flyteidl/admin/task_execution_pb.ts";
import { TaskExecution_Phase } from "./gen/flyteidl/core/execution_pb.ts";
import { required } from "./required.ts";
import { timesFromIdl } from "./times.ts";
import { within } from "./within.ts";

const phases = {
  undefined: TaskExecution_Phase.UNDEFINED,
  queued: TaskExecution_Phase.QUEUED,
  running: TaskExecution_Phase.RUNNING,
  succeeded: TaskExecution_Phase.SUCCEEDED,
  aborted: TaskExecution_Phase.ABORTED,
  failed: TaskExecution_Phase.FAILED,
  initializing: TaskExecution_Phase.INITIALIZING,
  "waiting-for-resources": TaskExecution_Phase.WAITING_FOR_RESOURCES,
  "retryable-failed": TaskExecution_Phase.RETRYABLE_FAILED,
} as const satisfies { [name in TaskExecutionPhase]: number };

/** Reads an `admin.TaskExecution`; errors name the task. What plugins add of their own is left out. */
export function taskExecutionFromIdl(execution: IdlTaskExecution): TaskExecution {
  const message = "flyteidl.admin.TaskExecution";
  const id = taskExecutionIdFromIdl(required(execution.id, message, "id"));
  return within(`task "${id.taskId.name}", attempt ${id.retryAttempt}`, () => ({
    id,
    inputUri: execution.inputUri,
    isParent: execution.isParent,
    closure: closureFromIdl(required(execution.closure, message, "closure")),
  }));
}

function closureFromIdl(closure: IdlTaskExecutionClosure): TaskExecution["closure"] {
  const { outputResult: result } = closure;
  return {
    phase: enumName(phases, closure.phase, "flyteidl.core.TaskExecution.Phase"),
    taskType: closure.taskType,
    ...(result.case === "error" ? { error: executionErrorFromIdl(result.value) } : {}),
    logs: closure.logs.map(({ uri, name }) => ({ uri, name })),
    reason: closure.reason,
    reasons: closure.reasons.map(({ occurredAt, message }) => ({
      ...(occurredAt === undefined ? {} : { occurredAt: timestampDate(occurredAt) }),
      message,
    })),
    ...timesFromIdl(closure),
  };
}
