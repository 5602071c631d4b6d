import { badObjectUri } from "../errors/object-storage.ts";
import { schemeOf } from "../types/index.ts";

/** An object of Azure's storage. */
export interface AzurePlace {
  /** The host of the account's blobs; `undefined` where the settings say it. */
  readonly host: string | undefined;
  readonly container: string;
  readonly key: string;
}

/**
 * The place that `abfs://CONTAINER/PATH` or `abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/PATH` names. Paths are taken as
 * they are.
 */
export function azurePlace(uri: string): AzurePlace {
  const match = /^[a-z]+:\/\/(?:([^/@]+)@)?([^/@]+)(?:\/(.*))?$/is.exec(uri);
  if (match === null) throw badObjectUri(uri, "abfs://CONTAINER/PATH");
  const [, container, host = "", key = ""] = match;
  if (container === undefined) return { host: undefined, container: host, key };
  // The same objects, by the interface that speaks of blobs.
  return { host: host.replace(/\.dfs\./i, ".blob."), container, key };
}

/** The name of one object; a container alone is none. */
export function azureKey(place: AzurePlace, uri = `abfs://${place.container}/${place.key}`): string {
  if (place.key !== "" && !place.key.endsWith("/")) return place.key;
  throw badObjectUri(uri, `a path, as in ${schemeOf(uri)}://${place.container}/path/to/object`);
}
