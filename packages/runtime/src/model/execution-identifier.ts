import type { Identifier } from "./identifier.ts";

/** flyteidl's `core.WorkflowExecutionIdentifier`. */
export interface WorkflowExecutionIdentifier {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
}

/** flyteidl's `core.NodeExecutionIdentifier`. */
export interface NodeExecutionIdentifier {
  readonly executionId: WorkflowExecutionIdentifier;
  readonly nodeId: string;
}

/** flyteidl's `core.TaskExecutionIdentifier`. */
export interface TaskExecutionIdentifier {
  readonly taskId: Identifier;
  readonly nodeExecutionId: NodeExecutionIdentifier;
  /** Counts from 0. */
  readonly retryAttempt: number;
}

/** flyteidl's `core.SignalIdentifier`. */
export interface SignalIdentifier {
  readonly executionId: WorkflowExecutionIdentifier;
  readonly signalId: string;
}

/** flyteidl's `admin.NamedEntityIdentifier`: all versions of one entity. */
export interface NamedEntityIdentifier {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
}
