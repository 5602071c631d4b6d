import type { LiteralMap } from "../model/index.ts";
import type { LaunchableWorkflow } from "../workflow/index.ts";
import type { stopped } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import { runWorkflow, type WorkflowPlace } from "./run-workflow.ts";

/** Runs the workflow of a launch plan, with the inputs that the plan has values for. */
export function runLaunchPlan(
  run: LocalRun,
  plan: LaunchableWorkflow & { readonly defaultLiterals?: LiteralMap; readonly fixedLiterals?: LiteralMap },
  inputs: LiteralMap,
  place: WorkflowPlace,
): Promise<LiteralMap | typeof stopped> {
  return runWorkflow(run, plan.workflow, { ...plan.defaultLiterals, ...inputs, ...plan.fixedLiterals }, place);
}
