/** A workflow made of a function: its body runs once, with references for its inputs, and what it calls is recorded. */
import {
  type AnyFunction,
  type Callable,
  type CallableEntity,
  CallableObject,
  callEntity,
  type Definition,
  describeEntity,
  type Invocation,
  isInstance,
  registerEntity,
  type WorkflowGraph,
} from "../graph/index.ts";
import type { Metadata, VariablesSchema } from "../metadata/index.ts";
import type { Description, NodeMetadata, TypedInterface } from "../model/index.ts";
import { describeDocs, interfaceOf } from "../types/index.ts";
import { checkWorkflowOptions, type WorkflowOptions } from "./workflow-options.ts";

/** A workflow made of a function. `workflow()` makes one. */
export class FunctionWorkflow<Fn extends AnyFunction = AnyFunction> extends CallableObject implements CallableEntity {
  readonly kind = "workflow";
  /** `<module>.<constant>` */
  readonly name: string;
  /** The constant that holds the workflow. */
  readonly lhs: string;
  /** The module that defines it. */
  readonly instantiatedIn: string;
  readonly options: WorkflowOptions;
  readonly workflowFunction: Fn;
  /** What the transformer embedded: the interface in TypeScript's terms. */
  readonly embedded: Metadata;
  /** Flyte's types of the inputs and outputs. */
  readonly interface: TypedInterface;
  #graph: Promise<WorkflowGraph> | undefined;

  /** What two copies of this package in one process know each other's by. */
  readonly "~tsflyte": string = "function-workflow";

  /** Whether a value is such a workflow, whichever copy of this package made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this, and asks for its own instances
    return isInstance(this, FunctionWorkflow, value, "function-workflow");
  }

  constructor(definition: Definition<WorkflowOptions>) {
    super();
    const { metadata, options, fn } = definition;
    this.name = `${metadata.module}.${metadata.name}`;
    this.lhs = metadata.name;
    this.instantiatedIn = metadata.module;
    this.options = options;
    this.workflowFunction = fn as Fn;
    this.embedded = metadata;
    this.interface = interfaceOf(metadata);
    checkWorkflowOptions(options, describeEntity(this));
    registerEntity(this);
  }

  /** The embedded JSON Schema of the inputs. */
  get inputSchema(): VariablesSchema {
    return this.embedded.inputs;
  }

  /** The embedded JSON Schema of the outputs. */
  get outputSchema(): VariablesSchema {
    return this.embedded.outputs;
  }

  /** The description, from the option `docs` or from JSDoc. */
  get docs(): Description {
    return describeDocs(this.embedded.docs, this.options.docs);
  }

  invoke(args: readonly unknown[]): Invocation<Awaited<ReturnType<Fn>>> {
    return callEntity(this, args);
  }

  /** The metadata of a node that runs this workflow as a sub-workflow. */
  constructNodeMetadata(): NodeMetadata {
    return { name: this.lhs, timeout: 0, retries: 0, interruptible: this.options.interruptible ?? false };
  }

  /** Runs the body and records its calls; once, however often it is asked. */
  compile(): Promise<WorkflowGraph> {
    this.#graph ??= import("../graph/record-body.ts").then(({ recordBody }) => recordBody(this, this.workflowFunction));
    return this.#graph;
  }
}

/** A workflow that can be called with the function's parameters. */
export type Workflow<Fn extends AnyFunction> = FunctionWorkflow<Fn> & Callable<Fn>;
