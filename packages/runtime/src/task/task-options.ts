import type { DeckField } from "../context/decks/deck-fields.ts";
import type { AnyFunction, CallableEntity } from "../graph/index.ts";
import type { Accelerator } from "../settings/accelerators.ts";
import type { ProducedArtifact } from "../settings/artifact.ts";
import type { DurationInput } from "../settings/duration.ts";
import type { ImageSpec } from "../settings/image-spec.ts";
import type { PodTemplate } from "../settings/pod-template.ts";
import type { ResourceOptions } from "../settings/resources.ts";
import type { DocsOptions } from "../types/index.ts";
import type { CacheOptions } from "./cache-options.ts";
import type { TaskResolver } from "./task-resolver.ts";
import type { InputValidators } from "./validators.ts";

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

/** What every task can be told, whatever it runs. */
export interface BaseTaskOptions extends ResourceOptions {
  /** Whether outputs are kept for equal inputs; `true` takes a new version whenever the function's source changes. @default false */
  readonly cache?: boolean | CacheOptions;
  /** How often a recoverable failure is tried again. @default 0 */
  readonly retries?: number;
  /** How long one attempt may take. The server enforces it on the node of each call. */
  readonly timeout?: DurationInput;
  /** Whether the task may run on machines that can be taken away. */
  readonly interruptible?: boolean;
  /** A text that says what to use instead; the first call warns with it. */
  readonly deprecated?: string;
  /** Environment variables of the container. */
  readonly environment?: { readonly [name: string]: string };
  readonly secretRequests?: readonly SecretOptions[];
  readonly accelerator?: Accelerator;
  /** `true`, or a size like `"1Gi"`. */
  readonly sharedMemory?: boolean | string;
  /** The pod that the task runs in, where it needs more than a container. */
  readonly podTemplate?: PodTemplate;
  /** Name of a PodTemplate resource in the cluster. */
  readonly podTemplateName?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly docs?: DocsOptions;
  /** Whether the task's decks are shown: see `currentContext().decks`. @default false */
  readonly enableDeck?: boolean;
  /** The opposite of `enableDeck`, for options that come from elsewhere. */
  readonly disableDeck?: boolean;
  /** What is on the decks beside what the task puts there. @default all of them */
  readonly deckFields?: readonly DeckField[];
  /**
   * Whether values are held to the constraints that their types' JSDoc states (`@minimum`, `@pattern` …). Types themselves are
   * always checked. `TSFLYTE_VALIDATE=false` turns it off for all tasks.
   * @default true
   */
  readonly validate?: boolean;
  /** Validators of the inputs' values, by input: schemas of zod, valibot, arktype or any other that implements Standard Schema. */
  readonly validators?: InputValidators;
}

/** How a task's function is run: as it is, with its calls becoming nodes, or with its calls becoming executions. */
export type ExecutionMode = "default" | "dynamic" | "eager";

/** The options of {@link task}: flytekit's, in camelCase. */
export interface TaskOptions extends BaseTaskOptions {
  /** The container's image, described by {@link image}, or its name; may hold `{{.image.NAME.fqn}}:{{.image.NAME.version}}`. */
  readonly containerImage?: string | ImageSpec;
  /** Configuration of a plugin, which then makes the task: see {@link registerTaskPlugin}. */
  readonly taskConfig?: unknown;
  /** What runs in place of the function whose types are read: that function with something around it. */
  readonly taskFunction?: AnyFunction;
  /** What the server knows the task's kind by. @default "typescript-task" */
  readonly taskType?: string;
  /** Parameters that are no inputs, because a plugin gives them. */
  readonly ignoreInputVars?: readonly string[];
  /** @default "default" */
  readonly executionMode?: ExecutionMode;
  /** How the container finds the task, where it is no constant of a module. */
  readonly taskResolver?: TaskResolver;
  /** What a dynamic task may call, so that it is registered before. */
  readonly nodeDependencyHints?: readonly CallableEntity[];
  /** Artifacts that outputs are, by output. */
  readonly artifacts?: { readonly [output: string]: ProducedArtifact };
  /** Whether parameters and results of type `unknown` or `any` are stored by `v8.serialize`. @default false */
  readonly pickleUntyped?: boolean;
}

/** The name of every option that all tasks have. */
export const baseTaskOptionNames: readonly (keyof BaseTaskOptions)[] = [
  ...(["cache", "retries", "timeout", "interruptible", "deprecated", "environment", "requests", "limits"] as const),
  ...(["resources", "secretRequests", "accelerator", "sharedMemory", "podTemplate", "podTemplateName"] as const),
  ...(["labels", "annotations", "docs", "enableDeck", "disableDeck", "deckFields", "validate", "validators"] as const),
];

/** Every option's name. */
export const taskOptionNames: readonly (keyof TaskOptions)[] = [
  ...baseTaskOptionNames,
  ...(["containerImage", "taskConfig", "taskFunction", "taskType", "ignoreInputVars", "executionMode"] as const),
  ...(["taskResolver", "nodeDependencyHints", "artifacts", "pickleUntyped"] as const),
];
