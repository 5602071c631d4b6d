/**
 * A call outside a workflow runs on this machine. What runs it stands ranks above, and is loaded only then: the authoring
 * entry says here how.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { CallableEntity } from "./callable-entity.ts";

/** Runs an entity on this machine. */
export interface LocalHost {
  /** Inputs and outputs by name, as TypeScript values. */
  execute(entity: CallableEntity, inputs: ReadonlyMap<string, unknown>): Promise<ReadonlyMap<string, unknown>>;
}

/** Hosts that take the place of the usual one, for what runs inside some work. */
const hosts = new AsyncLocalStorage<LocalHost>();

let load: (() => Promise<LocalHost>) | undefined;

/** Says how the host is loaded. */
export function provideLocalHost(loader: () => Promise<LocalHost>): void {
  load = loader;
}

/** The host that runs calls outside a workflow. */
export async function localHost(): Promise<LocalHost> {
  const own = hosts.getStore();
  if (own !== undefined) return own;
  if (load === undefined) throw new Error("import @tsflyte/runtime before an entity is called");
  return load();
}

/** Does some work whose calls run on a host of their own. */
export function withHost<T>(host: LocalHost, work: () => T): T {
  return hosts.run(host, work);
}
