import type { CallOptions as ConnectOptions } from "@connectrpc/connect";
import { namedEntityFromIdl } from "../../idl/services.ts";
import type { NamedEntityIdentifier } from "../../model/index.ts";
import { type Api, connectOptions, type Place, placeOf } from "./api.ts";
import { byName, type ListOptions, listPages, type PageRequest, signalOf } from "./paging.ts";

/** The call of a service that lists the names of entities of one kind. */
type AskForNames = (
  request: PageRequest & { readonly project: string; readonly domain: string },
  options: ConnectOptions,
) => Promise<{ readonly entities: readonly Parameters<typeof namedEntityFromIdl>[0][]; readonly token: string }>;

/**
 * The names of all entities of one kind at a place.
 *
 * @internal
 */
export function listNames(
  api: Api,
  place: Place,
  options: ListOptions,
  ask: AskForNames,
): AsyncGenerator<NamedEntityIdentifier, void, undefined> {
  return listPages({ ...byName, ...options }, [], async (page) => {
    const request = { ...placeOf(api, place), ...page };
    const { entities, token } = await ask(request, connectOptions(signalOf(options)));
    return { items: entities.map(namedEntityFromIdl), token };
  });
}
