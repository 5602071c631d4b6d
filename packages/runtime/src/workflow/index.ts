/** Workflows. */
export { FunctionWorkflow, type Workflow } from "./function-workflow.ts";
export { workflow } from "./workflow.ts";
export type { WorkflowDefaults, WorkflowOptions } from "./workflow-options.ts";
