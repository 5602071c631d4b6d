import { create } from "@bufbuild/protobuf";
import { missingMember } from "../errors/idl.ts";
import type { Node, NodeTarget } from "../model/index.ts";
import { arrayNodeFromIdl, arrayNodeToIdl } from "./array-node.ts";
import { bindingFromIdl, bindingToIdl } from "./binding.ts";
import { branchNodeFromIdl, branchNodeToIdl } from "./branch-node.ts";
import { gateNodeFromIdl, gateNodeToIdl } from "./gate-node.ts";
import {
  type Node as IdlNode,
  NodeSchema,
  TaskNodeSchema,
  type WorkflowNode,
  WorkflowNodeSchema,
} from "./gen/flyteidl/core/workflow_pb.ts";
import { identifierFromIdl, identifierToIdl } from "./identifier.ts";
import { nodeMetadataFromIdl, nodeMetadataToIdl } from "./node-metadata.ts";
import { required } from "./required.ts";
import { overridesFromIdl, overridesToIdl } from "./task-node-overrides.ts";
import { within } from "./within.ts";

/** One step of a workflow, as `core.Node`. */
export function nodeToIdl(node: Node): IdlNode {
  return create(NodeSchema, {
    id: node.id,
    metadata: nodeMetadataToIdl(node.metadata),
    inputs: node.inputs.map(bindingToIdl),
    upstreamNodeIds: [...node.upstreamNodeIds],
    outputAliases: node.outputAliases.map(({ var: name, alias }) => ({ var: name, alias })),
    target: nodeTargetToIdl(node.target),
  });
}

/** Reads a `core.Node`; errors name it. */
export function nodeFromIdl(node: IdlNode): Node {
  return within(`node "${node.id}"`, () => ({
    id: node.id,
    metadata: nodeMetadataFromIdl(required(node.metadata, "flyteidl.core.Node", "metadata")),
    inputs: node.inputs.map(bindingFromIdl),
    upstreamNodeIds: node.upstreamNodeIds,
    outputAliases: node.outputAliases.map(({ var: name, alias }) => ({ var: name, alias })),
    target: nodeTargetFromIdl(node.target),
  }));
}

function nodeTargetToIdl(target: NodeTarget): IdlNode["target"] {
  switch (target.kind) {
    case "task": {
      const reference = { case: "referenceId", value: identifierToIdl(target.referenceId) } as const;
      const overrides = target.overrides === undefined ? undefined : overridesToIdl(target.overrides);
      return { case: "taskNode", value: create(TaskNodeSchema, { reference, overrides }) };
    }
    case "sub-workflow": {
      const reference = { case: "subWorkflowRef", value: identifierToIdl(target.subWorkflowRef) } as const;
      return { case: "workflowNode", value: create(WorkflowNodeSchema, { reference }) };
    }
    case "launch-plan": {
      const reference = { case: "launchplanRef", value: identifierToIdl(target.launchplanRef) } as const;
      return { case: "workflowNode", value: create(WorkflowNodeSchema, { reference }) };
    }
    case "branch":
      return { case: "branchNode", value: branchNodeToIdl(target.branch, nodeToIdl) };
    case "array":
      return { case: "arrayNode", value: arrayNodeToIdl(target.array, nodeToIdl) };
    case "gate":
      return { case: "gateNode", value: gateNodeToIdl(target.gate) };
  }
}

function nodeTargetFromIdl(target: IdlNode["target"]): NodeTarget {
  switch (target.case) {
    case "taskNode": {
      const { reference, overrides } = target.value;
      const referenceId = identifierFromIdl(required(reference.value, "flyteidl.core.TaskNode", "referenceId"));
      return {
        kind: "task",
        referenceId,
        ...(overrides === undefined ? {} : { overrides: overridesFromIdl(overrides) }),
      };
    }
    case "workflowNode":
      return workflowNodeFromIdl(target.value.reference);
    case "branchNode":
      return { kind: "branch", branch: branchNodeFromIdl(target.value, nodeFromIdl) };
    case "arrayNode":
      return { kind: "array", array: arrayNodeFromIdl(target.value, nodeFromIdl) };
    case "gateNode":
      return { kind: "gate", gate: gateNodeFromIdl(target.value) };
    case undefined:
      throw missingMember("flyteidl.core.Node", "target");
  }
}

function workflowNodeFromIdl(reference: WorkflowNode["reference"]): NodeTarget {
  switch (reference.case) {
    case "subWorkflowRef":
      return { kind: "sub-workflow", subWorkflowRef: identifierFromIdl(reference.value) };
    case "launchplanRef":
      return { kind: "launch-plan", launchplanRef: identifierFromIdl(reference.value) };
    case undefined:
      throw missingMember("flyteidl.core.WorkflowNode", "reference");
  }
}
