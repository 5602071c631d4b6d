/** What nodes take and give. */
import { create } from "@bufbuild/protobuf";
import {
  type ParameterMap,
  type TypedInterface,
  TypedInterfaceSchema,
  type Variable,
} from "../../idl/gen/flyteidl/core/interface_pb.ts";
import type { GateNode, TaskNode, WorkflowNode } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { checkBindings, isBound } from "./bindings.ts";
import { branchInterface } from "./branch-interface.ts";
import { type CompileErrors, referenceNotFound, valueRequired } from "./compile-error.ts";
import { type GraphState, idKey, idText, type NodeState } from "./graph-state.ts";

/** Finds the interface of a node, once; undefined where it cannot be told, which is added to the errors. */
export function resolveInterface(
  graph: GraphState,
  node: NodeState,
  errors: CompileErrors,
): TypedInterface | undefined {
  if (node.interface !== undefined) return node.interface;
  const before = errors.length;
  const found = interfaceOf(graph, node, errors);
  if (found !== undefined && errors.length === before) node.interface = found;
  return node.interface;
}

function interfaceOf(graph: GraphState, node: NodeState, errors: CompileErrors): TypedInterface | undefined {
  const { target } = node.node;
  switch (target.case) {
    case "taskNode":
      return taskInterface(graph, node, target.value, errors);
    case "workflowNode":
      return workflowInterface(graph, node, target.value, errors);
    case "branchNode":
      return branchInterface(graph, node, target.value, errors, resolveInterface);
    case "gateNode":
      return gateInterface(graph, node, target.value, errors);
    case "arrayNode": {
      const within = target.value.node;
      // The lists that are mapped over are in the interface of the node within.
      return within === undefined
        ? undefined
        : resolveInterface(graph, { id: within.id, node: { ...within, inputs: node.node.inputs } }, errors);
    }
    default:
      errors.push(valueRequired(node.id, "Target"));
      return undefined;
  }
}

function taskInterface(
  { references }: GraphState,
  { id }: NodeState,
  { reference }: TaskNode,
  errors: CompileErrors,
): TypedInterface | undefined {
  if (reference.case !== "referenceId") {
    errors.push(valueRequired(id, "TaskNode.ReferenceId"));
    return undefined;
  }
  const task = references.tasks.get(idKey(reference.value));
  if (task === undefined) errors.push(referenceNotFound("Task", id, idText(reference.value)));
  return task === undefined ? undefined : (task.interface ?? create(TypedInterfaceSchema));
}

function workflowInterface(
  { references }: GraphState,
  { id, node }: NodeState,
  { reference }: WorkflowNode,
  errors: CompileErrors,
): TypedInterface | undefined {
  if (reference.case === "launchplanRef") {
    const plan = references.launchPlans.get(idKey(reference.value));
    if (plan !== undefined) {
      const inputs = exposedInputs(plan.expectedInputs, (name) => isBound(node.inputs, name));
      return create(TypedInterfaceSchema, { inputs: { variables: inputs }, outputs: plan.expectedOutputs });
    }
  }
  if (reference.case === "subWorkflowRef") {
    const workflow = references.subWorkflows.get(idKey(reference.value));
    if (workflow !== undefined) {
      if (workflow.interface === undefined) errors.push(valueRequired(id, "WorkflowNode.Template.Interface"));
      return workflow.interface;
    }
  }
  errors.push(referenceNotFound("Workflow", id, idText(reference.value)));
  return undefined;
}

/** The inputs that a launch plan needs, and those of its defaults that the node overrides. */
function exposedInputs(expected: ParameterMap, isGiven: (name: string) => boolean): { [name: string]: Variable } {
  const inputs: { [name: string]: Variable } = {};
  for (const [name, { var: variable, behavior }] of Object.entries(expected.parameters)) {
    const isRequired = behavior.case === "required" && behavior.value;
    if (variable !== undefined && (isRequired || isGiven(name))) inputs[name] = variable;
  }
  return inputs;
}

function gateInterface(
  graph: GraphState,
  node: NodeState,
  { condition }: GateNode,
  errors: CompileErrors,
): TypedInterface | undefined {
  switch (condition.case) {
    case "approve": {
      // What is approved is passed on.
      const inputs = checkBindings(graph, node, undefined, "upstream", errors);
      return create(TypedInterfaceSchema, { inputs, outputs: inputs });
    }
    case "signal": {
      const { type, outputVariableName } = condition.value;
      if (type === undefined) errors.push(valueRequired(node.id, "GateNode.Signal.Type"));
      else if (outputVariableName === "") errors.push(valueRequired(node.id, "GateNode.Signal.OutputVariableName"));
      else return create(TypedInterfaceSchema, { outputs: { variables: { [outputVariableName]: { type } } } });
      return undefined;
    }
    case "sleep":
      return create(TypedInterfaceSchema);
    default: {
      const description = `Can't find any condition in gate node [${node.id}].`;
      errors.push({ code: "NoConditionFound", nodeId: node.id, description });
      return undefined;
    }
  }
}
