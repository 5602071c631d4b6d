import type { AnyFunction, TypedEntity } from "../graph/index.ts";
import { resultFrom } from "../graph/results.ts";
import { type LocalRunOptions, runLocally } from "../local/index.ts";
import { checkEntity } from "./check-entity.ts";
import type { MockResult } from "./mock-task.ts";

/**
 * Runs a workflow, task or launch plan on this machine, as a call of it does, with its inputs by name and with options: outputs that are
 * given instead of made, answers for gates, a listener for what happens, how many tasks run at a time.
 *
 * @param inputs values by name of the input; what is left out gets its default
 * @returns what the entity's function returns
 * @throws TsflyteError of code `invalid-option` where outputs are given for a node or entity that the workflow does not have
 *
 * @example
 * ```ts
 * const events: string[] = [];
 * const result = await runWorkflow(
 *   release,
 *   { version: "1.2" },
 *   {
 *     outputs: { ...fixedOutput(deployElsewhere, "https://…"), n3: 5 },
 *     gates: ({ name }) => name === "looks good",
 *     onEvent: ({ kind, node }) => events.push(`${kind} ${node}`),
 *   },
 * );
 * ```
 */
export async function runWorkflow<Fn extends AnyFunction>(
  entity: TypedEntity<Fn>,
  inputs: { readonly [input: string]: unknown },
  options: LocalRunOptions = {},
): Promise<Awaited<ReturnType<Fn>>> {
  checkEntity(entity, "runWorkflow()");
  const outputs = await runLocally(entity, inputs, options);
  return resultFrom(outputs, entity.embedded) as Awaited<ReturnType<Fn>>;
}

/**
 * Outputs of an entity for {@link runWorkflow}, checked by the compiler: every node that calls the entity gives them without running it.
 *
 * @param value what the entity's function would return
 *
 * @example
 * ```ts
 * await runWorkflow(report, { region: "eu" }, { outputs: { ...fixedOutput(fetchRows, [{ price: 1 }]) } });
 * ```
 */
export function fixedOutput<Fn extends AnyFunction>(
  entity: TypedEntity<Fn>,
  value: MockResult<Fn>,
): { readonly [name: string]: MockResult<Fn> } {
  checkEntity(entity, "fixedOutput()");
  return { [entity.name]: value };
}
