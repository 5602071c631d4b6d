import { unsupportedScheme } from "../errors/storage.ts";
import { schemeOf } from "../types/index.ts";
import { localStore } from "./local-store.ts";
import type { Store } from "./store.ts";

type LoadStore = () => Store | Promise<Store>;

/** Each loads its store on first use: a task whose data lies on one kind of storage loads no other. */
const stores = new Map<string, LoadStore>([
  ["file", () => localStore],
  ["s3", once(async () => (await import("./s3-store.ts")).createS3Store())],
  ["gs", once(async () => (await import("./gs-store.ts")).createGsStore())],
  ...sharing(["abfs", "abfss", "az"], async () => (await import("./azure-store.ts")).createAzureStore()),
  ...sharing(["http", "https"], async () => (await import("./http-store.ts")).createHttpStore()),
]);

/** Makes a store known for the URIs of a scheme, such as `s3`. */
export function registerStore(scheme: string, load: LoadStore): void {
  stores.set(scheme.toLowerCase(), load);
}

/** The store of a URI; a path without a scheme is on the local disk. */
export function storeOf(uri: string): Store | Promise<Store> {
  const scheme = schemeOf(uri) ?? "file";
  const load = stores.get(scheme);
  if (load === undefined) throw unsupportedScheme(uri, scheme, [...stores.keys()]);
  return load();
}

function sharing(schemes: readonly string[], load: () => Promise<Store>): readonly (readonly [string, LoadStore])[] {
  const shared = once(load);
  return schemes.map((scheme) => [scheme, shared]);
}

function once(load: () => Promise<Store>): LoadStore {
  let loaded: Promise<Store> | undefined;
  return () => (loaded ??= load());
}
