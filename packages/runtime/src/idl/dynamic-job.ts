import { create, toBinary } from "@bufbuild/protobuf";
import type { DynamicJobSpec } from "../model/index.ts";
import { bindingFromIdl, bindingToIdl } from "./binding.ts";
import { DynamicJobSpecSchema, type DynamicJobSpec as IdlDynamicJobSpec } from "./gen/flyteidl/core/dynamic_job_pb.ts";
import { nodeFromIdl, nodeToIdl } from "./node.ts";
import { taskTemplateFromIdl, taskTemplateToIdl } from "./task-template.ts";
import { workflowTemplateFromIdl, workflowTemplateToIdl } from "./workflow-template.ts";

/** What a dynamic task asks to be run, as `core.DynamicJobSpec`. */
export function dynamicJobToIdl(job: DynamicJobSpec): IdlDynamicJobSpec {
  return create(DynamicJobSpecSchema, {
    nodes: job.nodes.map(nodeToIdl),
    minSuccesses: BigInt(job.minSuccesses),
    outputs: job.outputs.map(bindingToIdl),
    tasks: job.tasks.map(taskTemplateToIdl),
    subworkflows: job.subworkflows.map(workflowTemplateToIdl),
  });
}

/** Reads a `core.DynamicJobSpec`. */
export function dynamicJobFromIdl(job: IdlDynamicJobSpec): DynamicJobSpec {
  return {
    nodes: job.nodes.map(nodeFromIdl),
    minSuccesses: Number(job.minSuccesses),
    outputs: job.outputs.map(bindingFromIdl),
    tasks: job.tasks.map(taskTemplateFromIdl),
    subworkflows: job.subworkflows.map(workflowTemplateFromIdl),
  };
}

/** The bytes of `futures.pb`. */
export function dynamicJobToBinary(job: DynamicJobSpec): Uint8Array {
  return toBinary(DynamicJobSpecSchema, dynamicJobToIdl(job));
}
