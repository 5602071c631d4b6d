/** Workflows. */
export {
  type CompilableWorkflow,
  isLaunchPlan,
  isWorkflow,
  type LaunchableWorkflow,
} from "./compilable-workflow.ts";
export { FunctionWorkflow, type Workflow } from "./function-workflow.ts";
export { workflow } from "./workflow.ts";
export type { WorkflowDefaults, WorkflowOptions } from "./workflow-options.ts";
