/** Tasks and workflows with metadata by hand, as the transformer's output calls `task()` and `workflow()`. */

import { type Task, type TaskOptions, task, type Workflow, type WorkflowOptions, workflow } from "../../src/index.ts";
import type { Metadata, Schema } from "../../src/metadata/index.ts";
import { int, type MetadataFacts, metadata, none, type Result, value } from "./metadata.ts";

type AnyFunction = (...args: never[]) => unknown;
type Variables = { readonly [name: string]: Schema };

/** Calls `task()` or another definition as compiled JavaScript does, with anything for arguments. */
export function callLoosely(callee: (...args: never[]) => unknown, ...args: readonly unknown[]): unknown {
  return (callee as (...args: readonly unknown[]) => unknown)(...args);
}

/** `export const NAME = task(options, fn)` of the module `flows`. */
export function defineTask<Fn extends AnyFunction>(
  name: string,
  inputs: Variables,
  result: Result,
  fn: Fn,
  options: TaskOptions = {},
  facts: MetadataFacts = {},
): Task<Fn> {
  return callLoosely(task, options, fn, metadata(name, inputs, result, facts)) as Task<Fn>;
}

/** `export const NAME = workflow(options, fn)` of the module `flows`. */
export function defineWorkflow<Fn extends AnyFunction>(
  name: string,
  inputs: Variables,
  result: Result,
  fn: Fn,
  options: WorkflowOptions = {},
  facts: MetadataFacts = {},
): Workflow<Fn> {
  const embedded: Metadata = metadata(name, inputs, result, { kind: "workflow", ...facts });
  return callLoosely(workflow, options, fn, embedded) as Workflow<Fn>;
}

/** A task that adds two integers. */
export function addTask(name: string): Task<(a: number, b: number) => Promise<number>> {
  return defineTask(name, { a: int, b: int }, value(int), async (a: number, b: number) => a + b);
}

/** A workflow without inputs and outputs, for a body that is only to be looked at. */
export function bodyOf(name: string, body: () => unknown): Workflow<() => Promise<void>> {
  return defineWorkflow(name, {}, none, async () => {
    await body();
  });
}
