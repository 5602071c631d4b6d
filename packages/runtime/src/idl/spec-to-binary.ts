import { toBinary } from "@bufbuild/protobuf";
import type { RegistrableSpec } from "../model/index.ts";
import { LaunchPlanSchema } from "./gen/flyteidl/admin/launch_plan_pb.ts";
import { TaskSpecSchema } from "./gen/flyteidl/admin/task_pb.ts";
import { WorkflowSpecSchema } from "./gen/flyteidl/admin/workflow_pb.ts";
import { launchPlanToIdl } from "./launch-plan.ts";
import { taskSpecToIdl, workflowSpecToIdl } from "./spec.ts";

/** The bytes of an `admin.TaskSpec`, `admin.WorkflowSpec` or `admin.LaunchPlan`, as a package holds one a file. */
export function specToBinary(one: RegistrableSpec): Uint8Array {
  switch (one.kind) {
    case "task":
      return toBinary(TaskSpecSchema, taskSpecToIdl(one.spec));
    case "workflow":
      return toBinary(WorkflowSpecSchema, workflowSpecToIdl(one.spec));
    case "launch-plan":
      return toBinary(LaunchPlanSchema, launchPlanToIdl(one.spec));
  }
}
