import { unsupportedScheme } from "../errors/storage.ts";
import { schemeOf } from "../types/index.ts";
import { localStore } from "./local-store.ts";
import type { Store } from "./store.ts";

/** Each loads its store on first use: a task whose data lies on one kind of storage loads no other. */
const stores = new Map<string, () => Store | Promise<Store>>([["file", () => localStore]]);

/** Makes a store known for the URIs of a scheme, such as `s3`. */
export function registerStore(scheme: string, load: () => Store | Promise<Store>): void {
  stores.set(scheme.toLowerCase(), load);
}

/** The store of a URI; a path without a scheme is on the local disk. */
export function storeOf(uri: string): Store | Promise<Store> {
  const scheme = schemeOf(uri) ?? "file";
  const load = stores.get(scheme);
  if (load === undefined) throw unsupportedScheme(uri, scheme, [...stores.keys()]);
  return load();
}
