import { create } from "@bufbuild/protobuf";
import type {
  Identifier,
  NamedEntityIdentifier,
  NodeExecutionIdentifier,
  ResourceType,
  SignalIdentifier,
  TaskExecutionIdentifier,
  WorkflowExecutionIdentifier,
} from "../model/index.ts";
import {
  type NamedEntityIdentifier as IdlNamedEntityIdentifier,
  NamedEntityIdentifierSchema,
} from "./gen/flyteidl/admin/common_pb.ts";
import {
  type Identifier as IdlIdentifier,
  type NodeExecutionIdentifier as IdlNodeExecutionIdentifier,
  ResourceType as IdlResourceType,
  type SignalIdentifier as IdlSignalIdentifier,
  type TaskExecutionIdentifier as IdlTaskExecutionIdentifier,
  type WorkflowExecutionIdentifier as IdlWorkflowExecutionIdentifier,
  NodeExecutionIdentifierSchema,
  SignalIdentifierSchema,
  TaskExecutionIdentifierSchema,
  WorkflowExecutionIdentifierSchema,
} from "./gen/flyteidl/core/identifier_pb.ts";
import { identifierToIdl } from "./identifier.ts";
import { required } from "./required.ts";

/** The name of an execution, as `core.WorkflowExecutionIdentifier`. */
export function executionIdToIdl({
  project,
  domain,
  name,
}: WorkflowExecutionIdentifier): IdlWorkflowExecutionIdentifier {
  return create(WorkflowExecutionIdentifierSchema, { project, domain, name });
}

/** Reads a `core.WorkflowExecutionIdentifier`. */
export function executionIdFromIdl({
  project,
  domain,
  name,
}: IdlWorkflowExecutionIdentifier): WorkflowExecutionIdentifier {
  return { project, domain, name };
}

/** A node of an execution, as `core.NodeExecutionIdentifier`. */
export function nodeExecutionIdToIdl({ executionId, nodeId }: NodeExecutionIdentifier): IdlNodeExecutionIdentifier {
  return create(NodeExecutionIdentifierSchema, { executionId: executionIdToIdl(executionId), nodeId });
}

/** Reads a `core.NodeExecutionIdentifier`. */
export function nodeExecutionIdFromIdl(id: IdlNodeExecutionIdentifier): NodeExecutionIdentifier {
  const executionId = required(id.executionId, "flyteidl.core.NodeExecutionIdentifier", "executionId");
  return { executionId: executionIdFromIdl(executionId), nodeId: id.nodeId };
}

/** An attempt of a task, as `core.TaskExecutionIdentifier`. */
export function taskExecutionIdToIdl(id: TaskExecutionIdentifier): IdlTaskExecutionIdentifier {
  return create(TaskExecutionIdentifierSchema, {
    taskId: identifierToIdl(id.taskId),
    nodeExecutionId: nodeExecutionIdToIdl(id.nodeExecutionId),
    retryAttempt: id.retryAttempt,
  });
}

/** Reads a `core.TaskExecutionIdentifier`. */
export function taskExecutionIdFromIdl(id: IdlTaskExecutionIdentifier): TaskExecutionIdentifier {
  const message = "flyteidl.core.TaskExecutionIdentifier";
  return {
    taskId: answeredIdFromIdl(required(id.taskId, message, "taskId"), "task"),
    nodeExecutionId: nodeExecutionIdFromIdl(required(id.nodeExecutionId, message, "nodeExecutionId")),
    retryAttempt: id.retryAttempt,
  };
}

/** A gate's signal, as `core.SignalIdentifier`. */
export function signalIdToIdl({ executionId, signalId }: SignalIdentifier): IdlSignalIdentifier {
  return create(SignalIdentifierSchema, { executionId: executionIdToIdl(executionId), signalId });
}

/** Reads a `core.SignalIdentifier`. */
export function signalIdFromIdl({ executionId, signalId }: IdlSignalIdentifier): SignalIdentifier {
  const id = required(executionId, "flyteidl.core.SignalIdentifier", "executionId");
  return { executionId: executionIdFromIdl(id), signalId };
}

/** All versions of an entity, as `admin.NamedEntityIdentifier`. */
export function namedEntityToIdl({
  project,
  domain,
  name = "",
}: Omit<NamedEntityIdentifier, "name"> & { readonly name?: string }): IdlNamedEntityIdentifier {
  return create(NamedEntityIdentifierSchema, { project, domain, name });
}

/** Reads an `admin.NamedEntityIdentifier`. */
export function namedEntityFromIdl({ project, domain, name }: IdlNamedEntityIdentifier): NamedEntityIdentifier {
  return { project, domain, name };
}

/**
 * An identifier in a server's answer: other clients leave out what kind it is of where only one can stand, and servers may
 * add an organisation.
 */
export function answeredIdFromIdl(id: IdlIdentifier, kind: ResourceType): Identifier {
  const { project, domain, name, version } = id;
  return { resourceType: kinds.get(id.resourceType) ?? kind, project, domain, name, version };
}

const kinds: ReadonlyMap<number, ResourceType> = new Map([
  [IdlResourceType.TASK, "task"],
  [IdlResourceType.WORKFLOW, "workflow"],
  [IdlResourceType.LAUNCH_PLAN, "launch-plan"],
]);
