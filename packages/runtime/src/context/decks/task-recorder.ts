import type { VariablesSchema } from "../../metadata/index.ts";

/** Told by a task what happens in it, for its decks. */
export interface TaskRecorder {
  /** A phase begins, and the one before it has ended. */
  enter(phase: "inputs" | "function" | "outputs"): void;
  /** The values of all inputs or all outputs, as they are now. */
  values(role: "input" | "output", schema: VariablesSchema, values: { readonly [name: string]: unknown }): void;
}
