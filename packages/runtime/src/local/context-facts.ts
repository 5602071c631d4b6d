/** What tasks are told of their run in place of what the run itself says: in tests. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { RunFacts } from "../context/index.ts";

/** Facts that can be told otherwise. */
export type ContextFacts = Partial<Pick<RunFacts, "executionId" | "taskId" | "attempt" | "isLocal" | "signal" | "env">>;

const storage = new AsyncLocalStorage<ContextFacts>();

/** The facts that tasks started here are told. */
export function activeContextFacts(): ContextFacts | undefined {
  return storage.getStore();
}

/** Tells facts to the tasks that a body starts. */
export function withContextFacts<T>(facts: ContextFacts, body: () => T): T {
  return storage.run({ ...storage.getStore(), ...facts }, body);
}
