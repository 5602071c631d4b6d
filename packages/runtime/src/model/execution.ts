import type { NodeExecutionIdentifier, WorkflowExecutionIdentifier } from "./execution-identifier.ts";
import type { Identifier } from "./identifier.ts";
import type { Notification } from "./launch-plan.ts";
import type { SecurityContext } from "./task-template.ts";

/** flyteidl's `core.WorkflowExecution.Phase`. */
export type WorkflowExecutionPhase =
  | "undefined"
  | "queued"
  | "running"
  | "succeeding"
  | "succeeded"
  | "failing"
  | "failed"
  | "aborted"
  | "timed-out"
  | "aborting";

/** flyteidl's `core.ExecutionError`. */
export interface ExecutionError {
  readonly code: string;
  readonly message: string;
  /** Where the whole document lies; `""` is nowhere. */
  readonly errorUri: string;
  readonly kind: "unknown" | "user" | "system";
}

/** How an execution came to be; flyteidl's `admin.ExecutionMetadata`. */
export interface ExecutionMetadata {
  readonly mode: "manual" | "scheduled" | "system" | "relaunch" | "child-workflow" | "recovered" | "trigger";
  /** Who or what started it. */
  readonly principal: string;
  /** How many executions it is inside of. */
  readonly nesting: number;
  readonly scheduledAt?: Date;
  readonly parentNodeExecution?: NodeExecutionIdentifier;
  /** What it was relaunched or recovered from. */
  readonly referenceExecution?: WorkflowExecutionIdentifier;
}

/** flyteidl's `admin.ExecutionSpec`. */
export interface ExecutionSpec {
  /** What runs: a launch plan, or a task on its own. */
  readonly launchPlan: Identifier;
  readonly metadata?: ExecutionMetadata;
  /** In place of those of the launch plan; an empty list is none at all. */
  readonly notifications?: readonly Notification[];
  readonly labels: { readonly [key: string]: string };
  readonly annotations: { readonly [key: string]: string };
  readonly securityContext?: SecurityContext;
  /** `""` is the launch plan's. */
  readonly rawOutputDataPrefix: string;
  /** How many nodes run at a time; 0 is the launch plan's. */
  readonly maxParallelism: number;
  readonly interruptible?: boolean;
  readonly overwriteCache: boolean;
  readonly envs: { readonly [name: string]: string };
  readonly tags: readonly string[];
  /** `""` is any. */
  readonly clusterPool: string;
  /** `""` is any. */
  readonly executionClusterLabel: string;
}

/** flyteidl's `admin.ExecutionClosure`, without inputs and outputs, which are asked for on their own. */
export interface ExecutionClosure {
  readonly phase: WorkflowExecutionPhase;
  readonly workflowId?: Identifier;
  readonly error?: ExecutionError;
  /** Why it was aborted, and by whom. */
  readonly abort?: { readonly cause: string; readonly principal: string };
  readonly createdAt?: Date;
  readonly startedAt?: Date;
  readonly updatedAt?: Date;
  /** In milliseconds. */
  readonly duration?: number;
  readonly isArchived: boolean;
}

/** flyteidl's `admin.Execution`. */
export interface Execution {
  readonly id: WorkflowExecutionIdentifier;
  readonly spec: ExecutionSpec;
  readonly closure: ExecutionClosure;
}
