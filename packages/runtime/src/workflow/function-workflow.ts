/** A workflow made of a function: its body runs once, with references for its inputs, and what it calls is recorded. */
import {
  type AnyFunction,
  type Callable,
  DefinedEntity,
  type Definition,
  describeEntity,
  isInstance,
  registerEntity,
  type WorkflowGraph,
} from "../graph/index.ts";
import type { NodeMetadata } from "../model/index.ts";
import type { CompilableWorkflow } from "./compilable-workflow.ts";
import { checkHandlerInputs } from "./failure-handler.ts";
import { checkWorkflowOptions, type WorkflowOptions } from "./workflow-options.ts";

/** A workflow made of a function. `workflow()` makes one. */
export class FunctionWorkflow<Fn extends AnyFunction = AnyFunction>
  extends DefinedEntity<"workflow", WorkflowOptions, Fn>
  implements CompilableWorkflow
{
  readonly workflowFunction: Fn;
  readonly #graphs = new Map<string, Promise<WorkflowGraph>>();

  /** What two copies of this package in one process know each other's by. */
  readonly "~tsflyte": string = "function-workflow";

  /** Whether a value is such a workflow, whichever copy of this package made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this, and asks for its own instances
    return isInstance(this, FunctionWorkflow, value, "function-workflow");
  }

  constructor(definition: Definition<WorkflowOptions>) {
    super("workflow", definition);
    this.workflowFunction = definition.fn as Fn;
    checkWorkflowOptions(this.options, describeEntity(this), Object.keys(this.embedded.inputs.properties));
    if (this.options.onFailure !== undefined) checkHandlerInputs(this, this.options.onFailure);
    registerEntity(this);
  }

  /** The metadata of a node that runs this workflow as a sub-workflow. */
  constructNodeMetadata(): NodeMetadata {
    return { name: this.lhs, timeout: 0, retries: 0, interruptible: this.options.interruptible ?? false };
  }

  /**
   * Runs the body and records its calls; once for each prefix, however often it is asked.
   *
   * @param prefix of its node ids: `"d"` inside a dynamic task
   */
  compile(prefix: "" | "d" = ""): Promise<WorkflowGraph> {
    let graph = this.#graphs.get(prefix);
    if (graph === undefined) this.#graphs.set(prefix, (graph = this.#record(prefix)));
    return graph;
  }

  async #record(prefix: "" | "d"): Promise<WorkflowGraph> {
    const { recordBody } = await import("../graph/record-body.ts");
    const graph = await recordBody(this, this.workflowFunction, { prefix });
    const { onFailure } = this.options;
    if (onFailure === undefined) return graph;
    const { recordHandler } = await import("../graph/record-handler.ts");
    return { ...graph, failureNode: recordHandler(this, onFailure, prefix) };
  }
}

/** A workflow that can be called with the function's parameters. */
export type Workflow<Fn extends AnyFunction> = FunctionWorkflow<Fn> & Callable<Fn>;
