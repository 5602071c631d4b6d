import { defaultPlanName, duplicateLaunchPlan, notLaunchable, unnamedLaunchPlan } from "../errors/launch-plans.ts";
import { invalidOption, show } from "../errors/options.ts";
import { callerSource } from "../graph/caller-position.ts";
import { type AnyFunction, type CallableEntity, registerEntity, sourceOf } from "../graph/index.ts";
import { findLaunchPlan } from "../graph/registry.ts";
import { type CompilableWorkflow, isWorkflow } from "./compilable-workflow.ts";
import type { Workflow } from "./function-workflow.ts";
import type { AddedInputs } from "./imperative-parts.ts";
import type { ImperativeWorkflow } from "./imperative-workflow.ts";
import type { LaunchPlanOptions } from "./launch-plan-options.ts";
import {
  type LaunchPlan,
  type PlainLaunchPlanOptions,
  type WithInputsLeftOut,
  WorkflowLaunchPlan,
} from "./workflow-launch-plan.ts";

/**
 * Makes a launch plan: a workflow with values for its inputs, a schedule, notifications. In a workflow a call records a node that
 * starts an execution of its own; elsewhere it runs the workflow here.
 *
 * Without options it is the workflow's default launch plan, which every workflow has.
 *
 * @throws `TsflyteError` of code `invalid-option`, `unknown-input` or `wrong-type` for an option that it cannot have
 * @example
 * ```ts
 * export const nightly = launchPlan(report, {
 *   name: "nightly",
 *   fixedInputs: { region: "eu" },
 *   schedule: cron("0 3 * * *", { kickoffTimeInput: "day" }),
 * });
 * ```
 */
export function launchPlan<Fn extends AnyFunction>(
  workflow: Workflow<Fn>,
  options?: PlainLaunchPlanOptions,
): LaunchPlan<Fn>;
export function launchPlan<Fn extends AnyFunction>(
  workflow: Workflow<Fn>,
  options: LaunchPlanOptions,
): LaunchPlan<WithInputsLeftOut<Fn>>;
export function launchPlan(
  workflow: ImperativeWorkflow,
  options?: LaunchPlanOptions,
): LaunchPlan<(inputs?: AddedInputs) => Promise<{ readonly [output: string]: unknown }>>;
export function launchPlan(workflow: unknown, options: LaunchPlanOptions = {}): unknown {
  if (!isWorkflow(workflow as CallableEntity | undefined)) throw notLaunchable(show(workflow));
  const launched = workflow as CompilableWorkflow;
  if (typeof options !== "object" || options === null) {
    throw invalidOption(`launchPlan() of ${launched.name}`, "options as an object", options);
  }
  const others = Object.keys(options).filter((key) => key !== "name");
  const where = [sourceOf({ source: callerSource() })];
  if (options.name === undefined && others.length > 0) throw unnamedLaunchPlan(launched.name, others, where);
  if (options.name === launched.name && others.length > 0) throw defaultPlanName(options.name, where);
  const plan = new WorkflowLaunchPlan(launched, options);
  if (plan.name === launched.name) return plan;
  const present = findLaunchPlan(plan.name);
  if (present === undefined) registerEntity(plan);
  else refuseOther(present as WorkflowLaunchPlan, plan);
  return present ?? plan;
}

/** A launch plan of the same name has to be the same in everything. */
function refuseOther(present: WorkflowLaunchPlan, plan: WorkflowLaunchPlan): void {
  const [first, second] = [present.options, plan.options] as { readonly [key: string]: unknown }[];
  const keys = [...new Set([...Object.keys(first ?? {}), ...Object.keys(second ?? {})])];
  const differs =
    present.workflow === plan.workflow
      ? keys.find((key) => !isSame(first?.[key], second?.[key]))
      : `their workflows, ${present.workflow.name} and ${plan.workflow.name}`;
  if (differs === undefined) return;
  throw duplicateLaunchPlan(plan.name, differs, sourceOf(present.embedded), sourceOf(plan.embedded));
}

function isSame(one: unknown, other: unknown): boolean {
  return process.getBuiltinModule("node:util").isDeepStrictEqual(one, other);
}
