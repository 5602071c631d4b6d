/**
 * A task made of a function: the counterpart of flytekit's `PythonFunctionTask`. Plugins extend it and override what they
 * do differently.
 */
import {
  type AnyFunction,
  argumentsFrom,
  type Callable,
  DefinedEntity,
  type Definition,
  describeEntity,
  type Invocation,
  isInstance,
  localHost,
  outputsByName,
  type Recorder,
  registerEntity,
  runOutside,
  sourceOf,
} from "../graph/index.ts";
import {
  checkConstraints,
  decodeVariables,
  encodeVariables,
  fetchStored,
  loadCodecs,
  Outbox,
  type Values,
  type VariablesPlace,
} from "../literals/running.ts";
import type { JsonObject } from "../metadata/index.ts";
import type {
  Container,
  ExtendedResources,
  K8sPod,
  LiteralMap,
  NodeMetadata,
  SecurityContext,
  Sql,
  TaskMetadata,
} from "../model/index.ts";
import { resolveImage, type SerializationSettings } from "../settings/index.ts";
import { checkTaskOptions } from "./check-task-options.ts";
import { defaultTaskResolver } from "./default-resolver.ts";
import type { ExecutionContext, ExecutionResult } from "./executable.ts";
import type { RegistrableTask } from "./registrable-task.ts";
import { taskMetadata } from "./task-metadata.ts";
import type { TaskOptions } from "./task-options.ts";
import { executeCommand, securityContext, taskContainer, taskExtendedResources } from "./task-target.ts";
import { validateInputs } from "./validators.ts";

/** Gives the command of a task's container. */
export type CommandFunction = (settings: SerializationSettings) => readonly string[];

/** A task made of a function. `task()` makes one; extensions subclass it. */
export class FunctionTask<Fn extends AnyFunction = AnyFunction>
  extends DefinedEntity<"task", TaskOptions, Fn>
  implements RegistrableTask
{
  readonly taskType: string = "typescript-task";
  readonly taskTypeVersion: number = 0;
  readonly taskFunction: Fn;
  #command: CommandFunction | undefined;

  /** What two copies of this package in one process know each other's by. */
  readonly "~tsflyte": string = "function-task";

  /** Whether a value is such a task, whichever copy of this package made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this, and asks for its own instances
    return isInstance(this, FunctionTask, value, "function-task");
  }

  constructor(definition: Definition<TaskOptions>) {
    super("task", definition);
    this.taskFunction = definition.fn as Fn;
    checkTaskOptions(this.options, describeEntity(this), Object.keys(this.embedded.inputs.properties));
    registerEntity(this);
  }

  /** Environment variables of the container, beside those of the settings. */
  get environment(): { readonly [name: string]: string } {
    return this.options.environment ?? {};
  }

  /** What the template says of caching, retries and so on. */
  get metadata(): TaskMetadata {
    return taskMetadata(this.options);
  }

  get securityContext(): SecurityContext | undefined {
    return securityContext(this.options);
  }

  /** Records a call of the task in the workflow that is being compiled. */
  compile(recorder: Recorder, ...args: readonly unknown[]): Invocation<Awaited<ReturnType<Fn>>> {
    return recorder.record(this, args);
  }

  /** The metadata of a node that calls the task. */
  constructNodeMetadata(): NodeMetadata {
    const { timeout, retries, interruptible } = this.metadata;
    return { name: this.lhs, timeout, retries, ...(interruptible === undefined ? {} : { interruptible }) };
  }

  /** The container that the task runs in; undefined in a subclass whose template says something else. */
  getContainer(settings: SerializationSettings): Container | undefined {
    return taskContainer(this, settings);
  }

  /** The container's image, with its templates filled in. */
  getImage(settings: SerializationSettings): string {
    return resolveImage(this.options.containerImage, settings.imageConfig, this.name);
  }

  /** The command that runs the task, as this library writes it. */
  getDefaultCommand(settings: SerializationSettings): readonly string[] {
    return executeCommand(defaultTaskResolver.location, defaultTaskResolver.loaderArgs(settings, this));
  }

  /** The command that runs the task: the default one, unless {@link setCommandFn} gave another. */
  getCommand(settings: SerializationSettings): readonly string[] {
    return this.#command === undefined ? this.getDefaultCommand(settings) : this.#command(settings);
  }

  /** Replaces the command, for one that wraps or locates the task differently. */
  setCommandFn(command: CommandFunction): void {
    this.#command = command;
  }

  /** Back to the default command. */
  resetCommandFn(): void {
    this.#command = undefined;
  }

  /** A pod instead of a container, in tasks and plugins that run in one. */
  getK8sPod(_settings: SerializationSettings): K8sPod | undefined {
    return undefined;
  }

  /** The statement of a task that runs in a database. */
  getSql(_settings: SerializationSettings): Sql | undefined {
    return undefined;
  }

  /** What a plugin on the server reads beside the container. */
  getCustom(_settings: SerializationSettings): JsonObject | undefined {
    return undefined;
  }

  /** Texts that a plugin on the server reads. */
  getConfig(_settings: SerializationSettings): { readonly [key: string]: string } {
    return {};
  }

  getExtendedResources(_settings: SerializationSettings): ExtendedResources | undefined {
    return taskExtendedResources(this.options);
  }

  /** Runs the function on TypeScript values, one an input, as the function's own parameters take them. */
  async execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
    const call = this.taskFunction as unknown as (...args: readonly unknown[]) => unknown;
    return runOutside(() => call(...argumentsFrom(inputs, this.embedded)));
  }

  /** Runs the task on literals: what the container and the local engine do. */
  async dispatchExecute(inputs: LiteralMap, context: ExecutionContext): Promise<ExecutionResult> {
    const { inputs: inputSchema, outputs: outputSchema } = this.embedded;
    const place = { entity: describeEntity(this), source: sourceOf(this.embedded) };
    await Promise.all([loadCodecs(inputSchema), loadCodecs(outputSchema)]);
    context.enter?.("inputs");
    const stored = await fetchStored(inputs, context.access);
    const input = { ...place, role: "input" as const };
    const values = await this.#valid(decodeVariables(inputSchema, stored, input, context.access), input);
    context.enter?.("function");
    const result = await this.execute(new Map(Object.entries(values)));
    context.enter?.("outputs");
    const output = { ...place, role: "output" as const };
    const outbox = new Outbox(context.access);
    const outputs = Object.fromEntries(outputsByName(result, this.embedded, output));
    const literals = encodeVariables(outputSchema, outputs, output, outbox);
    await checkConstraints(outputSchema, outputs, output, this.options.validate);
    await outbox.settle();
    return { kind: "outputs", outputs: literals };
  }

  /** The inputs once constraints and the user's own validators have accepted them. */
  async #valid(values: Values, place: VariablesPlace): Promise<Values> {
    await checkConstraints(this.embedded.inputs, values, place, this.options.validate);
    const { validators } = this.options;
    return validators === undefined ? values : validateInputs(values, validators, place);
  }

  /** Runs the task on this machine, through the same literals as in a container. */
  async localExecute(inputs: { readonly [name: string]: unknown }): Promise<ReadonlyMap<string, unknown>> {
    const host = await localHost();
    return host.execute(this, new Map(Object.entries(inputs)));
  }
}

/** A task that can be called with the function's parameters. */
export type Task<Fn extends AnyFunction> = FunctionTask<Fn> & Callable<Fn>;
