import { invalidOption, show, unknownOption } from "../errors/options.ts";
import type { Alias, Container, K8sPod, NodeMetadata, TaskNodeOverrides } from "../model/index.ts";
import { type Accelerator, checkExtendedResources, extendedResources } from "../settings/accelerators.ts";
import { type DurationInput, durationMs } from "../settings/duration.ts";
import { checkImage, type ImageSpec, resolveImage, type SerializationSettings } from "../settings/index.ts";
import { type PodTemplate, podOf, primaryNameOf } from "../settings/pod-template.ts";
import { containerResources, overrideOrder, type ResourceOptions } from "../settings/resources.ts";
import { isArrayCall } from "./array-call.ts";
import type { CallableEntity } from "./callable-entity.ts";
import { checkRetries, checkSwitch, checkText } from "./check-options.ts";
import { checkPodTemplate } from "./check-pod-template.ts";
import { nodeIdFrom } from "./node-id.ts";

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
  /** Caching of this call; `false` turns the task's own off. A node's version stands by itself: no policy is asked. */
  readonly cache?: boolean | { readonly version: string; readonly serialize?: boolean };
  /** Image of this call's container. */
  readonly containerImage?: string | ImageSpec;
  readonly accelerator?: Accelerator;
  /** `true`, or a size like `"1Gi"`. */
  readonly sharedMemory?: boolean | string;
  /** The pod of this call, with the task's own command and image in its primary container. */
  readonly podTemplate?: PodTemplate;
  /**
   * Another configuration of the task's plugin, of the same class. The task has one template, so it holds for all calls of the task;
   * two calls cannot give two.
   */
  readonly taskConfig?: unknown;
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
  podTemplate: true,
  taskConfig: true,
  aliases: true,
  requests: true,
  limits: true,
  resources: true,
};

/** What only a task's container has; a workflow's node has none. */
const ofContainers: readonly (keyof NodeOverrides)[] = [
  ...(["containerImage", "accelerator", "sharedMemory", "podTemplate", "requests", "limits", "resources"] as const),
];

/**
 * The overrides of one `.with()` laid over those before it. Throws at one that does not exist or cannot have its value.
 *
 * @param call whose they are, for errors: `the call of task flows.mean in workflow flows.report`
 */
export function mergedOverrides(
  before: NodeOverrides,
  overrides: NodeOverrides,
  entity: CallableEntity,
  call: string,
): NodeOverrides {
  const where = `${call}, .with()`;
  if (typeof overrides !== "object" || overrides === null) throw invalidOption(where, "an object", overrides);
  for (const key of Object.keys(overrides)) {
    if (!Object.hasOwn(known, key)) throw unknownOption(where, key, Object.keys(known));
  }
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  const container = given.find(([key]) => !hasContainer(entity) && ofContainers.some((name) => name === key));
  if (container !== undefined) {
    const [key, value] = container;
    throw invalidOption(`${where}: option "${key}"`, "a call of a task, which has a container", value);
  }
  const merged: NodeOverrides = { ...before, ...Object.fromEntries(given) };
  checkOverrides(merged, entity, where);
  if (overrides.taskConfig !== undefined) configure(entity, overrides.taskConfig, `${where}: option "taskConfig"`);
  return merged;
}

/** What a reference runs in was said where it is registered. */
function hasContainer(entity: CallableEntity): boolean {
  const { kind, registeredAs } = isArrayCall(entity) ? entity.target : entity;
  return kind === "task" && registeredAs === undefined;
}

function checkOverrides(overrides: NodeOverrides, entity: CallableEntity, where: string): void {
  checkRetries(overrides.retries, `${where}: option "retries"`);
  if (overrides.timeout !== undefined) durationMs(overrides.timeout, `${where}: option "timeout"`);
  containerResources(overrides, overrideOrder, where);
  checkExtendedResources(overrides.accelerator, overrides.sharedMemory, where);
  checkSwitch(overrides.interruptible, `${where}: option "interruptible"`);
  checkText(overrides.name, `${where}: option "name"`);
  checkImage(overrides.containerImage, `${where}: option "containerImage"`);
  checkPodTemplate(overrides.podTemplate, `${where}: option "podTemplate"`);
  const { nodeName } = overrides;
  if (nodeName !== undefined && (typeof nodeName !== "string" || nodeIdFrom(nodeName) === "")) {
    throw invalidOption(`${where}: option "nodeName"`, "a text with a letter or a digit", nodeName);
  }
  checkNodeCache(overrides.cache, `${where}: option "cache`);
  checkAliases(overrides.aliases, entity, `${where}: option "aliases"`);
}

const cacheKeys = ["version", "serialize"];

function checkNodeCache(cache: NodeOverrides["cache"], option: string): void {
  if (cache === undefined || typeof cache === "boolean") return;
  if (typeof cache !== "object" || cache === null) {
    throw invalidOption(`${option}"`, 'true, false or { version: "…" }', cache);
  }
  for (const key of Object.keys(cache)) {
    if (!cacheKeys.includes(key)) throw unknownOption(`${option}"`, key, cacheKeys);
  }
  if (typeof cache.version !== "string" || cache.version === "") {
    throw invalidOption(`${option}.version"`, "a text that is not empty", cache.version);
  }
  checkSwitch(cache.serialize, `${option}.serialize"`);
}

function checkAliases(aliases: unknown, entity: CallableEntity, option: string): void {
  if (aliases === undefined) return;
  const outputs = Object.keys(entity.interface.outputs);
  if (typeof aliases !== "object" || aliases === null) {
    throw invalidOption(option, "an object with another name for an output", aliases);
  }
  for (const [output, alias] of Object.entries(aliases)) {
    if (!outputs.includes(output)) throw unknownOption(option, output, outputs);
    if (typeof alias !== "string" || alias === "") throw invalidOption(option, `a name for "${output}"`, alias);
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

/** Tasks of plugins have these. */
interface Configurable {
  readonly taskConfig?: unknown;
  setTaskConfig?(config: unknown): void;
}

/** What calls have made of tasks' configurations, to notice that two want different things. */
const configured = new WeakMap<object, unknown>();

function configure(entity: CallableEntity & Configurable, config: unknown, option: string): void {
  const { taskConfig } = entity;
  if (entity.setTaskConfig === undefined || typeof taskConfig !== "object" || taskConfig === null) {
    throw invalidOption(option, "a call of a task that a plugin makes", config);
  }
  const { name } = taskConfig.constructor;
  if (typeof config !== "object" || config === null || config.constructor !== taskConfig.constructor) {
    throw invalidOption(option, `a configuration of the task's own class, ${name}`, config);
  }
  const before = configured.get(entity);
  if (before !== undefined && !process.getBuiltinModule("node:util").isDeepStrictEqual(before, config)) {
    const remedy = "define another task for the other configuration";
    throw invalidOption(option, `${show(before)}, as another call has it`, config, remedy);
  }
  configured.set(entity, config);
  entity.setTaskConfig(config);
}

/** Tasks that have a container can say so, wherever it stands in their templates. */
interface Contained {
  getPrimaryContainer?(settings: SerializationSettings): Container | undefined;
}

/** The pod of a call, with the task's container in it. */
function overriddenPod(
  template: PodTemplate,
  entity: CallableEntity & Contained,
  settings: SerializationSettings,
): K8sPod {
  const container = entity.getPrimaryContainer?.(settings);
  return { ...podOf(template, container, settings, entity.name), primaryContainerName: primaryNameOf(template) };
}

/**
 * What the overrides say of the task's container.
 *
 * @param where whose they are, for errors
 */
export function taskNodeOverrides(
  overrides: NodeOverrides,
  entity: CallableEntity,
  settings: SerializationSettings,
  where: string,
): TaskNodeOverrides {
  const resources = containerResources(overrides, overrideOrder, where);
  const extended = extendedResources(overrides.accelerator, overrides.sharedMemory);
  const { containerImage, podTemplate } = overrides;
  return {
    ...(resources === undefined ? {} : { resources }),
    ...(extended === undefined ? {} : { extendedResources: extended }),
    ...(containerImage === undefined
      ? {}
      : { containerImage: resolveImage(containerImage, settings.imageConfig, entity.name) }),
    ...(podTemplate === undefined ? {} : { podTemplate: overriddenPod(podTemplate, entity, settings) }),
  };
}

/** The node's output aliases, in the order given. */
export function outputAliases(overrides: NodeOverrides): readonly Alias[] {
  return Object.entries(overrides.aliases ?? {}).map(([output, alias]) => ({ var: output, alias }));
}
