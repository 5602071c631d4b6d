/** Executions of single tasks: the server makes a workflow of one node, and a launch plan for it. */
import { create, fromBinary } from "@bufbuild/protobuf";
import { NamedEntityState } from "../../idl/gen/flyteidl/admin/common_pb.ts";
import { LaunchPlanSpecSchema } from "../../idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { WorkflowSpecSchema } from "../../idl/gen/flyteidl/admin/workflow_pb.ts";
import { CompiledTaskSchema } from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import { type Identifier, IdentifierSchema, ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import { type WorkflowTemplate, WorkflowTemplateSchema } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { invalidArgument, missingEntity } from "../answers/refusals.ts";
import { compileErrorsText } from "../compiler/compile-error.ts";
import { compileWorkflow } from "../compiler/compile-workflow.ts";
import { idKey, idText } from "../compiler/graph-state.ts";
import type { ControlPlane } from "../control-plane.ts";
import { readEntity } from "../database/entities.ts";
import { registerLaunchPlan } from "../services/launch-plan-calls.ts";
import { storeWorkflow } from "../services/workflow-calls.ts";

/** The launch plan for a task, which is made with its workflow where it is not there yet. */
export function launchPlanOfTask(
  plane: Pick<ControlPlane, "database" | "limits" | "now">,
  taskId: Identifier,
): Identifier {
  const { database } = plane;
  const row = readEntity(database, taskId);
  const template = row === undefined ? undefined : fromBinary(CompiledTaskSchema, row.closure).template;
  if (template === undefined) throw missingEntity("TASK", idText(taskId));
  const generated = (resourceType: ResourceType): Identifier =>
    create(IdentifierSchema, { ...taskId, resourceType, name: `.flytegen.${taskId.name}` });
  const [workflowId, planId] = [generated(ResourceType.WORKFLOW), generated(ResourceType.LAUNCH_PLAN)];
  if (readEntity(database, planId) !== undefined) return planId;
  const workflow = workflowOfTask(workflowId, taskId, template);
  const { closure, errors } = compileWorkflow(workflow, {
    tasks: new Map([[idKey(taskId), template]]),
    launchPlans: new Map(),
    subWorkflows: new Map(),
  });
  if (closure === undefined)
    throw invalidArgument(
      `failed to compile workflow for [${idText(workflowId)}] with err ${compileErrorsText(errors)}`,
    );
  database.transaction(() => {
    if (readEntity(database, workflowId) === undefined) {
      storeWorkflow(plane, workflowId, create(WorkflowSpecSchema, { template: workflow }), closure);
    }
    registerLaunchPlan(plane, planId, create(LaunchPlanSpecSchema, { workflowId }));
    for (const { resourceType, project, domain, name } of [workflowId, planId]) {
      database.run(
        "UPDATE named_entities SET state = ? WHERE kind = ? AND project = ? AND domain = ? AND name = ?",
        NamedEntityState.SYSTEM_GENERATED,
        resourceType,
        project,
        domain,
        name,
      );
    }
  });
  return planId;
}

function workflowOfTask(id: Identifier, taskId: Identifier, task: TaskTemplate): WorkflowTemplate {
  const names = (variables: object | undefined): readonly string[] => Object.keys(variables ?? {});
  const nodeId =
    taskId.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(-20)
      .replace(/^-|-$/g, "") || "task";
  const from = (node: string, name: string) => ({
    var: name,
    binding: { value: { case: "promise" as const, value: { nodeId: node, var: name } } },
  });
  return create(WorkflowTemplateSchema, {
    id,
    ...(task.interface === undefined ? {} : { interface: task.interface }),
    nodes: [
      {
        id: nodeId,
        metadata: {
          name: nodeId,
          ...(task.metadata?.retries === undefined ? {} : { retries: task.metadata.retries }),
          ...(task.metadata?.timeout === undefined ? {} : { timeout: task.metadata.timeout }),
        },
        inputs: names(task.interface?.inputs?.variables).map((name) => from("start-node", name)),
        target: { case: "taskNode", value: { reference: { case: "referenceId", value: taskId } } },
      },
    ],
    outputs: names(task.interface?.outputs?.variables).map((name) => from(nodeId, name)),
  });
}
