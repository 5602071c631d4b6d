/** Lists, page by page. */
import { sortToIdl } from "../../idl/services.ts";
import type { CallOptions } from "./api.ts";
import { type Filter, filterText } from "./filter.ts";

/** What a list is narrowed to, and in which order it comes. */
export interface ListOptions {
  /** What entries have to be; all of them hold. */
  readonly filters?: readonly Filter[];
  /** @default the newest first */
  readonly sortBy?: { readonly key: string; readonly ascending?: boolean };
  /** How many entries at most; the list ends there. @default all */
  readonly limit?: number;
  /** How many entries are asked for at a time. @default 100 */
  readonly pageSize?: number;
  readonly signal?: AbortSignal;
}

/**
 * What the requests of lists have in common.
 *
 * @internal
 */
export interface PageRequest {
  readonly limit: number;
  readonly token: string;
  readonly filters: string;
  readonly sortBy: ReturnType<typeof sortToIdl>;
}

/**
 * One answer.
 *
 * @internal
 */
export interface Page<T> {
  readonly items: readonly T[];
  /** `""` with the last page. */
  readonly token: string;
}

const newestFirst = { key: "created_at", ascending: false } as const;

/**
 * The entries of a list, each page asked for when the one before is used up.
 *
 * @param filters that the list has by itself, beside those of the options
 *
 * @internal
 */
export async function* listPages<T>(
  options: ListOptions,
  filters: readonly Filter[],
  ask: (request: PageRequest) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  const { limit = Number.POSITIVE_INFINITY, pageSize = 100, sortBy = newestFirst } = options;
  const text = filterText([...filters, ...(options.filters ?? [])]);
  let left = limit;
  let token = "";
  while (left > 0) {
    const { items, token: next } = await ask({
      limit: Math.min(pageSize, left),
      token,
      filters: text,
      sortBy: sortToIdl(sortBy.key, sortBy.ascending ?? false),
    });
    yield* items.slice(0, left);
    left -= items.length;
    // A server that gives the same token again would be asked for ever.
    if (next === "" || next === token || items.length === 0) return;
    token = next;
  }
}

/** The order of lists of names, which have no time of their own. */
export const byName: ListOptions = { sortBy: { key: "name", ascending: true } };

/** The part of a list's options that its calls take. */
export function signalOf({ signal }: ListOptions): CallOptions {
  return signal === undefined ? {} : { signal };
}
