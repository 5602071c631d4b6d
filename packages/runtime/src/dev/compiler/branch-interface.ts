/** Branches: what they give whichever case is taken, and their conditions. */
import { create } from "@bufbuild/protobuf";
import { type TypedInterface, TypedInterfaceSchema, type Variable } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import type { BranchNode, Node } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { checkBindings } from "./bindings.ts";
import { type CompileErrors, mismatchingTypes, valueRequired } from "./compile-error.ts";
import type { GraphState, NodeState } from "./graph-state.ts";
import { typeText } from "./type-text.ts";
import { areTypesCastable } from "./types-castable.ts";

type Resolve = (graph: GraphState, node: NodeState, errors: CompileErrors) => TypedInterface | undefined;

/** The outputs that all cases have, and as inputs what the branch is bound to. */
export function branchInterface(
  graph: GraphState,
  node: NodeState,
  branch: BranchNode,
  errors: CompileErrors,
  resolve: Resolve,
): TypedInterface | undefined {
  const before = errors.length;
  const first = branch.ifElse?.case;
  const missing =
    branch.ifElse === undefined
      ? "Branch.IfElse"
      : first === undefined
        ? "Branch.IfElse.Case"
        : first.thenNode === undefined
          ? "Branch.IfElse.Case.ThenNode"
          : undefined;
  if (missing !== undefined) {
    errors.push(valueRequired(node.id, missing));
    return undefined;
  }
  let outputs: { readonly [name: string]: Variable } | undefined;
  for (const caseNode of caseNodes(branch)) {
    const found = resolve(graph, caseState(graph, node.id, caseNode), errors);
    if (found === undefined) continue;
    const own = found.outputs?.variables ?? {};
    outputs = outputs === undefined ? own : common(caseId(node.id, caseNode), outputs, own, errors);
  }
  const inputs = checkBindings(graph, node, undefined, "upstream", errors);
  if (errors.length > before || outputs === undefined) return undefined;
  return create(TypedInterfaceSchema, { inputs, outputs: { variables: { ...outputs } } });
}

/** The nodes of all cases, the default one last. */
export function caseNodes({ ifElse }: BranchNode): readonly Node[] {
  if (ifElse === undefined) return [];
  const blocks = [...(ifElse.case === undefined ? [] : [ifElse.case]), ...ifElse.other];
  const nodes = blocks.flatMap(({ thenNode }) => (thenNode === undefined ? [] : [thenNode]));
  return ifElse.default.case === "elseNode" ? [...nodes, ifElse.default.value] : nodes;
}

/** The state of a case's node. Its id is its own within the branch: outside, another node may have the same. */
export function caseState(graph: GraphState, branchId: string, node: Node): NodeState {
  const known = graph.cases.get(node);
  if (known !== undefined) return known;
  const state: NodeState = { id: caseId(branchId, node), node };
  graph.cases.set(node, state);
  return state;
}

function caseId(branchId: string, { id }: Node): string {
  return `${branchId}-${id}`;
}

/** What both have; where it differs in type, nobody could use it. */
function common(
  caseId: string,
  outputs: { readonly [name: string]: Variable },
  others: { readonly [name: string]: Variable },
  errors: CompileErrors,
): { readonly [name: string]: Variable } {
  const shared = Object.entries(outputs).filter(([name]) => Object.hasOwn(others, name));
  for (const [name, { type }] of shared) {
    const other = others[name]?.type;
    if (type === undefined || other === undefined) continue;
    if (!areTypesCastable(type, other)) errors.push(mismatchingTypes(caseId, name, typeText(type), typeText(other)));
    else if (!areTypesCastable(other, type))
      errors.push(mismatchingTypes(caseId, name, typeText(other), typeText(type)));
  }
  return Object.fromEntries(shared);
}
