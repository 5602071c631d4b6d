import type { BranchNode } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { caseNodes, caseState } from "./branch-interface.ts";
import { type CompileErrors, valueRequired } from "./compile-error.ts";
import { checkCondition } from "./conditions.ts";
import { addEdge, endNodeId, type GraphState, idKey, type NodeState, startNodeId } from "./graph-state.ts";
import { resolveInterface } from "./node-interface.ts";
import { checkAliases } from "./node-outputs.ts";

/** Checks a node by itself, and what is within it. */
export function checkNode(graph: GraphState, state: NodeState, errors: CompileErrors): void {
  const { id, node } = state;
  if (node.id === "") errors.push(valueRequired("<node>", "Id"));
  if (id === startNodeId || id === endNodeId) return;
  if (resolveInterface(graph, state, errors) !== undefined) checkAliases(state, errors);
  const { target } = node;
  if (target.case === "branchNode") checkBranch(graph, state, target.value, errors);
  if (target.case === "workflowNode" && target.value.reference.case === "subWorkflowRef") {
    const workflow = graph.references.subWorkflows.get(idKey(target.value.reference.value));
    if (workflow !== undefined) graph.compileWithin(workflow);
  }
}

function checkBranch(graph: GraphState, state: NodeState, branch: BranchNode, errors: CompileErrors): void {
  const { ifElse } = branch;
  if (ifElse === undefined) return;
  const before = errors.length;
  for (const block of [...(ifElse.case === undefined ? [] : [ifElse.case]), ...ifElse.other]) {
    checkCondition(state, block.condition, errors);
    if (block.thenNode === undefined) {
      errors.push({ code: "BranchNodeIdNotFound", nodeId: state.id, description: "BranchNode not assigned" });
    }
  }
  if (ifElse.default.case === undefined) {
    const description = "Branch Node must have either the else case set or a default error.";
    errors.push({ code: "BranchNodeHasNoDefault", nodeId: state.id, description });
  }
  const cases = caseNodes(branch).map((node) => caseState(graph, state.id, node));
  for (const caseOf of cases) checkNode(graph, caseOf, errors);
  if (errors.length > before) return;
  for (const caseOf of cases) {
    addEdge(graph, state.id, caseOf.id);
    if (!graph.nodes.has(caseOf.id)) graph.nodes.set(caseOf.id, caseOf);
  }
}
