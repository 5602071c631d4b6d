import { alreadyCompiled, notReady } from "../errors/imperative.ts";
import { invalidOption, unknownOption } from "../errors/options.ts";
import { callEntity } from "../graph/call-entity.ts";
import { CallableObject } from "../graph/callable-object.ts";
import { callerSource } from "../graph/caller-position.ts";
import {
  type AnyFunction,
  type CallableEntity,
  type CallSignature,
  describeEntity,
  type Invocation,
  isInstance,
  registerEntity,
  sourceOf,
  type TypedEntity,
  type WorkflowGraph,
} from "../graph/index.ts";
import type { Description, NodeMetadata, TypedInterface } from "../model/index.ts";
import { describeDocs, variablesOf } from "../types/index.ts";
import type { CompilableWorkflow } from "./compilable-workflow.ts";
import { checkHandlerInputs, checkIsHandler } from "./failure-handler.ts";
import type { ImperativeNode } from "./imperative-node.ts";
import { type AddedInputs, ImperativeParts } from "./imperative-parts.ts";
import { readValueMetadata } from "./read-value-metadata.ts";
import { checkWorkflowOptions, type WorkflowOptions, workflowOptionNames } from "./workflow-options.ts";

/** The node that runs when an imperative workflow has failed. */
const failureNodeName = "efn";

/** It is called with one object of its inputs, and gives one of its outputs. */
export type CallByName = (inputs?: AddedInputs) => Invocation<{ readonly [output: string]: unknown }>;

/** A class cannot say that its instances are functions; what it extends can. */
export const CallableByName: abstract new () => CallableObject & CallByName =
  CallableObject as abstract new () => CallableObject & CallByName;

/**
 * A workflow that is put together call by call, where no function can be written for it: from a file of settings, or in a loop over
 * tasks. The name stands as it is.
 *
 * @example
 * ```ts
 * export const flow = new ImperativeWorkflow("reports.daily");
 * const day = flow.addInput<Date>("day");
 * const rows = flow.addTask(load, { day });
 * const report = flow.addTask(render, { rows: rows.outputs.o0 }).with({ retries: 3 });
 * flow.addOutput("report", report.outputs.o0);
 * ```
 */
export class ImperativeWorkflow extends CallableByName implements CompilableWorkflow {
  readonly kind: "workflow" = "workflow";
  override readonly name: string;
  /** The last part of the name. */
  readonly lhs: string;
  readonly options: WorkflowOptions;
  readonly #source: CallSignature["source"];
  readonly #parts = new ImperativeParts(this);
  #handler: CallableEntity | undefined;
  #embedded: CallSignature | undefined;
  readonly #graphs = new Map<string, Promise<WorkflowGraph>>();

  /** What two copies of this package in one process know each other's by. */
  readonly "~tsflyte": string = "imperative-workflow";

  /** Whether a value is such a workflow, whichever copy of this package made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this, and asks for its own instances
    return isInstance(this, ImperativeWorkflow, value, "imperative-workflow");
  }

  /** @throws `TsflyteError` of code `invalid-option`, or `duplicate-entity` where another entity has the name */
  constructor(name: string, options: WorkflowOptions = {}) {
    super();
    if (typeof name !== "string" || name === "") throw invalidOption("new ImperativeWorkflow()", "a name", name);
    this.name = name;
    this.lhs = name.slice(name.lastIndexOf(".") + 1);
    this.options = options;
    this.#source = callerSource();
    const where = describeEntity(this);
    if (typeof options !== "object" || options === null) throw invalidOption(where, "options as an object", options);
    for (const key of Object.keys(options)) {
      if (!workflowOptionNames.some((known) => known === key)) throw unknownOption(where, key, workflowOptionNames);
    }
    checkWorkflowOptions(options, where, []);
    this.#handler = options.onFailure;
    registerEntity(this);
  }

  /** What has been added so far, as the transformer would have embedded it. */
  get embedded(): CallSignature {
    this.#embedded ??= this.#parts.signature(this.#source);
    return this.#embedded;
  }

  get interface(): TypedInterface {
    const { inputs, outputs } = this.embedded;
    return { inputs: variablesOf(inputs), outputs: variablesOf(outputs) };
  }

  get docs(): Description | undefined {
    return this.options.docs === undefined ? undefined : describeDocs(undefined, this.options.docs);
  }

  /**
   * Adds an input of the type in the type argument. What comes back stands for its value, in inputs of nodes and in outputs.
   *
   * @throws `TsflyteError` of code `not-compiled` without the transformer, `invalid-option` for a name that is taken
   */
  addInput<T>(name: string): T;
  addInput(name: string, ...embedded: readonly unknown[]): unknown {
    this.#change("addInput");
    return this.#parts.addInput(name, readValueMetadata("addInput", embedded[0]).outputs);
  }

  /** Adds a call of a task. Its inputs are values, inputs of the workflow and outputs of nodes, also in lists and records. */
  addTask<Fn extends AnyFunction>(task: TypedEntity<Fn>, inputs?: AddedInputs): ImperativeNode<Awaited<ReturnType<Fn>>>;
  addTask(task: CallableEntity, inputs: AddedInputs = {}): ImperativeNode {
    this.#change("addTask");
    return this.#parts.addNode("addTask", "task", task, inputs);
  }

  /** Adds a call of a workflow, which becomes a sub-workflow. */
  addWorkflow<Fn extends AnyFunction>(
    workflow: TypedEntity<Fn>,
    inputs?: AddedInputs,
  ): ImperativeNode<Awaited<ReturnType<Fn>>>;
  addWorkflow(workflow: CallableEntity, inputs: AddedInputs = {}): ImperativeNode {
    this.#change("addWorkflow");
    return this.#parts.addNode("addWorkflow", "workflow", workflow, inputs);
  }

  /** Adds a call of a launch plan, which starts an execution of its own. */
  addLaunchPlan<Fn extends AnyFunction>(
    plan: TypedEntity<Fn>,
    inputs?: AddedInputs,
  ): ImperativeNode<Awaited<ReturnType<Fn>>>;
  addLaunchPlan(plan: CallableEntity, inputs: AddedInputs = {}): ImperativeNode {
    this.#change("addLaunchPlan");
    return this.#parts.addNode("addLaunchPlan", "launch-plan", plan, inputs);
  }

  /**
   * Adds an output: an input of the workflow, an output of a node, or a list or record of these. Its type is theirs.
   *
   * @throws `TsflyteError` of code `wrong-output` for anything else
   */
  addOutput(name: string, value: unknown): void {
    this.#change("addOutput");
    this.#parts.addOutput(name, value);
  }

  /** Adds the task or workflow that runs when a node has failed: see the option `onFailure` of `workflow()`. */
  addFailureHandler(handler: CallableEntity): void {
    this.#change("addFailureHandler");
    const where = `${describeEntity(this)}, .addFailureHandler()`;
    checkIsHandler(handler, where);
    if (this.#handler !== undefined) {
      throw invalidOption(where, "one failure handler", handler.name, "add one workflow that calls both");
    }
    this.#handler = handler;
  }

  /** Whether it can be compiled: it has a node, and all its inputs are used. */
  ready(): boolean {
    return this.#parts.missing().length === 0;
  }

  /** The metadata of a node that runs this workflow as a sub-workflow. */
  constructNodeMetadata(): NodeMetadata {
    return { name: this.lhs, timeout: 0, retries: 0, interruptible: this.options.interruptible ?? false };
  }

  /**
   * Its graph; made once for each prefix. Nothing can be added afterwards.
   *
   * @param prefix of its node ids: `"d"` inside a dynamic task
   */
  compile(prefix: "" | "d" = ""): Promise<WorkflowGraph> {
    const missing = this.#parts.missing();
    // What is missing may still be added.
    if (missing.length > 0) return Promise.reject(notReady(describeEntity(this), missing, [sourceOf(this.embedded)]));
    let graph = this.#graphs.get(prefix);
    if (graph === undefined) this.#graphs.set(prefix, (graph = this.#record(prefix)));
    return graph;
  }

  async #record(prefix: "" | "d"): Promise<WorkflowGraph> {
    if (this.#handler !== undefined) checkHandlerInputs(this, this.#handler);
    const [{ recordBody }, { recordHandler }, { imperativeBody }] = await Promise.all([
      import("../graph/record-body.ts"),
      import("../graph/record-handler.ts"),
      import("./imperative-body.ts"),
    ]);
    const { additions, outputs } = this.#parts;
    const graph = await recordBody(this, imperativeBody(additions, outputs), { prefix });
    if (this.#handler === undefined) return graph;
    return { ...graph, failureNode: recordHandler(this, this.#handler, prefix, failureNodeName) };
  }

  invoke(args: readonly unknown[]): Invocation<{ readonly [output: string]: unknown }> {
    return callEntity(this, args);
  }

  /** What has been compiled stays as it is, and what is embedded follows each change. */
  #change(method: string): void {
    if (this.#graphs.size > 0) throw alreadyCompiled(describeEntity(this), method);
    this.#embedded = undefined;
  }
}
