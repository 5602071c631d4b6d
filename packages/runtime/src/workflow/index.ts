/** Workflows. */
export {
  type CompilableWorkflow,
  isLaunchPlan,
  isWorkflow,
  type LaunchableWorkflow,
} from "./compilable-workflow.ts";
export { FunctionWorkflow, type Workflow } from "./function-workflow.ts";
export { approve, type GateOptions, sleep, waitForInput } from "./gates.ts";
export { type AddedNode, ImperativeNode, type NodeOutputs } from "./imperative-node.ts";
export type { AddedInputs } from "./imperative-parts.ts";
export { ImperativeWorkflow } from "./imperative-workflow.ts";
export { launchPlan } from "./launch-plan.ts";
export type { LaunchPlanOptions } from "./launch-plan-options.ts";
export { referenceLaunchPlan, referenceTask, referenceWorkflow } from "./reference.ts";
export {
  ReferenceEntity,
  type ReferenceLaunchPlan,
  type ReferenceOptions,
  type ReferenceTask,
  type ReferenceWorkflow,
} from "./reference-entity.ts";
export { type CronOptions, cron, fixedRate, type ScheduleOptions } from "./schedule.ts";
export { type When, type WhenOptions, when } from "./when.ts";
export { workflow } from "./workflow.ts";
export {
  type LaunchPlan,
  type PlainLaunchPlanOptions,
  type WithInputsLeftOut,
  WorkflowLaunchPlan,
} from "./workflow-launch-plan.ts";
export type { WorkflowDefaults, WorkflowOptions } from "./workflow-options.ts";
