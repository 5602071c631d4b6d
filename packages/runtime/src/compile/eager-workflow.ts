/** The workflow that is registered beside an eager task: it runs the task, and ends what the task has started when that fails. */
import { type CallableEntity, type CallSignature, describeEntity, type WorkflowGraph } from "../graph/index.ts";
import { bindOutputs } from "../graph/record-body.ts";
import { recordHandler } from "../graph/record-handler.ts";
import { Recorder } from "../graph/recorder.ts";
import type { NodeMetadata, TypedInterface } from "../model/index.ts";
import { EagerCleanupTask } from "../task/eager-cleanup.ts";
import { FunctionTask } from "../task/index.ts";
import type { CompilableWorkflow, WorkflowOptions } from "../workflow/index.ts";

const workflows = new WeakMap<FunctionTask, CompilableWorkflow>();

/** The workflow of an eager task; undefined for anything else. */
export function eagerWorkflowOf(entity: CallableEntity): CompilableWorkflow | undefined {
  if (!(entity instanceof FunctionTask) || entity.executionMode !== "eager") return undefined;
  let workflow = workflows.get(entity);
  if (workflow === undefined) workflows.set(entity, (workflow = new EagerWorkflow(entity)));
  return workflow;
}

class EagerWorkflow implements CompilableWorkflow {
  readonly kind = "workflow";
  readonly name: string;
  readonly lhs: string;
  readonly options: WorkflowOptions = {};
  readonly embedded: CallSignature;
  readonly interface: TypedInterface;
  readonly #task: FunctionTask;
  readonly #graphs = new Map<string, WorkflowGraph>();

  constructor(task: FunctionTask) {
    this.name = task.name;
    this.lhs = task.lhs;
    this.embedded = task.embedded;
    this.interface = task.interface;
    this.#task = task;
  }

  constructNodeMetadata(): NodeMetadata {
    return { name: this.lhs, timeout: 0, retries: 0, interruptible: false };
  }

  async compile(prefix: "" | "d" = ""): Promise<WorkflowGraph> {
    let graph = this.#graphs.get(prefix);
    if (graph === undefined) this.#graphs.set(prefix, (graph = this.#record(prefix)));
    return graph;
  }

  #record(prefix: "" | "d"): WorkflowGraph {
    const recorder = new Recorder(describeEntity(this), prefix);
    const inputs = new Map(Object.entries(recorder.inputReferences(this.embedded.inputs)));
    recorder.recordNamed(this.#task, inputs);
    recorder.abandon();
    const { nodes } = recorder;
    const failureNode = recordHandler(this, new EagerCleanupTask(this.#task), prefix, "efn");
    return { nodes, outputs: bindOutputs(recorder, this, nodes[0]?.result()), failureNode };
  }
}
