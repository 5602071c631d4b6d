/** Runs what a dynamic task has left to be run. */
import { create, toBinary } from "@bufbuild/protobuf";
import { CompiledWorkflowClosureSchema } from "../../../idl/gen/flyteidl/core/compiler_pb.ts";
import type { DynamicJobSpec } from "../../../idl/gen/flyteidl/core/dynamic_job_pb.ts";
import { NodeExecution_Phase as Phase } from "../../../idl/gen/flyteidl/core/execution_pb.ts";
import { type Identifier, ResourceType } from "../../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { TaskTemplate } from "../../../idl/gen/flyteidl/core/tasks_pb.ts";
import {
  type Node,
  WorkflowMetadata_OnFailurePolicy,
  type WorkflowTemplate,
  WorkflowTemplateSchema,
} from "../../../idl/gen/flyteidl/core/workflow_pb.ts";
import { caseNodes } from "../../compiler/branch-interface.ts";
import { compileErrorsText } from "../../compiler/compile-error.ts";
import { compileWorkflow } from "../../compiler/compile-workflow.ts";
import { idKey, type LaunchPlanInterface, startNodeId } from "../../compiler/graph-state.ts";
import { closureTemplates } from "../closure-templates.ts";
import { dynamicBuildFailed } from "../execution-errors.ts";
import { failed, type NodeContext, type NodeResult } from "../node-context.ts";
import { givenOutputs } from "../node-outputs.ts";
import { writeRunning } from "../node-start.ts";
import { resultOf } from "./sub-workflow-node.ts";

/** Compiles a job as the platform does, and runs its nodes inside of the task's. */
export async function runDynamicJob(
  context: NodeContext,
  task: TaskTemplate,
  job: DynamicJobSpec,
  attempt: number,
): Promise<NodeResult> {
  const { scope, row, folder, inputs } = context;
  const { engine } = scope.run;
  const template = templateOf(task, job);
  const references = {
    tasks: byId(job.tasks),
    subWorkflows: byId(job.subworkflows),
    launchPlans: launchPlans(context, [template, ...job.subworkflows]),
  };
  const { closure, errors } = compileWorkflow(template, references);
  if (errors !== undefined || closure.primary?.template === undefined) {
    return failed(dynamicBuildFailed(compileErrorsText(errors ?? [])));
  }
  const closureUri = engine.objects.uriOf(`${folder}/${attempt}/dynamic_compiled.pb`);
  engine.objects.write(closureUri, toBinary(CompiledWorkflowClosureSchema, closure));
  writeRunning(context, {
    phase: Phase.DYNAMIC_RUNNING,
    is_parent: 1,
    is_dynamic: 1,
    dynamic_job_uri: engine.objects.uriOf(`${folder}/${attempt}/futures.pb`),
    dynamic_closure_uri: closureUri,
  });
  const { primary, tasks, workflows } = closureTemplates(closure);
  const result = await scope.run.inside.graph(
    {
      ...scope,
      parent: { id: row.node_id, attempt },
      outputs: new Map([[startNodeId, givenOutputs(inputs)]]),
      tasks,
      workflows,
    },
    {
      nodes: primary.nodes,
      outputs: primary.outputs,
      onFailure: WorkflowMetadata_OnFailurePolicy.FAIL_IMMEDIATELY,
    },
  );
  return resultOf(context, result, attempt);
}

/** The job as a workflow with the task's interface. */
function templateOf({ id, interface: variables }: TaskTemplate, job: DynamicJobSpec): WorkflowTemplate {
  return create(WorkflowTemplateSchema, {
    ...(id === undefined ? {} : { id: { ...id, resourceType: ResourceType.WORKFLOW } }),
    ...(variables === undefined ? {} : { interface: variables }),
    nodes: job.nodes,
    outputs: job.outputs,
  });
}

function byId<T extends { readonly id?: Identifier | undefined }>(templates: readonly T[]): ReadonlyMap<string, T> {
  return new Map(templates.flatMap((one) => (one.id === undefined ? [] : [[idKey(one.id), one] as const])));
}

function launchPlans(
  { scope }: NodeContext,
  workflows: readonly WorkflowTemplate[],
): ReadonlyMap<string, LaunchPlanInterface> {
  const found = new Map<string, LaunchPlanInterface>();
  const visit = (node: Node | undefined): void => {
    if (node === undefined) return;
    const { target } = node;
    if (target.case === "workflowNode" && target.value.reference.case === "launchplanRef") {
      const id = target.value.reference.value;
      const plan = scope.run.engine.launchPlanOf?.(id);
      if (plan !== undefined) found.set(idKey(id), plan);
    }
    if (target.case === "branchNode") for (const inside of caseNodes(target.value)) visit(inside);
    if (target.case === "arrayNode") visit(target.value.node);
  };
  for (const workflow of workflows) for (const node of [...workflow.nodes, workflow.failureNode]) visit(node);
  return found;
}
