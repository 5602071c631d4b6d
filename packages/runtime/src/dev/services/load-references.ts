/** What a workflow refers to, from what is registered. */
import { create, fromBinary } from "@bufbuild/protobuf";
import { LaunchPlanClosureSchema } from "../../idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { CompiledTaskSchema } from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import { type Identifier, ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { ParameterMapSchema, VariableMapSchema } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { WorkflowTemplate } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { idKey, idText, type LaunchPlanInterface, type References } from "../compiler/graph-state.ts";
import { requirementsOf } from "../compiler/requirements.ts";
import type { Database } from "../database/database.ts";
import { type EntityRow, readEntity } from "../database/entities.ts";

/** What is found, or the first thing that is not registered. */
export type LoadedReferences =
  | { readonly references: References; readonly missing?: undefined }
  | { readonly references?: undefined; readonly missing: string };

/** Looks up the tasks and launch plans of a workflow. */
export function loadReferences(
  database: Database,
  template: WorkflowTemplate,
  within: readonly WorkflowTemplate[],
): LoadedReferences {
  const subWorkflows = new Map(
    within.flatMap((each) => (each.id === undefined ? [] : [[idKey(each.id), each] as const])),
  );
  const required = requirementsOf(template, subWorkflows, []);
  const tasks = new Map<string, TaskTemplate>();
  const launchPlans = new Map<string, LaunchPlanInterface>();
  const find = (id: Identifier, kind: ResourceType): EntityRow | undefined =>
    id.resourceType === kind ? readEntity(database, id) : undefined;
  for (const id of required.tasks) {
    const row = find(id, ResourceType.TASK);
    const task = row === undefined ? undefined : fromBinary(CompiledTaskSchema, row.closure).template;
    if (task === undefined) return { missing: `missing entity of type TASK with identifier ${idText(id)}` };
    tasks.set(idKey(id), task);
  }
  for (const id of required.launchPlans) {
    const row = find(id, ResourceType.LAUNCH_PLAN);
    if (row === undefined) return { missing: `missing entity of type LAUNCH_PLAN with identifier ${idText(id)}` };
    const closure = fromBinary(LaunchPlanClosureSchema, row.closure);
    launchPlans.set(idKey(id), {
      id,
      expectedInputs: closure.expectedInputs ?? create(ParameterMapSchema),
      expectedOutputs: closure.expectedOutputs ?? create(VariableMapSchema),
    });
  }
  return { references: { tasks, launchPlans, subWorkflows } };
}
