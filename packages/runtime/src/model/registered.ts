import type { Identifier } from "./identifier.ts";
import type { LaunchPlanSpec, Parameter } from "./launch-plan.ts";
import type { LiteralMap } from "./literal.ts";
import type { TypedInterface, Variable } from "./literal-type.ts";
import type { TaskTemplate } from "./task-template.ts";
import type { WorkflowTemplate } from "./workflow-template.ts";

/**
 * flyteidl's `admin.Task`, as a server has it. What it holds is read when it is asked for: other tools may have
 * registered what the model has no word for, and a list can be looked at all the same.
 */
export interface RegisteredTask {
  readonly id: Identifier;
  readonly shortDescription: string;
  readonly createdAt?: Date;
  readonly interface: TypedInterface;
  readonly template: TaskTemplate;
}

/** flyteidl's `admin.Workflow`, as a server has it; lists leave out everything but the interface. */
export interface RegisteredWorkflow {
  readonly id: Identifier;
  readonly shortDescription: string;
  readonly createdAt?: Date;
  readonly interface: TypedInterface;
  readonly template: WorkflowTemplate;
  readonly subWorkflows: readonly WorkflowTemplate[];
}

/** flyteidl's `admin.LaunchPlan`, as a server has it. */
export interface RegisteredLaunchPlan {
  readonly id: Identifier;
  readonly workflowId: Identifier;
  readonly state: "inactive" | "active";
  readonly createdAt?: Date;
  readonly updatedAt?: Date;
  readonly spec: LaunchPlanSpec;
  /** What an execution may be given: everything but the fixed inputs. */
  readonly expectedInputs: { readonly [name: string]: Parameter };
  readonly expectedOutputs: { readonly [name: string]: Variable };
  readonly fixedInputs: LiteralMap;
}
