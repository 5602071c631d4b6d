/** What runs in place of entities: in tests, and only in what their own calls start. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { CallableEntity } from "../graph/index.ts";

/** Takes and gives what the entity's function does. */
export type Implementation = (...args: readonly unknown[]) => unknown;

/** An implementation that stands for that of an entity until it is taken back. */
export interface Replacement {
  readonly entity: CallableEntity;
  readonly implementation: Implementation;
  /** Whoever has inherited it does not use it any more. */
  isRestored: boolean;
}

const storage = new AsyncLocalStorage<readonly Replacement[]>();

/** What runs in place of an entity here: the innermost replacement. */
export function replacementOf(entity: CallableEntity): Implementation | undefined {
  const active = storage.getStore();
  return active?.findLast((replacement) => replacement.entity === entity && !replacement.isRestored)?.implementation;
}

/** Replaces for whatever comes after in the function that is running, and in what that starts. */
export function enterReplacement(replacement: Replacement): void {
  storage.enterWith([...(storage.getStore() ?? []), replacement]);
}

/** Replaces in what a body starts. */
export function withReplacement<T>(replacement: Replacement, body: () => T): T {
  return storage.run([...(storage.getStore() ?? []), replacement], body);
}
