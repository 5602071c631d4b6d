import type { Execution, ExecutionClosure, WorkflowExecutionPhase } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import { executionErrorFromIdl } from "./execution-error.ts";
import { answeredIdFromIdl, executionIdFromIdl } from "./execution-identifier.ts";
import { executionSpecFromIdl } from "./execution-spec.ts";
import {
  ExecutionState,
  type Execution as IdlExecution,
  type ExecutionClosure as IdlExecutionClosure,
} from "./gen/flyteidl/admin/execution_pb.ts";
import { WorkflowExecution_Phase } from "./gen/flyteidl/core/execution_pb.ts";
import { required } from "./required.ts";
import { timesFromIdl } from "./times.ts";
import { within } from "./within.ts";

const phases = {
  undefined: WorkflowExecution_Phase.UNDEFINED,
  queued: WorkflowExecution_Phase.QUEUED,
  running: WorkflowExecution_Phase.RUNNING,
  succeeding: WorkflowExecution_Phase.SUCCEEDING,
  succeeded: WorkflowExecution_Phase.SUCCEEDED,
  failing: WorkflowExecution_Phase.FAILING,
  failed: WorkflowExecution_Phase.FAILED,
  aborted: WorkflowExecution_Phase.ABORTED,
  "timed-out": WorkflowExecution_Phase.TIMED_OUT,
  aborting: WorkflowExecution_Phase.ABORTING,
} as const satisfies { [name in WorkflowExecutionPhase]: number };

/** Reads an `admin.Execution`; errors name it. */
export function executionFromIdl(execution: IdlExecution): Execution {
  const message = "flyteidl.admin.Execution";
  const id = executionIdFromIdl(required(execution.id, message, "id"));
  return within(`execution "${id.name}"`, () => ({
    id,
    spec: executionSpecFromIdl(required(execution.spec, message, "spec")),
    closure: closureFromIdl(required(execution.closure, message, "closure")),
  }));
}

function closureFromIdl(closure: IdlExecutionClosure): ExecutionClosure {
  const { outputResult: result, workflowId } = closure;
  return {
    phase: enumName(phases, closure.phase, "flyteidl.core.WorkflowExecution.Phase"),
    ...(workflowId === undefined ? {} : { workflowId: answeredIdFromIdl(workflowId, "workflow") }),
    ...(result.case === "error" ? { error: executionErrorFromIdl(result.value) } : {}),
    ...(result.case === "abortMetadata"
      ? { abort: { cause: result.value.cause, principal: result.value.principal } }
      : {}),
    ...(result.case === "abortCause" ? { abort: { cause: result.value, principal: "" } } : {}),
    ...timesFromIdl(closure),
    isArchived: closure.stateChangeDetails?.state === ExecutionState.EXECUTION_ARCHIVED,
  };
}
