/** Runs what a node calls. */
import { referenceNotRunnable } from "../errors/local.ts";
import { type CallableEntity, describeEntity } from "../graph/index.ts";
import type { LiteralMap, Node } from "../model/index.ts";
import { identifierKey } from "../settings/index.ts";
import { isTask } from "../task/index.ts";
import { isLaunchPlan, isWorkflow } from "../workflow/index.ts";
import type { stopped } from "./halt.ts";
import { runLaunchPlan } from "./run-launch-plan.ts";
import { runTask } from "./run-task.ts";
import { runWorkflow } from "./run-workflow.ts";
import type { RunningGraph } from "./running-graph.ts";

/** Runs the task, workflow or launch plan that a node calls. */
export async function runEntity(
  { run, halt, plan, runNode }: Pick<RunningGraph, "run" | "halt" | "plan" | "runNode">,
  node: Node,
  entity: CallableEntity,
  path: string,
  inputs: LiteralMap,
): Promise<LiteralMap | typeof stopped> {
  if (isTask(entity)) return runTask(run, entity, inputs, { node: path, metadata: node.metadata, halt, runNode });
  const place = { path: `${path}/`, halt, runNode };
  if (isWorkflow(entity)) return runWorkflow(run, entity, inputs, { ...place, prefix: plan.prefix });
  if (isLaunchPlan(entity)) return runLaunchPlan(run, entity, inputs, place);
  throw referenceNotRunnable(describeEntity(entity), entity.name);
}

/** The task, workflow or launch plan that a node calls; undefined of a construct. */
export function calledEntity({ plan }: Pick<RunningGraph, "plan">, { target }: Node): CallableEntity | undefined {
  switch (target.kind) {
    case "task":
      return plan.entities.get(identifierKey(target.referenceId));
    case "sub-workflow":
      return plan.entities.get(identifierKey(target.subWorkflowRef));
    case "launch-plan":
      return plan.entities.get(identifierKey(target.launchplanRef));
    default:
      return undefined;
  }
}
