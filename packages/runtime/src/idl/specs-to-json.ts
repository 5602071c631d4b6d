import { fromBinary, type JsonValue, toJson } from "@bufbuild/protobuf";
import type { JsonObject } from "../metadata/index.ts";
import type { RegistrableSpec } from "../model/index.ts";
import { LaunchPlanSchema } from "./gen/flyteidl/admin/launch_plan_pb.ts";
import { TaskSpecSchema } from "./gen/flyteidl/admin/task_pb.ts";
import { WorkflowSpecSchema } from "./gen/flyteidl/admin/workflow_pb.ts";
import { specToBinary } from "./spec-to-binary.ts";

/**
 * One JSON document of all specs: `tasks` are `admin.TaskSpec`, `workflows` are `admin.WorkflowSpec`, `launchPlans` are
 * `admin.LaunchPlan`, in protobuf's canonical JSON and in the order given. The same specs always give the same text.
 */
export function specsToJson(specs: readonly RegistrableSpec[]): JsonObject {
  const ofKind = (kind: RegistrableSpec["kind"]): readonly JsonValue[] =>
    specs.filter((one) => one.kind === kind).map(specToJson);
  return { tasks: ofKind("task"), workflows: ofKind("workflow"), launchPlans: ofKind("launch-plan") };
}

/** Goes by way of the bytes, which are checked as JSON is not: what is printed is what would be registered. */
function specToJson(one: RegistrableSpec): JsonValue {
  const bytes = specToBinary(one);
  switch (one.kind) {
    case "task":
      return toJson(TaskSpecSchema, fromBinary(TaskSpecSchema, bytes));
    case "workflow":
      return withShortRatios(toJson(WorkflowSpecSchema, fromBinary(WorkflowSpecSchema, bytes)));
    case "launch-plan":
      return toJson(LaunchPlanSchema, fromBinary(LaunchPlanSchema, bytes));
  }
}

/** A ratio of 32 bits as the shortest number that stands for it: 0.9, not what its bits are among numbers of 64. */
function withShortRatios(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withShortRatios);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "minSuccessRatio" && typeof member === "number" ? shortest(member) : withShortRatios(member),
    ]),
  );
}

function shortest(ratio: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(ratio.toPrecision(digits));
    if (Math.fround(rounded) === ratio) return rounded;
  }
  return ratio;
}
