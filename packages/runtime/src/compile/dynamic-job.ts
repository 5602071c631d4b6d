/** From the body of a dynamic task that runs to the nodes that it asks for. */
import { compileProblems, nodeCycle, referenceInDynamic } from "../errors/graph.ts";
import { type CallableEntity, describeEntity, sourceOf, type WorkflowGraph } from "../graph/index.ts";
import { bindOutputs, recordCalls } from "../graph/record-body.ts";
import { isArrayCall } from "../graph/recording.ts";
import { Outbox } from "../literals/index.ts";
import type { DynamicJobSpec } from "../model/index.ts";
import { identifierKey, localSettings, type SerializationSettings } from "../settings/index.ts";
import type { CompileDynamic } from "../task/dynamic-compiler.ts";
import { isTask, type RegistrableTask } from "../task/index.ts";
import { bindingData } from "./binding-data.ts";
import { nodesWithin } from "./dependencies.ts";
import { findCircles } from "./find-circles.ts";
import { identifierFor, nodeTemplate } from "./node-template.ts";
import { taskTemplate } from "./task-template.ts";
import { graphProblems } from "./validate.ts";
import { workflowTemplate } from "./workflow-template.ts";
import { workflowsWithin } from "./workflows-within.ts";

/**
 * Runs the body of a dynamic task with its calls recorded. Everything that the nodes run is inside the job, but for launch plans,
 * which the server knows.
 */
export const compileDynamic: CompileDynamic = async (task, body, inputs, { access, settings = localSettings }) => {
  const outbox = new Outbox(access);
  const { recorder, result } = await recordCalls(task, body, { prefix: "d", values: inputs, outbox });
  if (recorder.nodes.length === 0) return { kind: "result", result };
  const graph: WorkflowGraph = { nodes: recorder.nodes, outputs: bindOutputs(recorder, task, result) };
  checkGraph(graph, task);
  await outbox.settle();
  const workflows = await workflowsWithin(graph, "d");
  const graphs = [graph, ...workflows.values()];
  const called = graphs.flatMap(calledIn);
  const reference = called.find((entity) => entity.kind === "task" && entity.registeredAs !== undefined);
  if (reference !== undefined) {
    throw referenceInDynamic(describeEntity(task), reference.name, [sourceOf(task.embedded)]);
  }
  const spec: DynamicJobSpec = {
    nodes: graph.nodes.map((node) => nodeTemplate(node, settings)),
    minSuccesses: graph.nodes.length,
    outputs: [...graph.outputs].map(([name, binding]) => ({ var: name, binding: bindingData(binding) })),
    tasks: tasksIn([...workflows.values(), graph]).map((entity) => taskTemplate(entity, settings)),
    subworkflows: await Promise.all([...workflows.keys()].map((workflow) => workflowTemplate(workflow, settings, "d"))),
  };
  return { kind: "dynamic-job", job: { spec, entities: entitiesByKey(called, settings) } };
};

/** No registration looks at these nodes, so what the server would refuse is said here. */
function checkGraph(graph: WorkflowGraph, task: CallableEntity): void {
  const entity = describeEntity(task);
  const where = sourceOf(task.embedded);
  const [circle] = findCircles(graph);
  if (circle !== undefined) {
    const ids = circle.map(({ id }) => id);
    throw nodeCycle(entity, ids, [where]);
  }
  const problems = graphProblems(graph, task.interface.outputs);
  if (problems.length > 0) throw compileProblems(problems.map((problem) => ({ entity, where, ...problem })));
}

/** What the nodes of a graph run, references included. */
function calledIn(graph: WorkflowGraph): readonly CallableEntity[] {
  return nodesWithin(graph).map(({ entity }) => (isArrayCall(entity) ? entity.target : entity));
}

/** The tasks, one of a name: those of inner workflows first. */
function tasksIn(graphs: readonly WorkflowGraph[]): readonly RegistrableTask[] {
  const tasks = graphs.flatMap(calledIn).filter(isTask);
  return [...new Map(tasks.map((task) => [task.name, task])).values()];
}

function entitiesByKey(
  entities: readonly CallableEntity[],
  settings: SerializationSettings,
): ReadonlyMap<string, CallableEntity> {
  const run = entities.filter(({ kind }) => kind === "task" || kind === "workflow" || kind === "launch-plan");
  return new Map(run.map((entity) => [identifierKey(identifierFor(entity, settings)), entity]));
}
