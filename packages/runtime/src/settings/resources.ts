import { invalidOption, unknownOption } from "../errors/options.ts";
import type { ContainerResources, ResourceEntry, ResourceName } from "../model/index.ts";

/** An amount as Kubernetes writes it: `"500m"`, `"1Gi"`, `2`. */
export type Quantity = string | number;

/** What a task asks for. */
export interface Resources {
  readonly cpu?: Quantity;
  readonly mem?: Quantity;
  readonly gpu?: Quantity;
  readonly ephemeralStorage?: Quantity;
}

/** Request and limit at once: one amount for the request, or `[request, limit]`. */
export interface ResourceRanges {
  readonly cpu?: Quantity | readonly [request: Quantity, limit: Quantity];
  readonly mem?: Quantity | readonly [request: Quantity, limit: Quantity];
  readonly gpu?: Quantity | readonly [request: Quantity, limit: Quantity];
  readonly ephemeralStorage?: Quantity | readonly [request: Quantity, limit: Quantity];
}

/** The three options that say resources; `resources` excludes the other two. */
export interface ResourceOptions {
  /** What the container is guaranteed. */
  readonly requests?: Resources;
  /** What the container is held to. */
  readonly limits?: Resources;
  /** Both at once. */
  readonly resources?: ResourceRanges;
}

const names: { readonly [key in keyof Resources]-?: ResourceName } = {
  cpu: "cpu",
  mem: "memory",
  gpu: "gpu",
  ephemeralStorage: "ephemeral-storage",
};

/** The order in which flytekit writes entries: one for containers, another for a node's overrides. */
export type ResourceOrder = readonly (keyof Resources)[];
export const containerOrder: ResourceOrder = ["ephemeralStorage", "cpu", "gpu", "mem"];
export const overrideOrder: ResourceOrder = ["cpu", "mem", "gpu", "ephemeralStorage"];

const quantity = /^\+?(\d+|\d+\.\d*|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

/** Whether a text is an amount as Kubernetes writes it. */
export function isQuantity(text: string): boolean {
  return quantity.test(text);
}

const factors: { readonly [suffix: string]: number } = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/** How much an amount is, to compare it with another. */
export function quantityValue(text: string): number {
  const [, digits = "0", suffix = ""] = /^(.*?)([a-zA-Z]i?)?$/.exec(text) ?? [];
  return Object.hasOwn(factors, suffix) ? Number(digits) * (factors[suffix] ?? 1) : Number(text);
}

/** An option, or one key of it, in words. */
type Spell = (key?: string) => string;

function spellOption(where: string, option: string): Spell {
  return (key) => `${where}, option "${key === undefined ? option : `${option}.${key}`}"`;
}

function amount(value: unknown, option: string): string | undefined {
  if (value === undefined || value === 0 || value === "") return undefined;
  const isNumber = typeof value === "number" && Number.isFinite(value) && value > 0;
  if (isNumber || (typeof value === "string" && isQuantity(value))) return String(value);
  throw invalidOption(option, 'an amount as Kubernetes writes it, like "500m", "2Gi" or 2', value);
}

function checkKeys(resources: unknown, spell: Spell): void {
  if (typeof resources !== "object" || resources === null || Array.isArray(resources)) {
    throw invalidOption(spell(), `an object with the keys ${Object.keys(names).join(", ")}`, resources);
  }
  for (const key of Object.keys(resources)) {
    if (!Object.hasOwn(names, key)) throw unknownOption(spell(), key, Object.keys(names));
  }
}

function entries(resources: Resources | undefined, order: ResourceOrder, spell: Spell): readonly ResourceEntry[] {
  if (resources === undefined) return [];
  checkKeys(resources, spell);
  return order.flatMap((key) => {
    const value = amount(resources[key], spell(key));
    return value === undefined ? [] : [{ name: names[key], value }];
  });
}

/** One side of `[request, limit]` pairs. A single amount is the request. */
function side(ranges: ResourceRanges, index: 0 | 1, spell: Spell): Resources {
  checkKeys(ranges, spell);
  return Object.fromEntries(
    Object.entries(ranges).flatMap(([key, range]) => {
      if (!Array.isArray(range)) return index === 0 ? [[key, range]] : [];
      if (range.length > 2) throw invalidOption(spell(key), "at most [request, limit]", range);
      return range[index] === undefined ? [] : [[key, range[index]]];
    }),
  );
}

/**
 * The resource entries of a task's or node's options, or undefined where they say nothing.
 *
 * @param where whose options they are, for errors: `task "flows.mean"`
 */
export function containerResources(
  options: ResourceOptions,
  order: ResourceOrder,
  where: string,
): ContainerResources | undefined {
  const { requests, limits, resources } = options;
  if (resources !== undefined && (requests !== undefined || limits !== undefined)) {
    throw invalidOption(`${where}, option "resources"`, "no requests and no limits beside it", { requests, limits });
  }
  if (resources !== undefined) {
    const spell = spellOption(where, "resources");
    return {
      requests: entries(side(resources, 0, spell), order, spell),
      limits: entries(side(resources, 1, spell), order, spell),
    };
  }
  if (requests === undefined && limits === undefined) return undefined;
  return {
    requests: entries(requests, order, spellOption(where, "requests")),
    limits: entries(limits, order, spellOption(where, "limits")),
  };
}
