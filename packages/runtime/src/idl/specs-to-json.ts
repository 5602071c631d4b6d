import { toJson } from "@bufbuild/protobuf";
import type { JsonObject } from "../metadata/index.ts";
import type { RegistrableSpec } from "../model/index.ts";
import { LaunchPlanSchema } from "./gen/flyteidl/admin/launch_plan_pb.ts";
import { TaskSpecSchema } from "./gen/flyteidl/admin/task_pb.ts";
import { WorkflowSpecSchema } from "./gen/flyteidl/admin/workflow_pb.ts";
import { launchPlanToIdl } from "./launch-plan.ts";
import { taskSpecToIdl, workflowSpecToIdl } from "./spec.ts";

/**
 * One JSON document of all specs: `tasks` are `admin.TaskSpec`, `workflows` are `admin.WorkflowSpec`, `launchPlans` are
 * `admin.LaunchPlan`, in protobuf's canonical JSON and in the order given. The same specs always give the same text.
 */
export function specsToJson(specs: readonly RegistrableSpec[]): JsonObject {
  return {
    tasks: specs.flatMap((one) => (one.kind === "task" ? [toJson(TaskSpecSchema, taskSpecToIdl(one.spec))] : [])),
    workflows: specs.flatMap((one) =>
      one.kind === "workflow" ? [toJson(WorkflowSpecSchema, workflowSpecToIdl(one.spec))] : [],
    ),
    launchPlans: specs.flatMap((one) =>
      one.kind === "launch-plan" ? [toJson(LaunchPlanSchema, launchPlanToIdl(one.spec))] : [],
    ),
  };
}
