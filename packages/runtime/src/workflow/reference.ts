import { invalidOption } from "../errors/options.ts";
import { type AnyFunction, readTypedDefinition } from "../graph/index.ts";
import {
  ReferenceEntity,
  type ReferenceLaunchPlan,
  type ReferenceOptions,
  type ReferenceTask,
  type ReferenceWorkflow,
} from "./reference-entity.ts";

const names: readonly (keyof ReferenceOptions)[] = ["project", "domain", "name", "version"];

function refer<Kind extends "task" | "launch-plan" | "workflow">(
  callee: string,
  kind: Kind,
  args: readonly unknown[],
): ReferenceEntity<Kind> {
  const definition = readTypedDefinition<ReferenceOptions>(callee, args, names);
  const { metadata, options } = definition;
  for (const name of names) {
    const value: unknown = options[name];
    if (typeof value === "string" && value !== "") continue;
    const option = `${callee}() of ${metadata.module}.${metadata.name}, option "${name}"`;
    throw invalidOption(option, "a text that is not empty", value);
  }
  return new ReferenceEntity(kind, definition);
}

/**
 * Refers to a task that is registered, perhaps by another project or in another language. The function type states what it takes and
 * gives. In a workflow a call records a node; on this machine it has no code to run, and tests replace it with `mockTask`.
 *
 * @throws `TsflyteError` of code `not-compiled` without the transformer, `invalid-option` where a part of the name is missing
 * @example
 * ```ts
 * export const score = referenceTask<(rows: Row[]) => Promise<number>>({
 *   project: "ml", domain: "production", name: "models.score", version: "v12",
 * });
 * ```
 */
export function referenceTask<Fn extends AnyFunction>(options: ReferenceOptions): ReferenceTask<Fn>;
export function referenceTask(...args: readonly unknown[]): ReferenceEntity<"task"> {
  return refer("referenceTask", "task", args);
}

/**
 * Refers to a launch plan that is registered. In a workflow a call records a node that starts it.
 *
 * @throws `TsflyteError` of code `not-compiled` without the transformer, `invalid-option` where a part of the name is missing
 * @example
 * ```ts
 * export const train = referenceLaunchPlan<(days: Int) => Promise<FlyteFile>>({
 *   project: "ml", domain: "production", name: "models.train", version: "v12",
 * });
 * ```
 */
export function referenceLaunchPlan<Fn extends AnyFunction>(options: ReferenceOptions): ReferenceLaunchPlan<Fn>;
export function referenceLaunchPlan(...args: readonly unknown[]): ReferenceEntity<"launch-plan"> {
  return refer("referenceLaunchPlan", "launch-plan", args);
}

/**
 * Refers to a workflow that is registered, to start executions of it. A workflow cannot call it, because the server needs the inside
 * of every sub-workflow: call its launch plan with {@link referenceLaunchPlan}, which has the same name by default.
 *
 * @throws `TsflyteError` of code `not-compiled` without the transformer, `invalid-option` where a part of the name is missing
 * @example
 * ```ts
 * export const nightly = referenceWorkflow<(day: Date) => Promise<void>>({
 *   project: "ml", domain: "production", name: "flows.nightly", version: "v12",
 * });
 * ```
 */
export function referenceWorkflow<Fn extends AnyFunction>(options: ReferenceOptions): ReferenceWorkflow<Fn>;
export function referenceWorkflow(...args: readonly unknown[]): ReferenceEntity<"workflow"> {
  return refer("referenceWorkflow", "workflow", args);
}
