import { toBinary } from "@bufbuild/protobuf";
import { unwritableSpec } from "../errors/idl.ts";
import { TsflyteError } from "../errors/index.ts";
import type { RegistrableSpec } from "../model/index.ts";
import { LaunchPlanSchema } from "./gen/flyteidl/admin/launch_plan_pb.ts";
import { TaskSpecSchema } from "./gen/flyteidl/admin/task_pb.ts";
import { WorkflowSpecSchema } from "./gen/flyteidl/admin/workflow_pb.ts";
import { launchPlanToIdl } from "./launch-plan.ts";
import { taskSpecToIdl, workflowSpecToIdl } from "./spec.ts";

/**
 * The bytes of an `admin.TaskSpec`, `admin.WorkflowSpec` or `admin.LaunchPlan`, as a package holds one a file. The same
 * spec always gives the same bytes.
 */
export function specToBinary(one: RegistrableSpec): Uint8Array {
  try {
    switch (one.kind) {
      case "task":
        return toBinary(TaskSpecSchema, taskSpecToIdl(one.spec));
      case "workflow":
        return toBinary(WorkflowSpecSchema, workflowSpecToIdl(one.spec));
      case "launch-plan":
        return toBinary(LaunchPlanSchema, launchPlanToIdl(one.spec));
    }
  } catch (error) {
    if (error instanceof TsflyteError || !(error instanceof Error)) throw error;
    throw unwritableSpec(entityName(one), error);
  }
}

function entityName(one: RegistrableSpec): string {
  switch (one.kind) {
    case "task":
      return `task "${one.spec.template.id.name}"`;
    case "workflow":
      return `workflow "${one.spec.template.id.name}"`;
    case "launch-plan":
      return `launch plan "${one.spec.id.name}"`;
  }
}
