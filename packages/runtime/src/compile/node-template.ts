import type {
  ArrayCall,
  Branch,
  CallableEntity,
  GraphCondition,
  GraphOperand,
  RecordedNode,
  RegisteredName,
} from "../graph/index.ts";
import { nodeIdFrom } from "../graph/node-id.ts";
import {
  isArrayCall,
  isBranch,
  isGateCall,
  operandName,
  outputAliases,
  overriddenMetadata,
  taskNodeOverrides,
} from "../graph/recording.ts";
import type {
  ArrayNode,
  BooleanExpression,
  BranchNode,
  Identifier,
  IfBlock,
  Node,
  NodeTarget,
  Operand,
  ResourceType,
} from "../model/index.ts";
import { identifierOf, type SerializationSettings } from "../settings/index.ts";
import { sortedBindings, upstreamOf } from "./binding-data.ts";

/** A recorded node as its workflow's template says it. */
export function nodeTemplate(node: RecordedNode, settings: SerializationSettings): Node {
  const { entity } = node;
  const metadata = entity.constructNodeMetadata();
  return {
    id: node.id,
    // What is overridden of an array is overridden of each of its elements.
    metadata: isArrayCall(entity) ? metadata : overriddenMetadata(metadata, node.overrides),
    inputs: sortedBindings(node.inputs),
    upstreamNodeIds: [...upstreamOf(node)].map(({ id }) => id),
    outputAliases: outputAliases(node.overrides),
    target: nodeTarget(node, settings),
  };
}

function nodeTarget(node: RecordedNode, settings: SerializationSettings): NodeTarget {
  const { entity } = node;
  if (isBranch(entity)) return { kind: "branch", branch: branchNode(entity, settings) };
  if (isArrayCall(entity)) return { kind: "array", array: arrayNode(entity, node, settings) };
  if (isGateCall(entity)) return { kind: "gate", gate: entity.gate };
  return entityTarget(entity, node, settings);
}

/** Where an entity is registered: under the settings, or where a reference says. */
export function identifierFor(
  entity: Pick<CallableEntity, "kind" | "name" | "registeredAs">,
  settings: SerializationSettings,
): Identifier {
  const resourceType = entity.kind as ResourceType;
  const own: RegisteredName | undefined = entity.registeredAs;
  return own === undefined ? identifierOf(resourceType, entity.name, settings) : { resourceType, ...own };
}

function entityTarget(entity: CallableEntity, node: RecordedNode, settings: SerializationSettings): NodeTarget {
  const identifier = identifierFor(entity, settings);
  switch (entity.kind) {
    case "workflow":
      return { kind: "sub-workflow", subWorkflowRef: identifier };
    case "launch-plan":
      return { kind: "launch-plan", launchplanRef: identifier };
    default: {
      if (entity.registeredAs !== undefined) return { kind: "task", referenceId: identifier };
      const overrides = taskNodeOverrides(node.overrides, entity, settings, node.describeNode());
      return { kind: "task", referenceId: identifier, overrides };
    }
  }
}

/** The node inside an array has the array's own inputs: the server gives each element its part of them. */
function arrayNode(call: ArrayCall, node: RecordedNode, settings: SerializationSettings): ArrayNode {
  const { target, array } = call;
  const isMapTask = target.kind === "task" && target.registeredAs === undefined;
  return {
    ...array,
    node: {
      id: isMapTask ? target.name : nodeIdFrom(target.name),
      // What is not of this project has no metadata of its own here: its elements are named as the whole is.
      metadata: overriddenMetadata((isMapTask ? target : call).constructNodeMetadata(), node.overrides),
      inputs: sortedBindings(node.inputs),
      upstreamNodeIds: [],
      outputAliases: [],
      target: entityTarget(target, node, settings),
    },
  };
}

function branchNode(branch: Branch, settings: SerializationSettings): BranchNode {
  const blocks = branch.cases.map(
    ({ condition, node }): IfBlock => ({
      condition: expressionOf(condition),
      thenNode: nodeTemplate(node, settings),
    }),
  );
  const [first, ...others] = blocks;
  if (first === undefined) throw new Error(`the branch ${branch.name} has no case`);
  const { otherwise } = branch;
  return {
    cases: [first, ...others],
    otherwise:
      otherwise.kind === "node"
        ? { kind: "node", node: nodeTemplate(otherwise.node, settings) }
        : { kind: "error", failedNodeId: branch.name, message: otherwise.message },
  };
}

function expressionOf(condition: GraphCondition): BooleanExpression {
  if (condition.kind === "comparison") {
    return { ...condition, left: operandOf(condition.left), right: operandOf(condition.right) };
  }
  return { ...condition, left: expressionOf(condition.left), right: expressionOf(condition.right) };
}

function operandOf(operand: GraphOperand): Operand {
  return operand.kind === "reference" ? { kind: "var", var: operandName(operand.reference) } : operand;
}
