import type { Accelerator } from "../settings/accelerators.ts";
import type { DurationInput } from "../settings/duration.ts";
import type { ResourceOptions } from "../settings/resources.ts";
import type { InputValidators } from "./validators.ts";

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
  /**
   * Whether values are held to the constraints that their types' JSDoc states (`@minimum`, `@pattern` …). Types themselves are
   * always checked. `TSFLYTE_VALIDATE=false` turns it off for all tasks.
   * @default true
   */
  readonly validate?: boolean;
  /** Validators of the inputs' values, by input: schemas of zod, valibot, arktype or any other that implements Standard Schema. */
  readonly validators?: InputValidators;
}

/** Every option's name. */
export const taskOptionNames: readonly (keyof TaskOptions)[] = [
  ...(["cache", "retries", "timeout", "interruptible", "deprecated", "environment", "containerImage"] as const),
  ...(["requests", "limits", "resources", "secretRequests", "accelerator", "sharedMemory", "podTemplateName"] as const),
  ...(["labels", "annotations", "docs", "validate", "validators"] as const),
];

/** The names of the inputs that make no difference to the cache. */
export function ignoredInputs(cache: CacheOptions | undefined): readonly string[] {
  const ignored = cache?.ignoredInputs ?? [];
  return typeof ignored === "string" ? [ignored] : ignored;
}
