import { invalidOption, unknownOption } from "../errors/options.ts";
import type { Alias, NodeMetadata, TaskNodeOverrides } from "../model/index.ts";
import { type Accelerator, extendedResources } from "../settings/accelerators.ts";
import { type DurationInput, durationMs } from "../settings/duration.ts";
import { containerResources, overrideOrder, type ResourceOptions } from "../settings/resources.ts";

/** What `.with()` can change of one call. Flytekit's `with_overrides`, in camelCase. */
export interface NodeOverrides extends ResourceOptions {
  /** The node's id, made fit for Kubernetes (`My-Node_X` becomes `my-node-x`); unique in its workflow. */
  readonly nodeName?: string;
  /** The name that the console shows. */
  readonly name?: string;
  /** How often a recoverable failure is tried again. */
  readonly retries?: number;
  /** How long one attempt may take. */
  readonly timeout?: DurationInput;
  /** Whether the node may run on machines that can be taken away. */
  readonly interruptible?: boolean;
  /** Caching of this call; `false` turns the task's own off. */
  readonly cache?: boolean | { readonly version: string; readonly serialize?: boolean };
  /** Image of this call's container. */
  readonly containerImage?: string;
  readonly accelerator?: Accelerator;
  /** `true`, or a size like `"1Gi"`. */
  readonly sharedMemory?: boolean | string;
  /** Other names for outputs. The server then knows them only by these. */
  readonly aliases?: { readonly [output: string]: string };
}

const known: { readonly [key in keyof NodeOverrides]-?: true } = {
  nodeName: true,
  name: true,
  retries: true,
  timeout: true,
  interruptible: true,
  cache: true,
  containerImage: true,
  accelerator: true,
  sharedMemory: true,
  aliases: true,
  requests: true,
  limits: true,
  resources: true,
};

/** Throws at an override that does not exist or cannot have its value; `where` says whose it is. */
export function checkOverrides(overrides: NodeOverrides, where: string): void {
  for (const key of Object.keys(overrides)) {
    if (!Object.hasOwn(known, key)) throw unknownOption(`${where}, .with()`, key, Object.keys(known));
  }
  checkRetries(overrides.retries, `${where}, .with(): option "retries"`);
  if (overrides.timeout !== undefined) durationMs(overrides.timeout, `${where}, .with(): option "timeout"`);
  containerResources(overrides, overrideOrder, `${where}, .with()`);
  const { cache } = overrides;
  if (typeof cache === "object" && (typeof cache.version !== "string" || cache.version === "")) {
    throw invalidOption(`${where}, .with(): option "cache.version"`, "a text that is not empty", cache.version);
  }
}

/** Throws unless retries are a whole number from 0. */
export function checkRetries(retries: number | undefined, option: string): void {
  if (retries !== undefined && !(Number.isSafeInteger(retries) && retries >= 0)) {
    throw invalidOption(option, "a whole number from 0", retries);
  }
}

/** The node's metadata with the overrides laid over it. */
export function overriddenMetadata(metadata: NodeMetadata, overrides: NodeOverrides): NodeMetadata {
  const { name, retries, timeout, interruptible, cache } = overrides;
  return {
    ...metadata,
    ...(name === undefined ? {} : { name }),
    ...(retries === undefined ? {} : { retries }),
    ...(timeout === undefined ? {} : { timeout: durationMs(timeout, 'option "timeout"') }),
    ...(interruptible === undefined ? {} : { interruptible }),
    ...(typeof cache === "boolean" ? { cacheable: cache } : {}),
    ...(typeof cache === "object"
      ? {
          cacheable: true,
          cacheVersion: cache.version,
          ...(cache.serialize === undefined ? {} : { cacheSerializable: cache.serialize }),
        }
      : {}),
  };
}

/** What the overrides say of the task's container. */
export function taskNodeOverrides(overrides: NodeOverrides, where: string): TaskNodeOverrides {
  const resources = containerResources(overrides, overrideOrder, where);
  const extended = extendedResources(overrides.accelerator, overrides.sharedMemory);
  return {
    ...(resources === undefined ? {} : { resources }),
    ...(extended === undefined ? {} : { extendedResources: extended }),
    ...(overrides.containerImage === undefined ? {} : { containerImage: overrides.containerImage }),
  };
}

/** The node's output aliases, in the order given. */
export function outputAliases(overrides: NodeOverrides): readonly Alias[] {
  return Object.entries(overrides.aliases ?? {}).map(([output, alias]) => ({ var: output, alias }));
}
