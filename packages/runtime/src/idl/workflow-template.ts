import { create } from "@bufbuild/protobuf";
import type { FailurePolicy, WorkflowTemplate } from "../model/index.ts";
import { bindingFromIdl, bindingToIdl } from "./binding.ts";
import { enumName } from "./enum-name.ts";
import {
  type WorkflowTemplate as IdlWorkflowTemplate,
  WorkflowMetadata_OnFailurePolicy,
  WorkflowMetadataSchema,
  WorkflowTemplateSchema,
} from "./gen/flyteidl/core/workflow_pb.ts";
import { identifierFromIdl, identifierToIdl } from "./identifier.ts";
import { nodeFromIdl, nodeToIdl } from "./node.ts";
import { onlyKnown } from "./only-known.ts";
import { required } from "./required.ts";
import { typedInterfaceFromIdl, typedInterfaceToIdl } from "./typed-interface.ts";
import { within } from "./within.ts";

const failurePolicies = {
  "fail-immediately": WorkflowMetadata_OnFailurePolicy.FAIL_IMMEDIATELY,
  "fail-after-executable-nodes-complete": WorkflowMetadata_OnFailurePolicy.FAIL_AFTER_EXECUTABLE_NODES_COMPLETE,
} as const satisfies { [name in FailurePolicy]: number };

/** `metadata` and `metadataDefaults` are always written, empty or not. */
export function workflowTemplateToIdl(template: WorkflowTemplate): IdlWorkflowTemplate {
  const { metadata, metadataDefaults, failureNode } = template;
  return create(WorkflowTemplateSchema, {
    id: identifierToIdl(template.id),
    metadata: { onFailure: failurePolicies[metadata.onFailure] },
    interface: typedInterfaceToIdl(template.interface),
    nodes: template.nodes.map(nodeToIdl),
    outputs: template.outputs.map(bindingToIdl),
    failureNode: failureNode === undefined ? undefined : nodeToIdl(failureNode),
    metadataDefaults: { interruptible: metadataDefaults.interruptible },
  });
}

/** Reads a `core.WorkflowTemplate`; errors name the workflow. Quality of service and tags are refused. */
export function workflowTemplateFromIdl(template: IdlWorkflowTemplate): WorkflowTemplate {
  const message = "flyteidl.core.WorkflowTemplate";
  const id = identifierFromIdl(required(template.id, message, "id"));
  const { failureNode } = template;
  return within(`workflow "${id.name}"`, () => ({
    id,
    metadata: metadataFromIdl(template.metadata),
    metadataDefaults: { interruptible: template.metadataDefaults?.interruptible ?? false },
    interface: typedInterfaceFromIdl(required(template.interface, message, "interface")),
    nodes: template.nodes.map(nodeFromIdl),
    outputs: template.outputs.map(bindingFromIdl),
    ...(failureNode === undefined ? {} : { failureNode: nodeFromIdl(failureNode) }),
  }));
}

function metadataFromIdl(metadata: IdlWorkflowTemplate["metadata"]): WorkflowTemplate["metadata"] {
  if (metadata === undefined) return { onFailure: "fail-immediately" };
  onlyKnown(WorkflowMetadataSchema, metadata, ["onFailure"]);
  const onFailure = enumName(failurePolicies, metadata.onFailure, "flyteidl.core.WorkflowMetadata.OnFailurePolicy");
  return { onFailure };
}
