import type { Binding } from "./binding.ts";
import type { TaskTemplate } from "./task-template.ts";
import type { Node, WorkflowTemplate } from "./workflow-template.ts";

/** flyteidl's `core.DynamicJobSpec`: what a dynamic task leaves for the server to run. */
export interface DynamicJobSpec {
  readonly nodes: readonly Node[];
  /** How many nodes have to succeed: all of them. */
  readonly minSuccesses: number;
  readonly outputs: readonly Binding[];
  readonly tasks: readonly TaskTemplate[];
  readonly subworkflows: readonly WorkflowTemplate[];
}
