import type { WorkflowTemplate } from "../model/index.ts";
import { identifierOf, type SerializationSettings } from "../settings/index.ts";
import type { CompilableWorkflow } from "../workflow/index.ts";
import { bindingData } from "./binding-data.ts";
import { nodeTemplate } from "./node-template.ts";

/**
 * A workflow's template under the settings.
 *
 * @param prefix of its node ids: `"d"` inside a dynamic task
 */
export async function workflowTemplate(
  workflow: CompilableWorkflow,
  settings: SerializationSettings,
  prefix: "" | "d" = "",
): Promise<WorkflowTemplate> {
  const { nodes, outputs, failureNode } = await workflow.compile(prefix);
  return {
    id: identifierOf("workflow", workflow.name, settings),
    metadata: { onFailure: workflow.options.failurePolicy ?? "fail-immediately" },
    metadataDefaults: { interruptible: workflow.options.interruptible ?? false },
    interface: workflow.interface,
    nodes: nodes.map((node) => nodeTemplate(node, settings)),
    outputs: [...outputs].map(([name, binding]) => ({ var: name, binding: bindingData(binding) })),
    ...(failureNode === undefined ? {} : { failureNode: nodeTemplate(failureNode, settings) }),
  };
}
