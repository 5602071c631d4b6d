import type { LiteralMap } from "../model/index.ts";
import type { LaunchableWorkflow } from "../workflow/index.ts";
import type { stopped } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import { runWorkflow, type WorkflowPlace } from "./run-workflow.ts";
import { substituteFor } from "./substitutes.ts";

/** Runs the workflow of a launch plan, with the inputs that the plan has values for. */
export function runLaunchPlan(
  run: LocalRun,
  plan: LaunchableWorkflow,
  inputs: LiteralMap,
  place: WorkflowPlace,
): Promise<LiteralMap | typeof stopped> {
  const literals = { ...plan.defaultLiterals, ...inputs, ...plan.fixedLiterals };
  const substitute = substituteFor(run, plan.workflow, place.path.replace(/\/$/, ""));
  return substitute === undefined ? runWorkflow(run, plan.workflow, literals, place) : substitute(literals, place.halt);
}
