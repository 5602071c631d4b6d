import type { LaunchPlan } from "../model/index.ts";
import { identifierOf, type SerializationSettings } from "../settings/index.ts";
import type { CompilableWorkflow } from "../workflow/index.ts";
import { inputParameter } from "./input-parameter.ts";

/** The launch plan of a workflow's own name: its inputs with their defaults, and nothing fixed. */
export function defaultLaunchPlan(workflow: CompilableWorkflow, settings: SerializationSettings): LaunchPlan {
  return {
    id: identifierOf("launch-plan", workflow.name, settings),
    spec: {
      workflowId: identifierOf("workflow", workflow.name, settings),
      defaultInputs: Object.fromEntries(
        Object.keys(workflow.interface.inputs).map((name) => [name, inputParameter(workflow, name)]),
      ),
      fixedInputs: {},
      labels: workflow.options.defaultOptions?.labels ?? {},
      annotations: workflow.options.defaultOptions?.annotations ?? {},
      rawOutputDataPrefix: "",
      notifications: [],
      maxParallelism: 0,
      overwriteCache: false,
    },
  };
}
