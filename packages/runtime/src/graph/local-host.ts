/**
 * A call outside a workflow runs on this machine. What runs it stands ranks above, and is loaded only then: the authoring
 * entry says here how.
 */
import type { CallableEntity } from "./callable-entity.ts";

/** Runs an entity on this machine. */
export interface LocalHost {
  /** Inputs and outputs by name, as TypeScript values. */
  execute(entity: CallableEntity, inputs: ReadonlyMap<string, unknown>): Promise<ReadonlyMap<string, unknown>>;
}

let load: (() => Promise<LocalHost>) | undefined;

/** Says how the host is loaded. */
export function provideLocalHost(loader: () => Promise<LocalHost>): void {
  load = loader;
}

/** The host that runs calls outside a workflow. */
export async function localHost(): Promise<LocalHost> {
  if (load === undefined) throw new Error("import @tsflyte/runtime before an entity is called");
  return load();
}
