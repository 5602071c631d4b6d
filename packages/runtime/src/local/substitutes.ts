/** Nodes that do not run: their outputs are given, or their implementation is replaced. */
import {
  argumentsFrom,
  type CallableEntity,
  describeEntity,
  outputsByName,
  runOutside,
  sourceOf,
} from "../graph/index.ts";
import { decodeVariables, encodeVariables, fetchStored, Outbox } from "../literals/index.ts";
import type { LiteralMap } from "../model/index.ts";
import type { Halt } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import { monotonicMillis } from "./monotonic-clock.ts";
import { type Implementation, replacementOf } from "./replacements.ts";
import { failureOf } from "./task-failure.ts";

/** Runs in place of an entity, on its literals. */
export type Substitute = (inputs: LiteralMap, halt: Halt) => Promise<LiteralMap>;

/** What runs in place of an entity at a node; undefined where it runs itself. */
export function substituteFor(run: LocalRun, entity: CallableEntity, node: string): Substitute | undefined {
  const { outputs } = run.options;
  const key = outputs === undefined ? undefined : [node, entity.name].find((name) => Object.hasOwn(outputs, name));
  const implementation = key === undefined ? replacementOf(entity) : () => outputs?.[key];
  if (implementation === undefined) return undefined;
  return async (inputs, halt) => {
    const start = monotonicMillis();
    const facts = { node, entity: entity.name };
    try {
      const literals = await runInPlace(run, entity, implementation, inputs);
      run.emit({ kind: "node-replaced", ...facts, milliseconds: monotonicMillis() - start });
      return literals;
    } catch (error) {
      halt.fail(error);
      run.emit({ kind: "node-failed", ...facts, error });
      throw node === "" ? error : failureOf(entity, node, error);
    }
  };
}

async function runInPlace(
  { access }: LocalRun,
  entity: CallableEntity,
  implementation: Implementation,
  inputs: LiteralMap,
): Promise<LiteralMap> {
  const { embedded } = entity;
  const place = { entity: describeEntity(entity), source: sourceOf(embedded) };
  const stored = await fetchStored(inputs, access);
  const values = decodeVariables(embedded.inputs, stored, { ...place, role: "input" }, access);
  const result = await runOutside(() => implementation(...argumentsFrom(new Map(Object.entries(values)), embedded)));
  const output = { ...place, role: "output" as const };
  const outbox = new Outbox(access);
  const outputs = Object.fromEntries(outputsByName(result, embedded, output));
  const literals = encodeVariables(embedded.outputs, outputs, output, outbox);
  await outbox.settle();
  return literals;
}
