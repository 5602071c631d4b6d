/** The task behind a map: it is registered beside the task that it runs for each element. */
import { mapClash } from "../errors/maps.ts";
import type { CallSignature } from "../graph/index.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { Container, K8sPod, LiteralMap, NodeMetadata, TaskMetadata, TypedInterface } from "../model/index.ts";
import type { SerializationSettings } from "../settings/index.ts";
import { interfaceOf } from "../types/index.ts";
import type { AutoContainerTask } from "./auto-container-task.ts";
import type { ExecutionContext, ExecutionResult } from "./executable.ts";
import { mapTaskName } from "./map-name.ts";
import type { PartialMapOptions } from "./map-options.ts";
import { mapSignature } from "./map-signature.ts";
import type { RegistrableTask } from "./registrable-task.ts";
import { taskMetadata } from "./task-metadata.ts";
import { executeCommand, withCode } from "./task-target.ts";

/** A task of this project that can be mapped over. */
export type MappableTask = AutoContainerTask<never, never> & RegistrableTask;

/** Runs a task for one element of the lists that are its inputs. */
export class MapTask implements RegistrableTask {
  readonly kind = "task";
  readonly name: string;
  readonly lhs: string;
  readonly taskTypeVersion = 1;
  /** The task that runs for each element. */
  readonly target: MappableTask;
  /** The inputs that every element gets whole, sorted. */
  readonly boundInputs: readonly string[];
  readonly embedded: CallSignature;
  readonly metadata: TaskMetadata;
  #interface: TypedInterface | undefined;
  readonly #typed: Pick<CallSignature, "inputs" | "outputs">;

  constructor(target: MappableTask, boundInputs: readonly string[], options: PartialMapOptions) {
    const { source } = target.embedded;
    const shape = { bound: boundInputs, omitted: [] };
    const ratio = options.minSuccessRatio ?? 1;
    this.name = mapTaskName(target, boundInputs, options);
    this.lhs = this.name.slice(this.name.lastIndexOf(".") + 1);
    this.target = target;
    this.boundInputs = boundInputs;
    this.embedded = mapSignature(
      target,
      { ...shape, partial: ratio < 1 || options.minSuccesses !== undefined },
      source,
    );
    // flytekit declares elements that may be null for a ratio alone, and the server holds no value to its type.
    this.#typed = mapSignature(target, { ...shape, partial: ratio < 1 }, source);
    this.metadata = elementMetadata(target.metadata, options.metadata);
  }

  get interface(): TypedInterface {
    this.#interface ??= interfaceOf(this.#typed);
    return this.#interface;
  }

  get outputSchema(): VariablesSchema {
    return this.embedded.outputs;
  }

  get taskType(): string {
    return this.target.taskType;
  }

  get options(): RegistrableTask["options"] {
    return (this.target as RegistrableTask).options;
  }

  get securityContext(): RegistrableTask["securityContext"] {
    return this.target.securityContext;
  }

  /** The metadata of the node of each element. */
  constructNodeMetadata(): NodeMetadata {
    const { timeout, retries, interruptible } = this.metadata;
    return { name: this.name, timeout, retries, ...(interruptible === undefined ? {} : { interruptible }) };
  }

  /** The container of an element, alone or in a pod. */
  getPrimaryContainer(settings: SerializationSettings): Container | undefined {
    return this.#withCommand(settings, () => this.target.getPrimaryContainer(settings));
  }

  getContainer(settings: SerializationSettings): Container | undefined {
    return this.#withCommand(settings, () => this.target.getContainer(settings));
  }

  getK8sPod(settings: SerializationSettings): K8sPod | undefined {
    return this.#withCommand(settings, () => this.target.getK8sPod(settings));
  }

  getSql(): undefined {
    return undefined;
  }

  getCustom(settings: SerializationSettings): ReturnType<RegistrableTask["getCustom"]> {
    return this.target.getCustom(settings);
  }

  getConfig(settings: SerializationSettings): { readonly [key: string]: string } {
    return this.target.getConfig(settings);
  }

  getExtendedResources(settings: SerializationSettings): ReturnType<RegistrableTask["getExtendedResources"]> {
    return this.target.getExtendedResources(settings);
  }

  /** What an element's container is started with. */
  getCommand(settings: SerializationSettings): readonly string[] {
    const { taskResolver } = this.target;
    const loaderArgs = taskResolver.loaderArgs(settings, this.target);
    const own = ["vars", this.boundInputs.join(","), "resolver", taskResolver.location];
    return withCode(executeCommand("tsflyte.map", [...own, ...loaderArgs], settings, "map-execute"), settings);
  }

  /** Runs the task for one element, on its part of the lists. */
  dispatchExecute(inputs: LiteralMap, context: ExecutionContext): Promise<ExecutionResult> {
    return this.target.dispatchExecute(inputs, context);
  }

  /** Reads something of the target that holds its command, with this command in its place. */
  #withCommand<T>(settings: SerializationSettings, read: () => T): T {
    const { target } = this;
    const own = Object.getOwnPropertyDescriptor(target, "getCommand");
    Object.defineProperty(target, "getCommand", { value: () => this.getCommand(settings), configurable: true });
    try {
      return read();
    } finally {
      if (own === undefined) Reflect.deleteProperty(target, "getCommand");
      else Object.defineProperty(target, "getCommand", own);
    }
  }
}

/** The metadata of the task with what the map says instead. */
function elementMetadata(metadata: TaskMetadata, options: PartialMapOptions["metadata"]): TaskMetadata {
  if (options === undefined) return metadata;
  const { cache } = options;
  const cacheVersion = typeof cache === "object" ? cache.version : "";
  const said = taskMetadata(options, { cacheVersion, generatesDeck: false, isEager: false });
  return {
    ...metadata,
    ...(cache === undefined
      ? {}
      : {
          discoverable: said.discoverable,
          discoveryVersion: said.discoveryVersion,
          cacheSerializable: said.cacheSerializable,
          cacheIgnoreInputVars: said.cacheIgnoreInputVars,
        }),
    ...(options.retries === undefined ? {} : { retries: said.retries }),
    ...(options.timeout === undefined ? {} : { timeout: said.timeout }),
    ...(said.interruptible === undefined ? {} : { interruptible: said.interruptible }),
    ...(options.deprecated === undefined ? {} : { deprecatedErrorMessage: said.deprecatedErrorMessage }),
    ...(options.podTemplateName === undefined ? {} : { podTemplateName: said.podTemplateName }),
  };
}

const mapTasks = new WeakMap<object, Map<string, MapTask>>();

/** The map over a task with these inputs bound and these options: one of a name. */
export function mapTaskFor(
  target: MappableTask,
  bound: readonly string[],
  options: PartialMapOptions,
  position: string | undefined,
): MapTask {
  const made = new MapTask(target, bound, options);
  const known = mapTasks.get(target) ?? new Map<string, MapTask>();
  mapTasks.set(target, known);
  const present = known.get(made.name);
  if (present === undefined) known.set(made.name, made);
  else if (JSON.stringify(present.metadata) !== JSON.stringify(made.metadata)) throw mapClash(made.name, position);
  return present ?? made;
}
