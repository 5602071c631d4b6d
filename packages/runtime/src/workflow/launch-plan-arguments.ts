import { fixedInput } from "../errors/launch-plans.ts";
import { describeEntity, sourceOf } from "../graph/index.ts";
import type { LaunchableWorkflow } from "./compilable-workflow.ts";

/** The arguments of a call without the places of fixed inputs, and with the defaults of those that are left out. */
export function alignArguments(plan: LaunchableWorkflow, args: readonly unknown[]): readonly unknown[] {
  if (plan.embedded.inputStyle === "object") return alignObject(plan, args);
  const names = Object.keys(plan.workflow.embedded.inputs.properties);
  names.forEach((name, index) => {
    if (args[index] !== undefined) refuseFixed(plan, name);
  });
  const values = plan.withDefaults(Object.fromEntries(names.map((name, index) => [name, args[index]])));
  const open = names.filter((name) => Object.hasOwn(plan.embedded.inputs.properties, name));
  const aligned = [...open.map((name) => values[name]), ...args.slice(names.length)];
  return aligned.slice(0, aligned.findLastIndex((value) => value !== undefined) + 1);
}

function alignObject(plan: LaunchableWorkflow, args: readonly unknown[]): readonly unknown[] {
  const [inputs = {}] = args;
  // Anything but one plain object is refused where every call is.
  if (args.length > 1 || !isPlainObject(inputs)) return args;
  for (const name of Object.keys(inputs)) refuseFixed(plan, name);
  return [plan.withDefaults(inputs)];
}

function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Throws for an input that a launch plan has fixed. */
export function refuseFixed(plan: LaunchableWorkflow, name: string): void {
  if (!Object.hasOwn(plan.options.fixedInputs ?? {}, name)) return;
  throw fixedInput(describeEntity(plan), name, [sourceOf(plan.embedded)]);
}
