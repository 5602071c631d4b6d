/** What a workflow refers to, from what is registered. */
import { fromBinary } from "@bufbuild/protobuf";
import { CompiledTaskSchema } from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import { ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { WorkflowTemplate } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { idKey, idText, type LaunchPlanInterface, type References } from "../compiler/graph-state.ts";
import { requirementsOf } from "../compiler/requirements.ts";
import type { Database } from "../database/database.ts";
import { readEntity } from "../database/entities.ts";
import { launchPlanInterface } from "../executions/stored-entities.ts";

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
  for (const id of required.tasks) {
    const row = id.resourceType === ResourceType.TASK ? readEntity(database, id) : undefined;
    const task = row === undefined ? undefined : fromBinary(CompiledTaskSchema, row.closure).template;
    if (task === undefined) return { missing: `missing entity of type TASK with identifier ${idText(id)}` };
    tasks.set(idKey(id), task);
  }
  for (const id of required.launchPlans) {
    const plan = launchPlanInterface(database, id);
    if (plan === undefined) return { missing: `missing entity of type LAUNCH_PLAN with identifier ${idText(id)}` };
    launchPlans.set(idKey(id), plan);
  }
  return { references: { tasks, launchPlans, subWorkflows } };
}
