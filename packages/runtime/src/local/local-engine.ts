import { closureOf } from "../compile/index.ts";
import { noNamedInputs, notRun, referenceNotRunnable } from "../errors/local.ts";
import { type CallableEntity, describeEntity, type LocalHost, sourceOf } from "../graph/index.ts";
import { decodeVariables, encodeVariables, Outbox } from "../literals/index.ts";
import type { LiteralMap } from "../model/index.ts";
import { isTask } from "../task/index.ts";
import { isLaunchPlan, isWorkflow } from "../workflow/index.ts";
import { type ActiveCall, activeCall } from "./active-call.ts";
import { checkGivenOutputs } from "./given-outputs.ts";
import { stopped } from "./halt.ts";
import { LocalRun } from "./local-run.ts";
import { runLaunchPlan } from "./run-launch-plan.ts";
import { runNode } from "./run-node.ts";
import type { LocalRunOptions } from "./run-options.ts";
import { runTask } from "./run-task.ts";
import { runWorkflow } from "./run-workflow.ts";
import type { RunPlace } from "./running-graph.ts";
import { substituteFor } from "./substitutes.ts";

/** What calls outside a workflow run on. A call that a running task makes belongs to that task's run. */
export const localEngine: LocalHost = {
  execute: (entity, inputs) => {
    const around = activeCall();
    const values = Object.fromEntries(inputs);
    return around === undefined ? runLocally(entity, values) : runInside(around, entity, values);
  },
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
  if (typeof inputs !== "object" || inputs === null) throw noNamedInputs(describeEntity(entity), inputs);
  const run = new LocalRun(options);
  try {
    await checkGivenOutputs(entity, options.outputs);
    return await runValues(run, entity, inputs, { node: "", halt: run.halt, runNode });
  } finally {
    run.close();
  }
}

/** Runs a call that a task makes: with the task's room, and as part of its node. */
async function runInside(
  call: ActiveCall,
  entity: CallableEntity,
  inputs: { readonly [name: string]: unknown },
): Promise<ReadonlyMap<string, unknown>> {
  const { run, halt, lease, node } = call;
  const own = `call${call.calls++}`;
  lease.lend();
  try {
    return await runValues(run, entity, inputs, { node: node === "" ? own : `${node}/${own}`, halt, runNode });
  } finally {
    await lease.reclaim();
  }
}

async function runValues(
  run: LocalRun,
  entity: CallableEntity,
  inputs: { readonly [name: string]: unknown },
  place: RunPlace & { readonly node: string },
): Promise<ReadonlyMap<string, unknown>> {
  const facts = { entity: describeEntity(entity), source: sourceOf(entity.embedded) };
  const outbox = new Outbox(run.access);
  // Defaults that JSON has no word for stand in no schema.
  const given = isLaunchPlan(entity) ? entity.withDefaults(inputs) : inputs;
  const literals = encodeVariables(entity.embedded.inputs, given, { ...facts, role: "input" }, outbox);
  await outbox.settle();
  run.directory.keep(place.node, "inputs", literals);
  const outputs = await runOn(run, entity, literals, place);
  if (outputs === stopped) throw run.isCancelled ? run.halt.reason : notRun(facts.entity, place.halt.reason);
  run.directory.keep(place.node, "outputs", outputs);
  const values = decodeVariables(entity.embedded.outputs, outputs, { ...facts, role: "output" }, run.access);
  return new Map(Object.entries(values));
}

async function runOn(
  run: LocalRun,
  entity: CallableEntity,
  inputs: LiteralMap,
  { node, halt, runNode }: RunPlace & { readonly node: string },
): Promise<LiteralMap | typeof stopped> {
  const substitute = substituteFor(run, entity, node);
  if (substitute !== undefined) return substitute(inputs, halt);
  if (isTask(entity)) {
    const metadata = entity.constructNodeMetadata();
    return runTask(run, entity, inputs, { node, metadata, halt, runNode, isBare: true });
  }
  const place = { path: node === "" ? "" : `${node}/`, halt, runNode };
  if (isWorkflow(entity)) {
    // Workflows that contain each other would run for ever.
    await closureOf([entity]);
    return runWorkflow(run, entity, inputs, place);
  }
  if (isLaunchPlan(entity)) {
    await closureOf([entity]);
    return runLaunchPlan(run, entity, inputs, place);
  }
  throw referenceNotRunnable(describeEntity(entity), entity.name);
}
