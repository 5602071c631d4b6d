import type { Temporal as Api } from "temporal-polyfill";

/** The types of the Temporal API, under the name of its value. */
export declare namespace Temporal {
  export type Instant = Api.Instant;
  export type Duration = Api.Duration;
  export type PlainDate = Api.PlainDate;
  export type PlainTime = Api.PlainTime;
  export type PlainDateTime = Api.PlainDateTime;
  export type PlainYearMonth = Api.PlainYearMonth;
  export type PlainMonthDay = Api.PlainMonthDay;
  export type ZonedDateTime = Api.ZonedDateTime;
}

let loaded: typeof Api | undefined;

/** The platform's Temporal where it has one, a polyfill otherwise: loaded on first use, because it is larger than all the rest. */
function load(): typeof Api {
  const platform = (globalThis as { readonly Temporal?: typeof Api }).Temporal;
  loaded ??= platform ?? polyfill();
  return loaded;
}

function polyfill(): typeof Api {
  const { createRequire } = process.getBuiltinModule("node:module");
  return (createRequire(import.meta.url)("temporal-polyfill") as { readonly Temporal: typeof Api }).Temporal;
}

/**
 * The Temporal API, the platform's own where it has one. `Temporal.Instant` is a datetime with nanoseconds,
 * `Temporal.PlainDate` a day, and `Temporal.Duration` a duration of exact length: without years, months and weeks, a day
 * being 24 hours.
 *
 * @example
 * ```ts
 * export const later = task(async (start: Temporal.Instant, by: Temporal.Duration): Promise<Temporal.Instant> => start.add(by));
 * ```
 */
export const Temporal: typeof Api = new Proxy({} as typeof Api, {
  get: (_target, name) => Reflect.get(load(), name),
  has: (_target, name) => Reflect.has(load(), name),
  ownKeys: () => Reflect.ownKeys(load()),
  getOwnPropertyDescriptor: (_target, name) => {
    const found = Reflect.getOwnPropertyDescriptor(load(), name);
    return found === undefined ? undefined : { ...found, configurable: true };
  },
});

/** Whether a value is of a Temporal class, of whichever implementation. */
export function isTemporal<Name extends "Instant" | "PlainDate" | "Duration">(
  value: unknown,
  name: Name,
): value is InstanceType<(typeof Api)[Name]> {
  return typeof value === "object" && Object.prototype.toString.call(value) === `[object Temporal.${name}]`;
}
