import { workflowTemplate } from "../../src/compile/index.ts";
import type { WorkflowTemplate } from "../../src/model/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import type { CompilableWorkflow } from "../../src/workflow/index.ts";

/** The template of one workflow. */
export function compileOne(workflow: CompilableWorkflow): Promise<WorkflowTemplate> {
  return workflowTemplate(workflow, localSettings);
}
