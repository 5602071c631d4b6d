/** What every part of the client calls with. */
import type { Client, CallOptions as ConnectOptions } from "@connectrpc/connect";
import { incompleteIdentifier } from "../../errors/client.ts";
import type { AdminService, DataProxyService, SignalService } from "../../idl/services.ts";
import type { Identifier, ResourceType } from "../../model/index.ts";
import { type DurationInput, durationMs } from "../../settings/index.ts";

/** What any call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** How long the call may take with all its tries. @default the client's */
  readonly timeout?: DurationInput;
}

/**
 * The services, and what the configuration says of where entities are.
 *
 * @internal
 */
export interface Api {
  readonly admin: Client<typeof AdminService>;
  readonly signals: Client<typeof SignalService>;
  readonly dataProxy: Client<typeof DataProxyService>;
  readonly project: string;
  readonly domain: string;
}

/** Where something is: the client's project and domain where none are named. */
export interface Place {
  readonly project?: string;
  readonly domain?: string;
}

/** An identifier whose project and domain may be left out: they are the client's then. */
export interface EntityName extends Place {
  readonly name: string;
  readonly version: string;
}

/** The name of all versions of an entity. */
export interface VersionlessName extends Place {
  readonly name: string;
}

/**
 * The project and domain, with the client's where they are left out.
 *
 * @internal
 */
export function placeOf(api: Api, { project, domain }: Place): { readonly project: string; readonly domain: string } {
  return { project: project ?? api.project, domain: domain ?? api.domain };
}

/**
 * A whole identifier.
 *
 * @internal
 */
export function identifierIn(api: Api, resourceType: ResourceType, entity: EntityName): Identifier {
  const { name, version } = entity;
  if (name === "") throw incompleteIdentifier(`the ${resourceType}`, "name");
  if (version === "") throw incompleteIdentifier(name, "version");
  return { resourceType, ...placeOf(api, entity), name, version };
}

/**
 * The options of connect's clients.
 *
 * @internal
 */
export function connectOptions({ signal, timeout }: CallOptions): ConnectOptions {
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(timeout === undefined ? {} : { timeoutMs: durationMs(timeout, 'option "timeout"') }),
  };
}
