/**
 * Flyte binds whole structs. Where a struct in a workflow's body holds references, a node of its own puts it together: what makes the
 * task behind that node stands a rank above, and is loaded only when a body is recorded.
 */
import type { VariablesSchema } from "../metadata/index.ts";
import type { CallableEntity } from "./callable-entity.ts";

/** What a struct is put together of. */
export interface StructParts {
  /** One input a field that is given. */
  readonly inputs: VariablesSchema;
  /** The struct as the one output `o0`. */
  readonly outputs: VariablesSchema;
  /** Name of the struct's type; `""` where it has none. */
  readonly title: string;
}

/** Gives the entity that puts structs of some parts together; equal parts have one entity. */
export type StructComposer = (parts: StructParts) => CallableEntity;

let load: (() => Promise<StructComposer>) | undefined;

/** Says how the composer is loaded. */
export function provideStructComposer(loader: () => Promise<StructComposer>): void {
  load = loader;
}

/** The composer; undefined where nobody has provided one, as in tools that only look at graphs. */
export async function structComposer(): Promise<StructComposer | undefined> {
  return load?.();
}
