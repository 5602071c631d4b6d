/** Templates of tasks and workflows, made by hand. */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Identifier, IdentifierSchema, ResourceType } from "../../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import { type Literal, LiteralSchema } from "../../../src/idl/gen/flyteidl/core/literals_pb.ts";
import {
  TaskMetadataSchema,
  type TaskTemplate,
  TaskTemplateSchema,
} from "../../../src/idl/gen/flyteidl/core/tasks_pb.ts";
import { SimpleType } from "../../../src/idl/gen/flyteidl/core/types_pb.ts";
import {
  type NodeSchema,
  type WorkflowTemplate,
  WorkflowTemplateSchema,
} from "../../../src/idl/gen/flyteidl/core/workflow_pb.ts";

export type NodeInit = MessageInitShape<typeof NodeSchema>;
export type BindingInit = NonNullable<NodeInit["inputs"]>[number];
type TypeName = "integer" | "string" | "boolean" | "float" | "integers";
export type Variables = { readonly [name: string]: TypeName };

export function idOf(resourceType: ResourceType, name: string, version = "v1"): Identifier {
  return create(IdentifierSchema, { resourceType, project: "p", domain: "development", name, version });
}

const simple = {
  integer: SimpleType.INTEGER,
  string: SimpleType.STRING,
  boolean: SimpleType.BOOLEAN,
  float: SimpleType.FLOAT,
} as const;

function typeOf(name: TypeName) {
  if (name !== "integers") return { type: { case: "simple" as const, value: simple[name] } };
  return {
    type: { case: "collectionType" as const, value: { type: { case: "simple" as const, value: simple.integer } } },
  };
}

function variables(given: Variables = {}) {
  return {
    variables: Object.fromEntries(Object.entries(given).map(([name, type]) => [name, { type: typeOf(type) }])),
  };
}

export interface TaskFacts {
  readonly inputs?: Variables;
  readonly outputs?: Variables;
  readonly retries?: number;
  readonly version?: string;
  readonly image?: string;
  readonly metadata?: Omit<MessageInitShape<typeof TaskMetadataSchema>, "$typeName">;
  readonly env?: readonly { readonly key: string; readonly value: string }[];
  readonly target?: MessageInitShape<typeof TaskTemplateSchema>["target"];
  readonly args?: readonly string[];
  readonly securityContext?: MessageInitShape<typeof TaskTemplateSchema>["securityContext"];
}

/** A task whose container is a script: `$1` is the file of its inputs, `$2` where its outputs go. */
export function scriptTask(name: string, script: string, facts: TaskFacts = {}): TaskTemplate {
  const {
    inputs,
    outputs,
    retries = 0,
    version,
    image = "any",
    metadata,
    env = [],
    target,
    args = [],
    securityContext,
  } = facts;
  return create(TaskTemplateSchema, {
    id: idOf(ResourceType.TASK, name, version),
    type: "script",
    ...(securityContext === undefined ? {} : { securityContext }),
    interface: { inputs: variables(inputs), outputs: variables(outputs) },
    metadata: create(TaskMetadataSchema, { retries: { retries }, ...metadata }),
    target: target ?? {
      case: "container",
      value: {
        image,
        command: ["sh", "-c", script, "task", "{{.input}}", "{{ .outputPrefix }}"],
        args: [...args],
        env: [...env],
      },
    },
  });
}

export function workflowOf(
  name: string,
  nodes: readonly NodeInit[],
  facts: {
    readonly inputs?: Variables;
    readonly outputs?: Variables;
    readonly bindings?: readonly BindingInit[];
  } & Pick<MessageInitShape<typeof WorkflowTemplateSchema>, "metadata" | "failureNode"> = {},
): WorkflowTemplate {
  const { inputs, outputs, bindings = [], ...rest } = facts;
  return create(WorkflowTemplateSchema, {
    id: idOf(ResourceType.WORKFLOW, name),
    interface: { inputs: variables(inputs), outputs: variables(outputs) },
    nodes: [...nodes],
    outputs: [...bindings],
    ...rest,
  });
}

export function taskNode(
  id: string,
  task: TaskTemplate | string,
  facts: {
    readonly inputs?: readonly BindingInit[];
    readonly after?: readonly string[];
    readonly metadata?: NodeInit["metadata"];
  } = {},
): NodeInit {
  const reference = typeof task === "string" ? idOf(ResourceType.TASK, task) : task.id;
  return {
    id,
    inputs: [...(facts.inputs ?? [])],
    upstreamNodeIds: [...(facts.after ?? [])],
    metadata: facts.metadata ?? {},
    target: {
      case: "taskNode",
      value: { ...(reference === undefined ? {} : { reference: { case: "referenceId", value: reference } }) },
    },
  };
}

export function promise(name: string, nodeId: string, variable: string): BindingInit {
  return { var: name, binding: { value: { case: "promise", value: { nodeId, var: variable } } } };
}

export function constant(name: string, value: number | string | boolean): BindingInit {
  return {
    var: name,
    binding: { value: { case: "scalar", value: { value: { case: "primitive", value: primitive(value) } } } },
  };
}

export function constants(name: string, values: readonly number[]): BindingInit {
  const bindings = values.flatMap((value) => constant("", value).binding ?? []);
  return { var: name, binding: { value: { case: "collection", value: { bindings } } } };
}

function primitive(value: number | string | boolean) {
  if (typeof value === "string") return { value: { case: "stringValue" as const, value } };
  if (typeof value === "boolean") return { value: { case: "boolean" as const, value } };
  return { value: { case: "integer" as const, value: BigInt(value) } };
}

export function literal(value: number | string | boolean | readonly number[]): Literal {
  if (typeof value === "object") {
    return create(LiteralSchema, {
      value: { case: "collection", value: { literals: value.map((item) => literal(item)) } },
    });
  }
  return create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "primitive", value: primitive(value) } } },
  });
}

/** A literal as plain JavaScript, as far as tests look at them. */
export function plain({ value }: Literal): unknown {
  if (value.case === "collection") return value.value.literals.map(plain);
  const scalar = value.case === "scalar" ? value.value.value : undefined;
  if (scalar?.case === "noneType") return null;
  if (scalar?.case === "union" && scalar.value.value !== undefined) return plain(scalar.value.value);
  if (scalar?.case === "error") return { message: scalar.value.message, failedNodeId: scalar.value.failedNodeId };
  const found = scalar?.case === "primitive" ? scalar.value.value.value : undefined;
  return typeof found === "bigint" ? Number(found) : found;
}
