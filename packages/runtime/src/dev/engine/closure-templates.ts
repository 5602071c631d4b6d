import { create } from "@bufbuild/protobuf";
import type { CompiledWorkflowClosure } from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import type { Identifier } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import { type WorkflowTemplate, WorkflowTemplateSchema } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { idKey } from "../compiler/graph-state.ts";

/** What a closure holds, by the identifiers that nodes refer to it with. */
export function closureTemplates({ primary, subWorkflows, tasks }: CompiledWorkflowClosure): {
  readonly primary: WorkflowTemplate;
  readonly tasks: ReadonlyMap<string, TaskTemplate>;
  readonly workflows: ReadonlyMap<string, WorkflowTemplate>;
} {
  return {
    primary: primary?.template ?? create(WorkflowTemplateSchema),
    tasks: byId(tasks.map(({ template }) => template)),
    workflows: byId(subWorkflows.map(({ template }) => template)),
  };
}

function byId<T extends { readonly id?: Identifier | undefined }>(
  templates: readonly (T | undefined)[],
): ReadonlyMap<string, T> {
  return new Map(templates.flatMap((one) => (one?.id === undefined ? [] : [[idKey(one.id), one] as const])));
}
