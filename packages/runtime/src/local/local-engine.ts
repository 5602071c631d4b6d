import { closureOf } from "../compile/index.ts";
import { type CallableEntity, describeEntity, type LocalHost, sourceOf } from "../graph/index.ts";
import { decodeVariables, encodeVariables, Outbox } from "../literals/index.ts";
import type { LiteralMap } from "../model/index.ts";
import { isTask } from "../task/index.ts";
import { isWorkflow } from "../workflow/index.ts";
import { stopped } from "./halt.ts";
import { LocalRun } from "./local-run.ts";
import type { LocalRunOptions } from "./run-events.ts";
import { runWorkflow } from "./run-workflow.ts";

/** What calls outside a workflow run on. */
export const localEngine: LocalHost = {
  execute: (entity, inputs) => runLocally(entity, Object.fromEntries(inputs)),
};

/**
 * Runs a task or workflow on this machine, with the literals that a cluster would have on every edge.
 *
 * @param inputs TypeScript values by name; what is left out gets its default
 * @returns TypeScript values by name of the output
 */
export async function runLocally(
  entity: CallableEntity,
  inputs: { readonly [name: string]: unknown },
  options: LocalRunOptions = {},
): Promise<ReadonlyMap<string, unknown>> {
  const run = new LocalRun(options);
  const place = { entity: describeEntity(entity), source: sourceOf(entity.embedded) };
  const outbox = new Outbox(run.access);
  const literals = encodeVariables(entity.embedded.inputs, inputs, { ...place, role: "input" }, outbox);
  await outbox.settle();
  const outputs = await runOn(run, entity, literals);
  if (outputs === stopped) throw new Error("a run was stopped, and nothing has failed");
  const values = decodeVariables(entity.embedded.outputs, outputs, { ...place, role: "output" }, run.access);
  return new Map(Object.entries(values));
}

async function runOn(run: LocalRun, entity: CallableEntity, inputs: LiteralMap): Promise<LiteralMap | typeof stopped> {
  if (isTask(entity)) return run.runTask(entity, inputs, { node: "", retries: entity.metadata.retries });
  if (isWorkflow(entity)) {
    // Workflows that contain each other would run for ever.
    await closureOf([entity]);
    return runWorkflow(run, entity, inputs, { path: "", halt: undefined });
  }
  throw new Error(`a ${entity.kind} cannot run here`);
}
