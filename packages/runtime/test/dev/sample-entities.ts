/** Entities to register, as small as they can be, with places to make them wrong. */
import type { DescMessage, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import type { LaunchPlanCreateRequestSchema } from "../../src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import type { TaskCreateRequestSchema } from "../../src/idl/gen/flyteidl/admin/task_pb.ts";
import type { WorkflowCreateRequestSchema } from "../../src/idl/gen/flyteidl/admin/workflow_pb.ts";
import { type IdentifierSchema, ResourceType } from "../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import type { BindingSchema, LiteralSchema, ScalarSchema } from "../../src/idl/gen/flyteidl/core/literals_pb.ts";
import type { ContainerSchema, TaskTemplateSchema } from "../../src/idl/gen/flyteidl/core/tasks_pb.ts";
import { type LiteralTypeSchema, SimpleType } from "../../src/idl/gen/flyteidl/core/types_pb.ts";
import type { NodeSchema, WorkflowTemplateSchema } from "../../src/idl/gen/flyteidl/core/workflow_pb.ts";

/** The fields of a message that may be left out. */
export type Fields<Desc extends DescMessage> = Exclude<MessageInitShape<Desc>, MessageShape<Desc>>;

export type TypeInit = Fields<typeof LiteralTypeSchema>;
export type BindingInit = Fields<typeof BindingSchema>;
export type NodeInit = Fields<typeof NodeSchema>;
export type ScalarInit = Fields<typeof ScalarSchema>;
export type IdInit = Fields<typeof IdentifierSchema>;
export type TemplateInit = Fields<typeof TaskTemplateSchema>;
type WorkflowInit = Fields<typeof WorkflowTemplateSchema>;

export const place = { project: "flytesnacks", domain: "development" };

export function simple(value: SimpleType): TypeInit {
  return { type: { case: "simple", value } };
}

export const integer: TypeInit = simple(SimpleType.INTEGER);
export const float: TypeInit = simple(SimpleType.FLOAT);
export const text: TypeInit = simple(SimpleType.STRING);
export const datetime: TypeInit = simple(SimpleType.DATETIME);
export const none: TypeInit = simple(SimpleType.NONE);
export const listOf = (value: TypeInit): TypeInit => ({ type: { case: "collectionType", value } });
export const optional = (type: TypeInit): TypeInit => ({
  type: { case: "unionType", value: { variants: [type, none] } },
});

export function id(resourceType: ResourceType, name: string, version = "v1"): IdInit {
  return { resourceType, ...place, name, version };
}

export const taskId = (name: string, version?: string): IdInit => id(ResourceType.TASK, name, version);
export const workflowId = (name: string, version?: string): IdInit => id(ResourceType.WORKFLOW, name, version);
export const planId = (name: string, version?: string): IdInit => id(ResourceType.LAUNCH_PLAN, name, version);

/** Variables by their types. */
export function variables(types: { readonly [name: string]: TypeInit }): {
  variables: { [name: string]: { type: TypeInit } };
} {
  return { variables: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])) };
}

export interface Types {
  readonly [name: string]: TypeInit;
}

/** The target of a task that is a container. */
export function container(value: Fields<typeof ContainerSchema>): TemplateInit {
  return { target: { case: "container", value } };
}

/** A request for a task. */
export function taskRequest(
  name: string,
  inputs: Types = {},
  outputs: Types = {},
  change: Partial<TemplateInit> = {},
  version?: string,
): Fields<typeof TaskCreateRequestSchema> {
  const template: TemplateInit = {
    type: "container",
    metadata: { runtime: { version: "1" } },
    interface: { inputs: variables(inputs), outputs: variables(outputs) },
    ...container({ image: "busybox", command: ["true"] }),
    ...change,
  };
  return { id: taskId(name, version), spec: { template } };
}

/** A request for a workflow. */
export function workflowRequest(
  name: string,
  template: Omit<WorkflowInit, "interface"> & { readonly inputs?: Types; readonly gives?: Types },
  subWorkflows: WorkflowInit[] = [],
  version?: string,
): Fields<typeof WorkflowCreateRequestSchema> {
  const { inputs = {}, gives = {}, ...rest } = template;
  const whole = { ...rest, interface: { inputs: variables(inputs), outputs: variables(gives) } };
  return { id: workflowId(name, version), spec: { template: whole as WorkflowInit, subWorkflows } };
}

/** A request for a launch plan. */
export function planRequest(
  name: string,
  workflow: string,
  spec: NonNullable<Fields<typeof LaunchPlanCreateRequestSchema>["spec"]> = {},
  version?: string,
): Fields<typeof LaunchPlanCreateRequestSchema> {
  return { id: planId(name, version), spec: { workflowId: workflowId(workflow), ...spec } as typeof spec };
}

/** A node that runs a task. */
export function taskNode(
  nodeId: string,
  task: string,
  inputs: BindingInit[] = [],
  rest: Partial<NodeInit> = {},
): NodeInit {
  return {
    id: nodeId,
    inputs,
    target: { case: "taskNode", value: { reference: { case: "referenceId", value: taskId(task) } } },
    ...rest,
  };
}

/** An input that is an output of a node, or an input of the workflow. */
export function promise(name: string, nodeId: string, output: string): BindingInit {
  return { var: name, binding: { value: { case: "promise", value: { nodeId, var: output } } } };
}

/** An input that is a constant. */
export function constant(name: string, scalar: ScalarInit): BindingInit {
  return { var: name, binding: { value: { case: "scalar", value: scalar } } };
}

export function int(value: number): ScalarInit {
  return { value: { case: "primitive", value: { value: { case: "integer", value: BigInt(value) } } } };
}

export function string(value: string): ScalarInit {
  return { value: { case: "primitive", value: { value: { case: "stringValue", value } } } };
}

export const noneScalar: ScalarInit = { value: { case: "noneType", value: {} } };

export function literal(scalar: ScalarInit): Fields<typeof LiteralSchema> {
  return { value: { case: "scalar", value: scalar } };
}
