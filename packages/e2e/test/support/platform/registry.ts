/** What is registered, as `tsflyte serialize` prints it. */
import { execFileSync } from "node:child_process";
import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import { type LaunchPlan, LaunchPlanSchema } from "../../../../runtime/src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { TaskSpecSchema } from "../../../../runtime/src/idl/gen/flyteidl/admin/task_pb.ts";
import { WorkflowSpecSchema } from "../../../../runtime/src/idl/gen/flyteidl/admin/workflow_pb.ts";
import type { DynamicJobSpec } from "../../../../runtime/src/idl/gen/flyteidl/core/dynamic_job_pb.ts";
import type { TaskTemplate } from "../../../../runtime/src/idl/gen/flyteidl/core/tasks_pb.ts";
import type { WorkflowTemplate } from "../../../../runtime/src/idl/gen/flyteidl/core/workflow_pb.ts";
import { program } from "../tsflyte.ts";

/** What nodes refer to, by name. */
export interface Registry {
  readonly tasks: ReadonlyMap<string, TaskTemplate>;
  readonly workflows: ReadonlyMap<string, WorkflowTemplate>;
  readonly plans: ReadonlyMap<string, LaunchPlan>;
}

/** Registers what a folder of built code defines. */
export function register(code: string): Registry {
  const args = [program, "serialize", code, "--image", "ghcr.io/acme/every:v1", "-v", "v1"];
  const text = execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  const specs = JSON.parse(text) as { readonly [kind: string]: readonly JsonValue[] };
  const workflows = (specs["workflows"] ?? []).map((json) => fromJson(WorkflowSpecSchema, json));
  return {
    tasks: byName((specs["tasks"] ?? []).map((json) => fromJson(TaskSpecSchema, json).template)),
    workflows: byName(workflows.flatMap(({ template, subWorkflows }) => [template, ...subWorkflows])),
    plans: byName((specs["launchPlans"] ?? []).map((json) => fromJson(LaunchPlanSchema, json))),
  };
}

/** What the nodes of a dynamic job refer to: what the job brings comes before what is registered. */
export function withJob({ tasks, workflows, plans }: Registry, job: DynamicJobSpec): Registry {
  return {
    tasks: new Map([...tasks, ...byName(job.tasks)]),
    workflows: new Map([...workflows, ...byName(job.subworkflows)]),
    plans,
  };
}

/** Throws where nothing is registered by that name. */
export function found<T>(registered: ReadonlyMap<string, T>, name: string): T {
  const entity = registered.get(name);
  if (entity === undefined) throw new Error(`${name} is not registered`);
  return entity;
}

function byName<T extends { readonly id?: { readonly name: string } | undefined }>(
  items: readonly (T | undefined)[],
): ReadonlyMap<string, T> {
  return new Map(items.flatMap((item) => (item?.id === undefined ? [] : [[item.id.name, item] as const])));
}
