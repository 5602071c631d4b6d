import type { ExecutionError } from "./execution.ts";
import type {
  NodeExecutionIdentifier,
  TaskExecutionIdentifier,
  WorkflowExecutionIdentifier,
} from "./execution-identifier.ts";

/** flyteidl's `core.NodeExecution.Phase`. */
export type NodeExecutionPhase =
  | "undefined"
  | "queued"
  | "running"
  | "succeeded"
  | "failing"
  | "failed"
  | "aborted"
  | "skipped"
  | "timed-out"
  | "dynamic-running"
  | "recovered";

/** flyteidl's `core.CatalogCacheStatus`. */
export type CacheStatus =
  | "disabled"
  | "miss"
  | "hit"
  | "populated"
  | "lookup-failure"
  | "put-failure"
  | "skipped"
  | "evicted";

/** flyteidl's `admin.NodeExecution`. */
export interface NodeExecution {
  readonly id: NodeExecutionIdentifier;
  readonly inputUri: string;
  readonly metadata: {
    readonly retryGroup: string;
    /** Whether there are nodes inside of it. */
    readonly isParentNode: boolean;
    /** The node's id in the workflow. */
    readonly specNodeId: string;
    readonly isDynamic: boolean;
    readonly isArray: boolean;
  };
  readonly closure: {
    readonly phase: NodeExecutionPhase;
    readonly error?: ExecutionError;
    readonly createdAt?: Date;
    readonly startedAt?: Date;
    readonly updatedAt?: Date;
    /** In milliseconds. */
    readonly duration?: number;
    /** `""` where there is no deck. */
    readonly deckUri: string;
    readonly dynamicJobSpecUri: string;
    /** Of a node that runs a task. */
    readonly cacheStatus?: CacheStatus;
    /** The execution that a launch plan's node started. */
    readonly workflowExecutionId?: WorkflowExecutionIdentifier;
  };
}

/** flyteidl's `core.TaskExecution.Phase`. */
export type TaskExecutionPhase =
  | "undefined"
  | "queued"
  | "running"
  | "succeeded"
  | "aborted"
  | "failed"
  | "initializing"
  | "waiting-for-resources"
  | "retryable-failed";

/** A page with logs; flyteidl's `core.TaskLog`. */
export interface TaskLog {
  readonly uri: string;
  readonly name: string;
}

/** flyteidl's `admin.TaskExecution`: one attempt of a task. */
export interface TaskExecution {
  readonly id: TaskExecutionIdentifier;
  readonly inputUri: string;
  readonly isParent: boolean;
  readonly closure: {
    readonly phase: TaskExecutionPhase;
    readonly taskType: string;
    readonly error?: ExecutionError;
    readonly logs: readonly TaskLog[];
    /** What the platform says of the phase. */
    readonly reason: string;
    readonly reasons: readonly { readonly occurredAt?: Date; readonly message: string }[];
    readonly createdAt?: Date;
    readonly startedAt?: Date;
    readonly updatedAt?: Date;
    /** In milliseconds. */
    readonly duration?: number;
  };
}
