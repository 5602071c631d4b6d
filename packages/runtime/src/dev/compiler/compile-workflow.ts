/** The server's compiler: what it refuses of a workflow, and what it makes of one that it takes. */
import { clone, create } from "@bufbuild/protobuf";
import {
  type CompiledWorkflow,
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
  CompiledWorkflowSchema,
} from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import { TypedInterfaceSchema } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import { NodeSchema, type WorkflowTemplate, WorkflowTemplateSchema } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { checkBindings } from "./bindings.ts";
import { checkNode } from "./check-node.ts";
import { type CompileErrors, referenceNotFound } from "./compile-error.ts";
import {
  addEdge,
  type EdgeDirection,
  endNodeId,
  type GraphState,
  idKey,
  idText,
  type NodeState,
  type References,
  startNodeId,
} from "./graph-state.ts";
import { checkReachable } from "./reachable.ts";
import { requirementsOf } from "./requirements.ts";

/** What compiling gives: the closure, or everything that is wrong. */
export type Compiled =
  | { readonly closure: CompiledWorkflowClosure; readonly errors?: undefined }
  | { readonly closure?: undefined; readonly errors: CompileErrors };

/**
 * Compiles a workflow with all that it refers to.
 *
 * The templates of the closure begin with the two nodes that stand for the workflow's inputs and outputs, as the server's do.
 */
export function compileWorkflow(template: WorkflowTemplate, references: References): Compiled {
  const errors: CompileErrors = [];
  const { tasks, launchPlans } = requirementsOf(template, references.subWorkflows, errors);
  for (const id of launchPlans) {
    if (!references.launchPlans.has(idKey(id))) errors.push(referenceNotFound("Workflow", startNodeId, idText(id)));
  }
  for (const id of tasks) {
    if (!references.tasks.has(idKey(id))) errors.push(referenceNotFound("Task", startNodeId, idText(id)));
  }
  if (errors.length > 0) return { errors };
  const within = new Map<string, CompiledWorkflow | undefined>();
  const primary = compileTemplate(template, references, within, errors);
  if (primary === undefined || errors.length > 0) return { errors };
  return {
    closure: create(CompiledWorkflowClosureSchema, {
      primary,
      subWorkflows: [...references.subWorkflows].map(
        ([key, sub]) => within.get(key) ?? create(CompiledWorkflowSchema, { template: sub }),
      ),
      tasks: [...references.tasks.values()].map((task) => ({ template: task })),
      launchPlans: [...references.launchPlans.values()].map(({ id, expectedInputs, expectedOutputs }) => ({
        template: {
          id,
          interface: {
            inputs: {
              variables: Object.fromEntries(
                Object.entries(expectedInputs.parameters).flatMap(([name, { var: variable }]) =>
                  variable === undefined ? [] : [[name, variable]],
                ),
              ),
            },
            outputs: expectedOutputs,
          },
        },
      })),
    }),
  };
}

function compileTemplate(
  given: WorkflowTemplate,
  references: References,
  within: Map<string, CompiledWorkflow | undefined>,
  errors: CompileErrors,
): CompiledWorkflow | undefined {
  if (given.nodes.length === 0) {
    const id = idText(given.id);
    errors.push({ code: "NoNodesFound", nodeId: id, description: `Can't find any nodes in workflow [${id}].` });
    return undefined;
  }
  const before = errors.length;
  const template = clone(WorkflowTemplateSchema, given);
  template.interface ??= create(TypedInterfaceSchema);
  const graph: GraphState = {
    template,
    references,
    nodes: new Map(),
    cases: new Map(),
    upstream: new Map(),
    downstream: new Map(),
    compileWithin(workflow) {
      const key = workflow.id === undefined ? "" : idKey(workflow.id);
      if (!within.has(key)) {
        // It stands there while it is compiled, so that one that calls itself does not do so for ever.
        within.set(key, undefined);
        within.set(key, compileTemplate(workflow, references, within, errors));
      }
      return within.get(key) !== undefined;
    },
  };
  const { inputs, outputs } = template.interface;
  const add = (node: NodeState) => graph.nodes.set(node.id, node);
  add({
    id: startNodeId,
    node: create(NodeSchema, { id: startNodeId }),
    interface: create(TypedInterfaceSchema, { ...(inputs === undefined ? {} : { outputs: inputs }) }),
  });
  add({
    id: endNodeId,
    node: create(NodeSchema, { id: endNodeId, inputs: template.outputs }),
    interface: create(TypedInterfaceSchema, { ...(outputs === undefined ? {} : { inputs: outputs }) }),
  });
  const topLevel = new Set<string>();
  for (const node of template.nodes) {
    topLevel.add(node.id);
    // Of two nodes with one id the second is not seen.
    if (graph.nodes.has(node.id)) continue;
    const state: NodeState = { id: node.id, node };
    add(state);
    checkNode(graph, state, errors);
  }
  for (const [id, state] of [...graph.nodes]) if (id !== startNodeId) addEdges(graph, state, "both", errors);
  if (template.failureNode !== undefined) {
    const state: NodeState = { id: template.failureNode.id, node: template.failureNode };
    checkNode(graph, state, errors);
    addEdges(graph, state, "upstream", errors);
  }
  for (const id of topLevel) {
    if (id === startNodeId || id === endNodeId) continue;
    if (!graph.upstream.has(id)) addEdge(graph, startNodeId, id);
    if (!graph.downstream.has(id)) addEdge(graph, id, endNodeId);
  }
  checkReachable(graph, errors);
  if (errors.length > before) return undefined;
  const [start, end] = [startNodeId, endNodeId].map((id) => graph.nodes.get(id)?.node);
  const nodes = template.nodes.filter(({ id }) => id !== startNodeId && id !== endNodeId);
  if (start !== undefined && end !== undefined) template.nodes = [start, end, ...nodes];
  return create(CompiledWorkflowSchema, {
    template,
    connections: { upstream: idLists(graph.upstream), downstream: idLists(graph.downstream) },
  });
}

/** The edges of what a node says of others, and of what it is bound to. */
function addEdges(graph: GraphState, state: NodeState, direction: EdgeDirection, errors: CompileErrors): void {
  if (state.interface === undefined) return;
  if (direction === "both") for (const id of state.node.upstreamNodeIds) addEdge(graph, id, state.id);
  const { inputs } = state.interface;
  checkBindings(graph, state, inputs ?? create(TypedInterfaceSchema, { inputs: {} }).inputs, direction, errors);
}

function idLists(edges: ReadonlyMap<string, ReadonlySet<string>>): { [id: string]: { ids: string[] } } {
  return Object.fromEntries([...edges].map(([id, ids]) => [id, { ids: [...ids].sort() }]));
}
