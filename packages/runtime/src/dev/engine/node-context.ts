/** What is known where nodes run. */
import type { ExecutionSpec } from "../../idl/gen/flyteidl/admin/execution_pb.ts";
import type { ExecutionError } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import type { Binding, Literal } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type {
  Node,
  WorkflowMetadata_OnFailurePolicy,
  WorkflowTemplate,
} from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import type { ExecutionKey, ExecutionRow } from "../database/executions.ts";
import type { EngineContext } from "./engine-context.ts";
import type { NodeOutputs } from "./node-outputs.ts";
import type { NodeChange, NodeExecutionRow } from "./records/node-executions.ts";
import type { Room } from "./room.ts";
import type { ParentNode } from "./unique-id.ts";

/** One execution that runs. */
export interface Run {
  readonly engine: EngineContext;
  readonly key: ExecutionKey;
  readonly row: ExecutionRow;
  readonly spec: ExecutionSpec;
  /** For nodes of this execution that run at a time. */
  readonly room: Room;
  /** The execution whose successful nodes count here. */
  readonly recovered?: ExecutionKey | undefined;
  /** Whether a server before this one has begun with it. */
  readonly isResumed: boolean;
  /** How what stands inside of nodes is run. */
  readonly inside: RunInside;
}

/** What nodes that hold others run them with. */
export interface RunInside {
  /** @param given what an element of an array knows already, in place of its bindings */
  readonly node: (
    scope: GraphScope,
    node: Node,
    row: NodeExecutionRow,
    given?: Pick<NodeContext, "inputs" | "folder" | "room" | "environment">,
  ) => Promise<NodeResult>;
  readonly graph: (scope: GraphScope, graph: Graph) => Promise<GraphResult>;
  readonly workflow: (scope: GraphScope, workflow: WorkflowTemplate) => Promise<GraphResult>;
}

/** What of a workflow or of a dynamic task's job is run. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly outputs: readonly Binding[];
  readonly onFailure: WorkflowMetadata_OnFailurePolicy;
}

/** How a graph ended. */
export type GraphResult =
  | { readonly kind: "succeeded"; readonly outputs: { readonly [name: string]: Literal } }
  | {
      readonly kind: "failed";
      readonly error: ExecutionError;
      readonly failedNodeId: string;
      readonly isFatal: boolean;
    }
  | { readonly kind: "aborted" };

/** A graph of nodes that runs. */
export interface GraphScope {
  readonly run: Run;
  /** The node that the graph is inside of. */
  readonly parent?: ParentNode | undefined;
  /** Aborted where nothing of the graph is to run any more; its reason is a text. */
  readonly signal: AbortSignal;
  /** Outputs of the nodes that have ended; the graph's inputs stand under `start-node`. */
  readonly outputs: Map<string, NodeOutputs>;
  readonly tasks: ReadonlyMap<string, TaskTemplate>;
  readonly workflows: ReadonlyMap<string, WorkflowTemplate>;
}

/** A node that runs. */
export interface NodeContext {
  readonly scope: GraphScope;
  readonly node: Node;
  readonly row: NodeExecutionRow;
  /** Where its attempts lie, as a path in the store. */
  readonly folder: string;
  readonly inputs: { readonly [name: string]: Literal };
  readonly signal: AbortSignal;
  /** What its attempts wait for beside the engine's. */
  readonly room: Room;
  /** Variables of its containers beyond those that every container gets. */
  readonly environment?: { readonly [name: string]: string };
}

/** How a node ended. What has to be written with that end is written in the same transaction. */
export type NodeResult = { readonly record?: () => void } & (
  | { readonly kind: "succeeded"; readonly outputs: NodeOutputs; readonly change?: NodeChange }
  | {
      readonly kind: "failed";
      readonly error: ExecutionError;
      readonly isTimeout?: boolean;
      /** The execution cannot go on, whatever its failure policy says. */
      readonly isFatal?: boolean;
      readonly change?: NodeChange;
    }
  | { readonly kind: "aborted" }
);

/** A result of a failure. */
export function failed(error: ExecutionError): NodeResult {
  return { kind: "failed", error };
}

/** Where the files of a node lie, as a path in the store. */
export function nodeFolder({ project, domain, name }: ExecutionKey, nodeId: string): string {
  return `metadata/${project}-${domain}-${name}/${nodeId}/data`;
}

/** Why something was aborted. */
export function abortReason(signal: AbortSignal): string {
  return typeof signal.reason === "string" ? signal.reason : "aborted";
}
