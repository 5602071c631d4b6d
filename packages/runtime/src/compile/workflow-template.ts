import type { CallableEntity, RecordedNode } from "../graph/index.ts";
import { outputAliases, overriddenMetadata, taskNodeOverrides } from "../graph/recording.ts";
import type { Node, NodeTarget, WorkflowTemplate } from "../model/index.ts";
import { identifierOf, type SerializationSettings } from "../settings/index.ts";
import type { FunctionWorkflow } from "../workflow/index.ts";
import { bindingData, sortedBindings, upstreamOf } from "./binding-data.ts";

/** A workflow's template under the settings. */
export async function workflowTemplate(
  workflow: FunctionWorkflow,
  settings: SerializationSettings,
): Promise<WorkflowTemplate> {
  const { nodes, outputs } = await workflow.compile();
  return {
    id: identifierOf("workflow", workflow.name, settings),
    metadata: { onFailure: workflow.options.failurePolicy ?? "fail-immediately" },
    metadataDefaults: { interruptible: workflow.options.interruptible ?? false },
    interface: workflow.interface,
    nodes: nodes.map((node) => nodeTemplate(node, settings)),
    outputs: [...outputs].map(([name, binding]) => ({ var: name, binding: bindingData(binding) })),
  };
}

function nodeTemplate(node: RecordedNode, settings: SerializationSettings): Node {
  return {
    id: node.id,
    metadata: overriddenMetadata(node.entity.constructNodeMetadata(), node.overrides),
    inputs: sortedBindings(node.inputs),
    upstreamNodeIds: [...upstreamOf(node)].map(({ id }) => id),
    outputAliases: outputAliases(node.overrides),
    target: nodeTarget(node.entity, node, settings),
  };
}

function nodeTarget(entity: CallableEntity, node: RecordedNode, settings: SerializationSettings): NodeTarget {
  switch (entity.kind) {
    case "task": {
      const overrides = taskNodeOverrides(node.overrides, node.describeNode());
      return { kind: "task", referenceId: identifierOf("task", entity.name, settings), overrides };
    }
    case "workflow":
      return { kind: "sub-workflow", subWorkflowRef: identifierOf("workflow", entity.name, settings) };
    case "launch-plan":
      return { kind: "launch-plan", launchplanRef: identifierOf("launch-plan", entity.name, settings) };
  }
}
