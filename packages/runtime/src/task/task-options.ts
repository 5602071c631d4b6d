import { invalidOption } from "../errors/options.ts";
import { checkRetries } from "../graph/index.ts";
import type { Accelerator } from "../settings/accelerators.ts";
import { type DurationInput, durationMs } from "../settings/duration.ts";
import { containerOrder, containerResources, type ResourceOptions } from "../settings/resources.ts";

/** Caching of a task's outputs by its inputs. */
export interface CacheOptions {
  /** Change it when the task's code gives other results for the same inputs. */
  readonly version: string;
  /** Whether of equal calls that run at once only one computes and the others wait. */
  readonly serialize?: boolean;
  /** Inputs that make no difference. */
  readonly ignoredInputs?: string | readonly string[];
}

/** A secret that the task's container gets. */
export interface SecretOptions {
  readonly group: string;
  readonly key?: string;
  readonly groupVersion?: string;
  /** How the secret is mounted. @default "any" */
  readonly mountRequirement?: "any" | "env-var" | "file";
  /** Name of the environment variable that holds it. */
  readonly envVar?: string;
}

/** Descriptions instead of those in JSDoc. */
export interface DocsOptions {
  readonly shortDescription?: string;
  readonly longDescription?: string;
  /** A link to the source code. */
  readonly sourceLink?: string;
}

/** The options of {@link task}: flytekit's, in camelCase. */
export interface TaskOptions extends ResourceOptions {
  readonly cache?: CacheOptions;
  /** How often a recoverable failure is tried again. @default 0 */
  readonly retries?: number;
  /** How long one attempt may take. The server enforces it on the node of each call. */
  readonly timeout?: DurationInput;
  /** Whether the task may run on machines that can be taken away. */
  readonly interruptible?: boolean;
  /** A text that says what to use instead. */
  readonly deprecated?: string;
  /** Environment variables of the container. */
  readonly environment?: { readonly [name: string]: string };
  /** The container's image; may hold `{{.image.NAME.fqn}}:{{.image.NAME.version}}`. */
  readonly containerImage?: string;
  readonly secretRequests?: readonly SecretOptions[];
  readonly accelerator?: Accelerator;
  /** `true`, or a size like `"1Gi"`. */
  readonly sharedMemory?: boolean | string;
  /** Name of a PodTemplate resource in the cluster. */
  readonly podTemplateName?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly docs?: DocsOptions;
}

/** Every option's name. */
export const taskOptionNames: readonly (keyof TaskOptions)[] = [
  ...(["cache", "retries", "timeout", "interruptible", "deprecated", "environment", "containerImage"] as const),
  ...(["requests", "limits", "resources", "secretRequests", "accelerator", "sharedMemory", "podTemplateName"] as const),
  ...(["labels", "annotations", "docs"] as const),
];

/** Throws at the first option that cannot have its value. */
export function checkTaskOptions(options: TaskOptions, where: string, inputs: readonly string[]): void {
  checkRetries(options.retries, `${where}, option "retries"`);
  if (options.timeout !== undefined) durationMs(options.timeout, `${where}, option "timeout"`);
  containerResources(options, containerOrder, where);
  checkCache(options.cache, where, inputs);
  for (const [name, value] of Object.entries(options.environment ?? {})) {
    // The server takes any name and fails when the pod is made.
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
      throw invalidOption(`${where}, option "environment"`, "names of letters, digits, _, - and .", name);
    }
    if (typeof value !== "string") throw invalidOption(`${where}, option "environment.${name}"`, "a text", value);
  }
  for (const secret of options.secretRequests ?? []) {
    if (typeof secret.group !== "string" || secret.group === "") {
      throw invalidOption(`${where}, option "secretRequests"`, "a group for every secret", secret);
    }
    if (secret.envVar !== undefined && !/^[A-Z_][A-Z0-9_]*$/.test(secret.envVar)) {
      throw invalidOption(`${where}, option "secretRequests"`, "an envVar of capitals, digits and _", secret.envVar);
    }
  }
}

function checkCache(cache: CacheOptions | undefined, where: string, inputs: readonly string[]): void {
  if (cache === undefined) return;
  if (typeof cache !== "object" || typeof cache.version !== "string" || cache.version === "") {
    throw invalidOption(`${where}, option "cache"`, '{ version: "…" } with a version that is not empty', cache);
  }
  for (const name of ignoredInputs(cache)) {
    if (!inputs.includes(name)) {
      throw invalidOption(`${where}, option "cache.ignoredInputs"`, `names of its inputs (${inputs.join(", ")})`, name);
    }
  }
}

/** The names of the inputs that make no difference to the cache. */
export function ignoredInputs(cache: CacheOptions | undefined): readonly string[] {
  const ignored = cache?.ignoredInputs ?? [];
  return typeof ignored === "string" ? [ignored] : ignored;
}
