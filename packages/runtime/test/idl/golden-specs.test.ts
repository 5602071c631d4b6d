import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBinary, fromJson, type JsonObject, toBinary, toJson } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
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

/** What of these files the model has no place for, and how often each refuses it. */
const refused: { readonly [file: string]: { readonly [member: string]: number } } = {
  "13_cond.json": { branchNode: 7 },
  "15_lp.json": { securityContext: 2, schedule: 5 },
  "16_map.json": { arrayNode: 10 },
  "18_gate.json": { gateNode: 2 },
  "20_reference.json": { arrayNode: 1 },
  "22_raw.json": { dataConfig: 2 },
  "26_artifacts.json": { artifactPartialId: 2, artifactQuery: 1 },
};

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
    const found: { [member: string]: number } = {};
    let equal = 0;
    for (const { json, read } of readSpecs(document)) {
      let spec: RegistrableSpec;
      try {
        spec = read();
      } catch (error) {
        assert.instance(error, TsflyteError);
        const member = /holds "(\w+)"/.exec((error as TsflyteError).text)?.[1] ?? String(error);
        found[member] = (found[member] ?? 0) + 1;
        continue;
      }
      assert.equal(specsToJson([spec]), json);
      assert.equal(fromBytes(spec.kind, specToBinary(spec)), spec);
      equal += 1;
    }
    assert.equal(found, refused[file] ?? {});
    assert.ok(equal > 0);
  });
}

golden("a dynamic job comes back as it was, in JSON and in bytes", () => {
  const { dyn } = readJobs();
  const job = dynamicJobFromIdl(fromJson(DynamicJobSpecSchema, dyn));
  assert.is(job.minSuccesses, 3);
  assert.equal(toJson(DynamicJobSpecSchema, dynamicJobToIdl(job)), dyn);
  const bytes = toBinary(DynamicJobSpecSchema, dynamicJobToIdl(job));
  assert.equal(dynamicJobFromIdl(fromBinary(DynamicJobSpecSchema, bytes)), job);
});

golden("a dynamic job with sub-workflows comes back, but for its array node", () => {
  const { dyn_rich } = readJobs();
  const nodes = dyn_rich.nodes.filter((node) => !("arrayNode" in node));
  const json = { ...dyn_rich, nodes };
  const job = dynamicJobFromIdl(fromJson(DynamicJobSpecSchema, json));
  assert.ok(job.subworkflows.length > 0);
  assert.equal(toJson(DynamicJobSpecSchema, dynamicJobToIdl(job)), json);
});

function readJobs(): { readonly dyn: JsonObject; readonly dyn_rich: { readonly nodes: JsonObject[] } } {
  return JSON.parse(readFileSync(join(folder, "17_dynamic.futures.json"), "utf8"));
}

golden.run();
