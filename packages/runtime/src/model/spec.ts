import type { LaunchPlan } from "./launch-plan.ts";
import type { TaskTemplate } from "./task-template.ts";
import type { WorkflowTemplate } from "./workflow-template.ts";

/** flyteidl's `admin.DescriptionEntity`, of what an entity's source says. */
export interface Description {
  readonly short: string;
  readonly long: string;
  readonly format: "rst" | "markdown" | "html" | "unknown";
  readonly sourceLink?: string;
}

/** flyteidl's `admin.TaskSpec`. */
export interface TaskSpec {
  readonly template: TaskTemplate;
  readonly description?: Description;
}

/** flyteidl's `admin.WorkflowSpec`; sub-workflows of every level, once each, ordered by name. */
export interface WorkflowSpec {
  readonly template: WorkflowTemplate;
  readonly subWorkflows: readonly WorkflowTemplate[];
  readonly description?: Description;
}

/** One thing to register. */
export type RegistrableSpec =
  | { readonly kind: "task"; readonly spec: TaskSpec }
  | { readonly kind: "workflow"; readonly spec: WorkflowSpec }
  | { readonly kind: "launch-plan"; readonly spec: LaunchPlan };
