import { create } from "@bufbuild/protobuf";
import type { TaskSpec, WorkflowSpec } from "../model/index.ts";
import { descriptionFromIdl, descriptionToIdl } from "./description.ts";
import { type TaskSpec as IdlTaskSpec, TaskSpecSchema } from "./gen/flyteidl/admin/task_pb.ts";
import { type WorkflowSpec as IdlWorkflowSpec, WorkflowSpecSchema } from "./gen/flyteidl/admin/workflow_pb.ts";
import { required } from "./required.ts";
import { taskTemplateFromIdl, taskTemplateToIdl } from "./task-template.ts";
import { workflowTemplateFromIdl, workflowTemplateToIdl } from "./workflow-template.ts";

/** A task to register, as `admin.TaskSpec`. */
export function taskSpecToIdl({ template, description }: TaskSpec): IdlTaskSpec {
  return create(TaskSpecSchema, {
    template: taskTemplateToIdl(template),
    description: description === undefined ? undefined : descriptionToIdl(description),
  });
}

/** Reads an `admin.TaskSpec`. */
export function taskSpecFromIdl({ template, description }: IdlTaskSpec): TaskSpec {
  return {
    template: taskTemplateFromIdl(required(template, "flyteidl.admin.TaskSpec", "template")),
    ...(description === undefined ? {} : { description: descriptionFromIdl(description) }),
  };
}

/** A workflow to register with its sub-workflows, as `admin.WorkflowSpec`. */
export function workflowSpecToIdl({ template, subWorkflows, description }: WorkflowSpec): IdlWorkflowSpec {
  return create(WorkflowSpecSchema, {
    template: workflowTemplateToIdl(template),
    subWorkflows: subWorkflows.map(workflowTemplateToIdl),
    description: description === undefined ? undefined : descriptionToIdl(description),
  });
}

/** Reads an `admin.WorkflowSpec`. */
export function workflowSpecFromIdl({ template, subWorkflows, description }: IdlWorkflowSpec): WorkflowSpec {
  return {
    template: workflowTemplateFromIdl(required(template, "flyteidl.admin.WorkflowSpec", "template")),
    subWorkflows: subWorkflows.map(workflowTemplateFromIdl),
    ...(description === undefined ? {} : { description: descriptionFromIdl(description) }),
  };
}
