import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBinary, fromJson, type JsonObject, toBinary, toJson } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LaunchPlanSchema } from "../../src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { TaskSpecSchema } from "../../src/idl/gen/flyteidl/admin/task_pb.ts";
import { WorkflowSpecSchema } from "../../src/idl/gen/flyteidl/admin/workflow_pb.ts";
import { DynamicJobSpecSchema } from "../../src/idl/gen/flyteidl/core/dynamic_job_pb.ts";
import {
  dynamicJobFromIdl,
  dynamicJobToIdl,
  launchPlanFromIdl,
  specsToJson,
  specToBinary,
  taskSpecFromIdl,
  workflowSpecFromIdl,
} from "../../src/idl/index.ts";
import type { RegistrableSpec } from "../../src/model/index.ts";

const folder = join(import.meta.dirname, "../golden/specs");

interface Document {
  readonly tasks: readonly JsonObject[];
  readonly workflows: readonly JsonObject[];
  readonly launchPlans: readonly JsonObject[];
}

function readSpecs(document: Document): readonly { readonly json: JsonObject; readonly read: () => RegistrableSpec }[] {
  return [
    ...document.tasks.map((json) => ({
      json: { tasks: [json], workflows: [], launchPlans: [] },
      read: () => ({ kind: "task", spec: taskSpecFromIdl(fromJson(TaskSpecSchema, json)) }) as const,
    })),
    ...document.workflows.map((json) => ({
      json: { tasks: [], workflows: [json], launchPlans: [] },
      read: () => ({ kind: "workflow", spec: workflowSpecFromIdl(fromJson(WorkflowSpecSchema, json)) }) as const,
    })),
    ...document.launchPlans.map((json) => ({
      json: { tasks: [], workflows: [], launchPlans: [json] },
      read: () => ({ kind: "launch-plan", spec: launchPlanFromIdl(fromJson(LaunchPlanSchema, json)) }) as const,
    })),
  ];
}

function fromBytes(kind: RegistrableSpec["kind"], bytes: Uint8Array): RegistrableSpec {
  switch (kind) {
    case "task":
      return { kind, spec: taskSpecFromIdl(fromBinary(TaskSpecSchema, bytes)) };
    case "workflow":
      return { kind, spec: workflowSpecFromIdl(fromBinary(WorkflowSpecSchema, bytes)) };
    case "launch-plan":
      return { kind, spec: launchPlanFromIdl(fromBinary(LaunchPlanSchema, bytes)) };
  }
}

const golden = suite("flytekit's specs through the model");

for (const file of globSync("*.json", { cwd: folder }).sort()) {
  if (file.includes("futures")) continue;
  const document = JSON.parse(readFileSync(join(folder, file), "utf8")) as Document;

  golden(`${file} comes back as it was, in JSON and in bytes`, () => {
    const specs = readSpecs(document);
    assert.ok(specs.length > 0);
    for (const { json, read } of specs) {
      const spec = read();
      assert.equal(specsToJson([spec]), json);
      assert.equal(fromBytes(spec.kind, specToBinary(spec)), spec);
    }
  });
}

for (const [name, json] of Object.entries(readJobs())) {
  golden(`the dynamic job "${name}" comes back as it was, in JSON and in bytes`, () => {
    const job = dynamicJobFromIdl(fromJson(DynamicJobSpecSchema, json));
    assert.is(job.minSuccesses, job.nodes.length);
    assert.equal(toJson(DynamicJobSpecSchema, dynamicJobToIdl(job)), json);
    const bytes = toBinary(DynamicJobSpecSchema, dynamicJobToIdl(job));
    assert.equal(dynamicJobFromIdl(fromBinary(DynamicJobSpecSchema, bytes)), job);
  });
}

function readJobs(): { readonly [name: string]: JsonObject } {
  return JSON.parse(readFileSync(join(folder, "17_dynamic.futures.json"), "utf8"));
}

golden.run();
