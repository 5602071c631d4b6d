import { invalidOption } from "../errors/options.ts";
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

const quantity = /^[+-]?(\d+|\d+\.\d*|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

function amount(value: unknown, option: string): string | undefined {
  if (value === undefined || value === 0 || value === "") return undefined;
  if ((typeof value === "number" && Number.isFinite(value)) || (typeof value === "string" && quantity.test(value)))
    return String(value);
  throw invalidOption(option, 'an amount as Kubernetes writes it, like "500m", "2Gi" or 2', value);
}

function entries(resources: Resources | undefined, order: ResourceOrder, option: string): readonly ResourceEntry[] {
  if (resources === undefined) return [];
  for (const key of Object.keys(resources)) {
    if (!Object.hasOwn(names, key)) throw invalidOption(option, `the keys ${Object.keys(names).join(", ")}`, key);
  }
  return order.flatMap((key) => {
    const value = amount(resources[key], `${option}.${key}`);
    return value === undefined ? [] : [{ name: names[key], value }];
  });
}

/** One side of `[request, limit]` pairs. */
function side(ranges: ResourceRanges, index: 0 | 1, where: string): Resources {
  return Object.fromEntries(
    Object.entries(ranges).flatMap(([key, range]) => {
      if (!Array.isArray(range)) return index === 0 ? [[key, range]] : [];
      if (range.length > 2)
        throw invalidOption(`${where}, option "resources.${key}"`, "at most [request, limit]", range);
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
  if (requests === undefined && limits === undefined && resources === undefined) return undefined;
  const [lower, upper] =
    resources === undefined ? [requests, limits] : [side(resources, 0, where), side(resources, 1, where)];
  return {
    requests: entries(lower, order, `${where}, option "requests"`),
    limits: entries(upper, order, `${where}, option "limits"`),
  };
}
