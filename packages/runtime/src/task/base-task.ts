/** What all tasks of this project share: options, what the template says of them, and the hooks around a run. */

import { deckFields as allDeckFields, type DeckField } from "../context/decks/deck-fields.ts";
import type { TaskContext } from "../context/task-context.ts";
import { noConstant } from "../errors/entities.ts";
import { unknownVariables } from "../errors/values.ts";
import {
  type AnyFunction,
  DefinedEntity,
  describeEntity,
  type EntityDefinition,
  type Invocation,
  localHost,
  type Recorder,
  registerEntity,
  sourceOf,
} from "../graph/index.ts";
import type { JsonObject, Schema } from "../metadata/index.ts";
import type {
  Container,
  ContainerResources,
  Description,
  ExtendedResources,
  K8sPod,
  LiteralMap,
  NodeMetadata,
  SecurityContext,
  Sql,
  TaskMetadata,
} from "../model/index.ts";
import type { SerializationSettings } from "../settings/index.ts";
import { podOf, primaryNameOf } from "../settings/pod-template.ts";
import { containerOrder, containerResources } from "../settings/resources.ts";
import { cacheVersion, type VersionParameters } from "./cache-options.ts";
import { checkBaseOptions } from "./check-task-options.ts";
import { type Dispatched, dispatch } from "./dispatch.ts";
import type { DynamicOutcome } from "./dynamic-compiler.ts";
import type { ExecutionContext, ExecutionResult } from "./executable.ts";
import type { RegistrableTask } from "./registrable-task.ts";
import { taskMetadata } from "./task-metadata.ts";
import type { BaseTaskOptions, ExecutionMode } from "./task-options.ts";
import { securityContext, taskExtendedResources } from "./task-target.ts";

/** How a run on this machine stands to the cluster: a task runs as it is, an eager one makes further runs. */
export type LocalExecutionMode = "local-task-execution" | "eager-local-execution";

/** A task of this project, whatever it runs. Subclasses say what: {@link FunctionTask} is one. */
export abstract class BaseTask<Options extends BaseTaskOptions, Fn extends AnyFunction>
  extends DefinedEntity<"task", Options, Fn>
  implements RegistrableTask
{
  /** What the server knows the task's kind by. */
  abstract readonly taskType: string;
  /** Which version of its kind's contract the task follows. */
  readonly taskTypeVersion: number = 0;
  /** How the task runs what it is made of. */
  readonly executionMode: ExecutionMode = "default";
  #cacheVersion: string | undefined;
  #hasWarned = false;

  constructor(definition: EntityDefinition<Options>) {
    super("task", definition);
    checkBaseOptions(this.options, describeEntity(this), Object.keys(this.embedded.inputs.properties));
    registerEntity(this);
  }

  /** Environment variables of the container, beside those of the settings. */
  get environment(): { readonly [name: string]: string } {
    return this.options.environment ?? {};
  }

  /** What the container asks for, as the options say it. */
  get resources(): ContainerResources {
    return containerResources(this.options, containerOrder, describeEntity(this)) ?? { requests: [], limits: [] };
  }

  /** The secrets that the container gets. */
  get securityContext(): SecurityContext | undefined {
    return securityContext(this.options);
  }

  /** Whether the task's decks are shown. */
  get enableDeck(): boolean {
    const { enableDeck, disableDeck } = this.options;
    return enableDeck ?? (disableDeck === undefined ? false : !disableDeck);
  }

  /** The opposite of {@link enableDeck}. */
  get disableDeck(): boolean {
    return !this.enableDeck;
  }

  /** What is on the decks beside what the task puts there; nothing where they are not shown. */
  get deckFields(): readonly DeckField[] {
    return this.enableDeck ? (this.options.deckFields ?? allDeckFields) : [];
  }

  /** What the template says of caching, retries and so on. */
  get metadata(): TaskMetadata {
    this.#cacheVersion ??= cacheVersion(this.options.cache, () => this.versionParameters(), describeEntity(this));
    const isEager = this.executionMode === "eager";
    return taskMetadata(this.options, {
      cacheVersion: this.#cacheVersion,
      generatesDeck: this.enableDeck || isEager,
      isEager,
    });
  }

  /** The description, where the option `docs` or JSDoc has one. */
  override get docs(): Description | undefined {
    return this.embedded.docs === undefined && this.options.docs === undefined ? undefined : super.docs;
  }

  /** What the task runs, as text: cached outputs get their version from it. */
  protected abstract get source(): string;

  /** What cache policies look at. */
  protected versionParameters(): VersionParameters {
    const { podTemplate, podTemplateName } = this.options;
    return {
      source: this.source,
      ...(podTemplate === undefined ? {} : { podTemplate }),
      ...(podTemplateName === undefined ? {} : { podTemplateName }),
    };
  }

  /** Records a node, or runs. The first call of a deprecated task warns. */
  override invoke(args: readonly unknown[]): Invocation<Awaited<ReturnType<Fn>>> {
    const { deprecated } = this.options;
    if (deprecated !== undefined && !this.#hasWarned) {
      this.#hasWarned = true;
      process.emitWarning(`${describeEntity(this)} is deprecated: ${deprecated}`, { type: "DeprecationWarning" });
    }
    return super.invoke(args);
  }

  /** Records a call of the task in the workflow that is being compiled. */
  compile(recorder: Recorder, ...args: readonly unknown[]): Invocation<Awaited<ReturnType<Fn>>> {
    return recorder.record(this, args);
  }

  /** The metadata of a node that calls the task. */
  constructNodeMetadata(): NodeMetadata {
    const { timeout, retries, interruptible } = this.metadata;
    return {
      name: this.name.slice(this.name.lastIndexOf(".") + 1),
      timeout,
      retries,
      ...(interruptible === undefined ? {} : { interruptible }),
    };
  }

  /** The constant that holds the task. Throws where none does, as then no container could find it by one. */
  findLhs(): string {
    if (this.lhs === "") throw noConstant(describeEntity(this), sourceOf(this.embedded));
    return this.lhs;
  }

  /** The JSON Schema of each input. */
  getInputTypes(): { readonly [input: string]: Schema } {
    return this.embedded.inputs.properties;
  }

  /** The JSON Schema of one input. Throws where there is none of that name. */
  getTypeForInputVar(name: string): Schema {
    return this.#schemaOf(name, "input");
  }

  /** The JSON Schema of one output. Throws where there is none of that name. */
  getTypeForOutputVar(name: string): Schema {
    return this.#schemaOf(name, "output");
  }

  #schemaOf(name: string, role: "input" | "output"): Schema {
    const { properties } = role === "input" ? this.embedded.inputs : this.embedded.outputs;
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (schema !== undefined) return schema;
    const place = { entity: describeEntity(this), role, source: sourceOf(this.embedded) };
    throw unknownVariables(place, [name], Object.keys(properties));
  }

  /** The container that does the work, alone or in a pod. A task that runs elsewhere has none. */
  getPrimaryContainer(_settings: SerializationSettings): Container | undefined {
    return undefined;
  }

  /** The container that the task runs in; undefined where the template says something else. */
  getContainer(settings: SerializationSettings): Container | undefined {
    return this.options.podTemplate === undefined ? this.getPrimaryContainer(settings) : undefined;
  }

  /** A pod instead of a container, as the option `podTemplate` asks for it. */
  getK8sPod(settings: SerializationSettings): K8sPod | undefined {
    const { podTemplate } = this.options;
    const container = podTemplate === undefined ? undefined : this.getPrimaryContainer(settings);
    if (podTemplate === undefined || container === undefined) return undefined;
    return podOf(podTemplate, container, settings, this.name);
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
    const { podTemplate } = this.options;
    return podTemplate === undefined ? {} : { primary_container_name: primaryNameOf(podTemplate) };
  }

  /** Accelerators and shared memory. */
  getExtendedResources(_settings: SerializationSettings): ExtendedResources | undefined {
    return taskExtendedResources(this.options);
  }

  /**
   * Called before {@link execute}, with the context of the run.
   *
   * @returns the context that the task sees: the same one, or one with more in it
   */
  preExecute(context: TaskContext): TaskContext | Promise<TaskContext> {
    return context;
  }

  /** Does the work on TypeScript values, one an input; gives what the task's function type says. */
  abstract execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown>;

  /**
   * Called after {@link execute}.
   *
   * @returns the result that is encoded; throw {@link IgnoreOutputs} where others write the outputs
   */
  postExecute(_context: TaskContext, result: unknown): unknown {
    return result;
  }

  /** Does the work of {@link dispatchExecute} between decoding and encoding. */
  protected async perform(inputs: ReadonlyMap<string, unknown>, _context: ExecutionContext): Promise<DynamicOutcome> {
    return { kind: "result", result: await this.execute(inputs) };
  }

  /** Runs the task on literals: what the container and the local engine do. */
  async dispatchExecute(inputs: LiteralMap, context: ExecutionContext): Promise<ExecutionResult> {
    const { name, embedded, options, enableDeck } = this;
    const task: Dispatched = {
      name,
      embedded,
      options,
      ...(enableDeck ? { decks: { fields: this.deckFields, source: () => this.source } } : {}),
      preExecute: (running) => this.preExecute(running),
      perform: (values) => this.perform(values, context),
      postExecute: (running, result) => this.postExecute(running, result),
    };
    return dispatch(task, inputs, context);
  }

  /** Runs the task on this machine, through the same literals as in a container. */
  async localExecute(inputs: { readonly [name: string]: unknown }): Promise<ReadonlyMap<string, unknown>> {
    const host = await localHost();
    return host.execute(this, new Map(Object.entries(inputs)));
  }

  /** How {@link localExecute} runs the task. */
  localExecutionMode(): LocalExecutionMode {
    return this.executionMode === "eager" ? "eager-local-execution" : "local-task-execution";
  }

  /** Runs the task on literals as {@link dispatchExecute} does, with a context that says that it is on this machine. */
  async sandboxExecute(inputs: LiteralMap, context: ExecutionContext): Promise<ExecutionResult> {
    return this.dispatchExecute(inputs, { ...context, isLocal: true });
  }
}
