/** From literals to literals: how a task runs, wherever it does. */

import { currentContext, withContext } from "../context/current-context.ts";
import type { DeckOptions } from "../context/decks/deck-fields.ts";
import { runInContext } from "../context/run-in-context.ts";
import type { TaskContext } from "../context/task-context.ts";
import { type CallSignature, outputsByName, sourceOf } from "../graph/index.ts";
import {
  checkConstraints,
  decodeVariables,
  encodeVariables,
  fetchStored,
  loadCodecs,
  Outbox,
  type Values,
  type VariablesPlace,
} from "../literals/running.ts";
import type { LiteralMap } from "../model/index.ts";
import type { DynamicOutcome } from "./dynamic-compiler.ts";
import type { ExecutionContext, ExecutionResult } from "./executable.ts";
import type { BaseTaskOptions } from "./task-options.ts";
import { validateInputs } from "./validators.ts";

/** The parts of a task that a run calls. */
export interface Dispatched {
  readonly name: string;
  readonly embedded: CallSignature;
  readonly options: Pick<BaseTaskOptions, "validate" | "validators">;
  /** Present where decks are shown. */
  readonly decks?: DeckOptions;
  preExecute(context: TaskContext): TaskContext | Promise<TaskContext>;
  perform(inputs: ReadonlyMap<string, unknown>): Promise<DynamicOutcome>;
  postExecute(context: TaskContext, result: unknown): unknown;
}

/** Decodes the inputs, does the work with its hooks around it, and encodes the outputs. */
export async function dispatch(
  task: Dispatched,
  inputs: LiteralMap,
  context: ExecutionContext,
): Promise<ExecutionResult> {
  const { inputs: inputSchema, outputs: outputSchema } = task.embedded;
  const place = { entity: `task ${task.name}`, source: sourceOf(task.embedded) };
  await Promise.all([loadCodecs(inputSchema), loadCodecs(outputSchema)]);
  return runInContext(context, task, async (recorder) => {
    const enter = (phase: "inputs" | "function" | "outputs"): void => {
      context.enter?.(phase);
      recorder.enter(phase);
    };
    enter("inputs");
    const stored = await fetchStored(inputs, context.access);
    const input = { ...place, role: "input" as const };
    const values = await valid(task, decodeVariables(inputSchema, stored, input, context.access), input);
    recorder.values("input", inputSchema, values);
    enter("function");
    const running = await task.preExecute(currentContext());
    const outcome = await withContext(running, () => task.perform(new Map(Object.entries(values))));
    if (outcome.kind === "dynamic-job") return outcome;
    const result = await task.postExecute(running, outcome.result);
    enter("outputs");
    const output = { ...place, role: "output" as const };
    const outbox = new Outbox(context.access);
    const outputs = Object.fromEntries(outputsByName(result, task.embedded, output));
    const literals = encodeVariables(outputSchema, outputs, output, outbox);
    await checkConstraints(outputSchema, outputs, output, task.options.validate);
    recorder.values("output", outputSchema, outputs);
    await outbox.settle();
    return { kind: "outputs", outputs: literals };
  });
}

/** The inputs once constraints and the user's own validators have accepted them. */
async function valid({ embedded, options }: Dispatched, values: Values, place: VariablesPlace): Promise<Values> {
  await checkConstraints(embedded.inputs, values, place, options.validate);
  const { validators } = options;
  return validators === undefined ? values : validateInputs(values, validators, place);
}
