import { type AnyFunction, type Definition, readDefinition } from "../graph/index.ts";
import { FunctionWorkflow, type Workflow } from "./function-workflow.ts";
import { type WorkflowOptions, workflowOptionNames } from "./workflow-options.ts";

/**
 * Makes a function a workflow. Its body runs once, when the workflow is compiled: calls of tasks and workflows become
 * nodes, and inputs and awaited results are references, which can be passed on, indexed and read by property.
 *
 * @example
 * ```ts
 * export const report = workflow(async (file: FlyteFile<"csv">, column: string = "price") => {
 *   const stats = await describe(file, column);
 *   return await render(stats.mean).with({ retries: 3 });
 * });
 * ```
 */
export function workflow<Fn extends AnyFunction>(fn: Fn): Workflow<Fn>;
export function workflow<Fn extends AnyFunction>(options: WorkflowOptions, fn: Fn): Workflow<Fn>;
export function workflow<Fn extends AnyFunction>(...args: readonly unknown[]): Workflow<Fn> {
  const definition: Definition<WorkflowOptions> = readDefinition("workflow", args, workflowOptionNames);
  return new FunctionWorkflow<Fn>(definition) as Workflow<Fn>;
}
