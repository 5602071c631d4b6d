import type { CallableEntity } from "../graph/index.ts";
import type { Description, RegistrableSpec, WorkflowTemplate } from "../model/index.ts";
import type { SerializationSettings } from "../settings/index.ts";
import { isTask } from "../task/index.ts";
import { type CompilableWorkflow, isLaunchPlan, isWorkflow } from "../workflow/index.ts";
import { closureOf } from "./closure.ts";
import { defaultLaunchPlan } from "./default-launch-plan.ts";
import { launchPlanSpec } from "./launch-plan-spec.ts";
import { taskTemplate } from "./task-template.ts";
import { workflowTemplate } from "./workflow-template.ts";
import { workflowsWithin } from "./workflows-within.ts";

/**
 * What is registered for the entities: their closure in dependency order, each workflow with its sub-workflows inside and
 * its default launch plan behind it.
 */
export async function specsOf(
  roots: readonly CallableEntity[],
  settings: SerializationSettings,
): Promise<readonly RegistrableSpec[]> {
  const specs: RegistrableSpec[] = [];
  const templates = new Map<CallableEntity, WorkflowTemplate>();
  for (const entity of await closureOf(roots)) {
    if (isTask(entity)) {
      specs.push({ kind: "task", spec: { template: taskTemplate(entity, settings), ...described(entity.docs) } });
    } else if (isWorkflow(entity)) {
      const template = await workflowTemplate(entity, settings);
      templates.set(entity, template);
      const subWorkflows = await subWorkflowsOf(entity, templates);
      specs.push({ kind: "workflow", spec: { template, subWorkflows, ...described(entity.docs) } });
      specs.push({ kind: "launch-plan", spec: defaultLaunchPlan(entity, settings) });
    } else if (isLaunchPlan(entity) && entity.name !== entity.workflow.name) {
      specs.push({ kind: "launch-plan", spec: launchPlanSpec(entity, settings) });
    }
  }
  return specs;
}

function described(description: Description | undefined): { readonly description?: Description } {
  return description === undefined ? {} : { description };
}

/** The templates of all workflows inside one, of every level, by name. The closure has compiled them before. */
async function subWorkflowsOf(
  workflow: CompilableWorkflow,
  templates: ReadonlyMap<CallableEntity, WorkflowTemplate>,
): Promise<readonly WorkflowTemplate[]> {
  const inside = [...(await workflowsWithin(await workflow.compile())).keys()];
  return inside.flatMap((entity) => templates.get(entity) ?? []).sort((a, b) => (a.id.name < b.id.name ? -1 : 1));
}
