import type { ArrayNode } from "./array-node.ts";
import type { Binding } from "./binding.ts";
import type { BranchNode } from "./branch-node.ts";
import type { GateNode } from "./gate-node.ts";
import type { Identifier } from "./identifier.ts";
import type { TypedInterface } from "./literal-type.ts";
import type { ContainerResources, ExtendedResources } from "./resources.ts";
import type { K8sPod } from "./task-template.ts";

/** flyteidl's `core.NodeMetadata`. */
export interface NodeMetadata {
  readonly name: string;
  /** Milliseconds; 0 is none. */
  readonly timeout: number;
  readonly retries: number;
  readonly interruptible?: boolean;
  readonly cacheable?: boolean;
  readonly cacheVersion?: string;
  readonly cacheSerializable?: boolean;
}

/** flyteidl's `core.TaskNodeOverrides`. */
export interface TaskNodeOverrides {
  readonly resources?: ContainerResources;
  readonly extendedResources?: ExtendedResources;
  readonly containerImage?: string;
  readonly podTemplate?: K8sPod;
}

/** What a node runs. */
export type NodeTarget =
  | { readonly kind: "task"; readonly referenceId: Identifier; readonly overrides?: TaskNodeOverrides }
  | { readonly kind: "sub-workflow"; readonly subWorkflowRef: Identifier }
  | { readonly kind: "launch-plan"; readonly launchplanRef: Identifier }
  | { readonly kind: "branch"; readonly branch: BranchNode }
  | { readonly kind: "array"; readonly array: ArrayNode }
  | { readonly kind: "gate"; readonly gate: GateNode };

/** An output of a node under another name. */
export interface Alias {
  readonly var: string;
  readonly alias: string;
}

/** flyteidl's `core.Node`. */
export interface Node {
  readonly id: string;
  readonly metadata: NodeMetadata;
  /** Sorted by variable. */
  readonly inputs: readonly Binding[];
  readonly upstreamNodeIds: readonly string[];
  readonly outputAliases: readonly Alias[];
  readonly target: NodeTarget;
}

/** flyteidl's `core.WorkflowMetadata.OnFailurePolicy`. */
export type FailurePolicy = "fail-immediately" | "fail-after-executable-nodes-complete";

/** flyteidl's `core.WorkflowTemplate`. */
export interface WorkflowTemplate {
  readonly id: Identifier;
  readonly metadata: { readonly onFailure: FailurePolicy };
  readonly metadataDefaults: { readonly interruptible: boolean };
  readonly interface: TypedInterface;
  readonly nodes: readonly Node[];
  /** In the order of the interface. */
  readonly outputs: readonly Binding[];
  readonly failureNode?: Node;
}
