/**
 * A task made of a function: the counterpart of flytekit's `PythonFunctionTask`. Plugins extend it and override what they
 * do differently.
 */

import { dynamicOnly } from "../errors/entities.ts";
import { invalidOption } from "../errors/options.ts";
import {
  type AnyFunction,
  argumentsFrom,
  type Callable,
  type CallableEntity,
  type CallSignature,
  type Definition,
  describeEntity,
  isInstance,
  runOutside,
  sourceOf,
  type WorkflowGraph,
} from "../graph/index.ts";
import type { Metadata } from "../metadata/index.ts";
import type { Container, Description, TypedInterface } from "../model/index.ts";
import { checkArtifacts, type ProducedArtifact } from "../settings/artifact.ts";
import { type SerializationSettings, serializeContext, serializedContextVariable } from "../settings/index.ts";
import { describeDocs } from "../types/index.ts";
import { AutoContainerTask } from "./auto-container-task.ts";
import type { VersionParameters } from "./cache-options.ts";
import { checkTaskOptions } from "./check-task-options.ts";
import { type DynamicOutcome, dynamicCompiler } from "./dynamic-compiler.ts";
import { runEagerly } from "./eager-host.ts";
import type { ExecutionContext } from "./executable.ts";
import type { ExecutionMode, TaskOptions } from "./task-options.ts";

/** A task made of a function. `task()` makes one; extensions subclass it. */
export class FunctionTask<Fn extends AnyFunction = AnyFunction, Config = unknown> extends AutoContainerTask<
  TaskOptions,
  Fn
> {
  readonly taskType: string = this.options.taskType ?? "typescript-task";
  /** What runs. */
  readonly taskFunction: Fn;
  override readonly executionMode: ExecutionMode = this.options.executionMode ?? "default";
  /** What the function takes and gives: the interface, and the parameters that are no inputs. */
  readonly nativeInterface: CallSignature;
  readonly #source: AnyFunction;
  #interface: TypedInterface | undefined;
  #taskConfig: unknown = this.options.taskConfig;

  /** What two copies of this package in one process know each other's by. */
  readonly "~tsflyte": string = "function-task";

  /** Whether a value is such a task, whichever copy of this package made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this, and asks for its own instances
    return isInstance(this, FunctionTask, value, "function-task");
  }

  constructor(definition: Definition<TaskOptions>) {
    const { metadata, options, fn } = definition;
    checkTaskOptions(options, `task ${metadata.module}.${metadata.name}`);
    super({ metadata: withoutInputs(metadata, options.ignoreInputVars), options });
    const { inputs, outputs } = this.embedded;
    checkArtifacts(options.artifacts, "produced-artifact", `${describeEntity(this)}, option "artifacts"`, {
      variables: Object.keys(outputs.properties),
      inputs: Object.keys(inputs.properties),
    });
    this.nativeInterface = metadata;
    this.#source = fn;
    this.taskFunction = (options.taskFunction ?? fn) as Fn;
  }

  /** Flyte's types of the inputs and outputs, and the artifacts that outputs are. */
  override get interface(): TypedInterface {
    this.#interface ??= withArtifacts(super.interface, this.options.artifacts ?? {});
    return this.#interface;
  }

  /** The configuration that chose the task's plugin. */
  get taskConfig(): Config {
    return this.#taskConfig as Config;
  }

  /**
   * Replaces the configuration by another of its class, as `.with({ taskConfig })` does. The template has one, so it holds for all
   * calls.
   */
  setTaskConfig(config: Config): void {
    this.#taskConfig = config;
  }

  /** What a dynamic task may call: it is registered before. */
  get nodeDependencyHints(): readonly CallableEntity[] | undefined {
    return this.options.nodeDependencyHints;
  }

  /** The description: the console shows one for every function, even if it is empty. */
  override get docs(): Description {
    return describeDocs(this.embedded.docs, this.options.docs);
  }

  protected override get source(): string {
    return String(this.#source);
  }

  protected override versionParameters(): VersionParameters {
    return { ...super.versionParameters(), fn: this.#source };
  }

  /** The container; that of a dynamic or eager task holds the settings, as what it calls is compiled in it. */
  override getPrimaryContainer(settings: SerializationSettings): Container {
    const container = super.getPrimaryContainer(settings);
    if (this.executionMode === "default") return container;
    const context = { key: serializedContextVariable, value: serializeContext(settings) };
    return { ...container, env: [...container.env, context] };
  }

  /** Runs the function on TypeScript values, one a parameter, as the function's own parameters take them. */
  async execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
    return runOutside(() => this.#call(inputs));
  }

  #call(inputs: ReadonlyMap<string, unknown>): unknown {
    const call = this.taskFunction as unknown as (...args: readonly unknown[]) => unknown;
    return call(...argumentsFrom(inputs, this.nativeInterface));
  }

  protected override async perform(
    inputs: ReadonlyMap<string, unknown>,
    context: ExecutionContext,
  ): Promise<DynamicOutcome> {
    if (this.executionMode === "dynamic") return this.dynamicExecute(inputs, context);
    if (this.executionMode === "default") return super.perform(inputs, context);
    return { kind: "result", result: await runEagerly(this.name, context, () => this.execute(inputs)) };
  }

  /**
   * Runs the function of a dynamic task with its calls recorded.
   *
   * @returns the nodes that it asks for, or its result where it called nothing
   */
  async dynamicExecute(inputs: ReadonlyMap<string, unknown>, context: ExecutionContext): Promise<DynamicOutcome> {
    this.#checkDynamic("dynamicExecute");
    const compile = await dynamicCompiler();
    return compile(this, () => this.#call(inputs), inputs, context);
  }

  /** Records the calls that the function of a dynamic task makes for these inputs. */
  async compileIntoWorkflow(inputs: ReadonlyMap<string, unknown>): Promise<WorkflowGraph> {
    this.#checkDynamic("compileIntoWorkflow");
    const { recordBody } = await import("../graph/record-body.ts");
    return recordBody(this, () => this.#call(inputs), { prefix: "d", values: inputs });
  }

  #checkDynamic(method: string): void {
    if (this.executionMode !== "dynamic") throw dynamicOnly(describeEntity(this), method, sourceOf(this.embedded));
  }
}

function withArtifacts(
  { inputs, outputs }: TypedInterface,
  artifacts: { readonly [output: string]: ProducedArtifact },
): TypedInterface {
  const known = Object.entries(artifacts).map(([name, { artifact }]) => {
    const variable = outputs[name];
    if (variable === undefined) throw new Error(`there is no output ${name}`);
    return [name, { ...variable, artifactPartialId: artifact }] as const;
  });
  return known.length === 0 ? { inputs, outputs } : { inputs, outputs: { ...outputs, ...Object.fromEntries(known) } };
}

/** The metadata without the parameters that are no inputs. */
function withoutInputs(metadata: Metadata, ignored: readonly string[] = []): Metadata {
  const option = `task ${metadata.module}.${metadata.name}, option "ignoreInputVars"`;
  if (!Array.isArray(ignored)) throw invalidOption(option, "a list of its inputs", ignored);
  if (ignored.length === 0) return metadata;
  const { inputs } = metadata;
  const names = Object.keys(inputs.properties);
  for (const name of ignored) {
    if (names.includes(name)) continue;
    throw invalidOption(option, `names of parameters (${names.join(", ")})`, name);
  }
  return {
    ...metadata,
    inputs: {
      ...inputs,
      properties: Object.fromEntries(Object.entries(inputs.properties).filter(([name]) => !ignored.includes(name))),
      required: inputs.required.filter((name) => !ignored.includes(name)),
    },
  };
}

/** A task that can be called with the function's parameters. */
export type Task<Fn extends AnyFunction> = FunctionTask<Fn> & Callable<Fn>;
