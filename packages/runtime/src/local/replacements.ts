/** What runs in place of entities: in tests, and only in what their own calls start. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { CallableEntity } from "../graph/index.ts";

/** Takes and gives what the entity's function does. */
export type Implementation = (...args: readonly unknown[]) => unknown;

/** Implementations by the entity that they stand for. */
export type Replacements = ReadonlyMap<CallableEntity, Implementation>;

const storage = new AsyncLocalStorage<Replacements>();
const none: Replacements = new Map();

/** The replacements where this is called. */
export function activeReplacements(): Replacements {
  return storage.getStore() ?? none;
}

/** Replaces them for whatever comes after in this function, and in what that starts. */
export function enterReplacements(replacements: Replacements): void {
  storage.enterWith(replacements);
}

/** Replaces them in what a body starts. */
export function withReplacements<T>(replacements: Replacements, body: () => T): T {
  return storage.run(replacements, body);
}
