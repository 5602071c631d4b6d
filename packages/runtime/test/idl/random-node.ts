import type {
  ArrayNode,
  Binding,
  BindingData,
  BooleanExpression,
  BranchNode,
  GateNode,
  IfBlock,
  Node,
  NodeTarget,
  Operand,
} from "../../src/model/index.ts";
import type { Random } from "./random.ts";
import { randomLiteralType } from "./random-literal.ts";

const names = ["", "a", "n0.o0", ".x", "ü€𝄞", "constructor"];

/** Any node, with nodes inside it up to `depth` levels deep. */
export function randomNode(random: Random, depth: number): Node {
  return {
    id: random.pick(names),
    metadata: {
      name: random.pick(names),
      timeout: random.pick([0, 1, 90_000]),
      retries: random.below(3),
      ...(random.chance(0.3) ? { interruptible: random.chance(0.5) } : {}),
      ...(random.chance(0.3) ? { cacheable: random.chance(0.5), cacheVersion: random.pick(names) } : {}),
    },
    inputs: several(random, () => randomBinding(random)),
    upstreamNodeIds: several(random, () => random.pick(names)),
    outputAliases: random.chance(0.2) ? [{ var: "o0", alias: random.pick(names) }] : [],
    target: randomTarget(random, depth),
  };
}

function randomTarget(random: Random, depth: number): NodeTarget {
  const identifier = { project: "p", domain: "d", name: random.pick(names), version: "v" };
  switch (random.below(depth > 0 ? 6 : 4)) {
    case 0:
      return { kind: "task", referenceId: { resourceType: "task", ...identifier } };
    case 1:
      return { kind: "sub-workflow", subWorkflowRef: { resourceType: "workflow", ...identifier } };
    case 2:
      return { kind: "launch-plan", launchplanRef: { resourceType: "launch-plan", ...identifier } };
    case 3:
      return { kind: "gate", gate: randomGate(random) };
    case 4:
      return { kind: "branch", branch: randomBranch(random, depth) };
    default:
      return { kind: "array", array: randomArray(random, depth) };
  }
}

function randomGate(random: Random): GateNode {
  const signalId = random.pick(names);
  switch (random.below(3)) {
    case 0:
      return { kind: "approve", signalId };
    case 1:
      return { kind: "signal", signalId, type: randomLiteralType(random, 1), outputVariableName: random.pick(names) };
    default:
      return { kind: "sleep", duration: random.pick([0, 0.5, 1500, 86_400_000]) };
  }
}

function randomBranch(random: Random, depth: number): BranchNode {
  const ifBlock = (): IfBlock => ({
    condition: randomCondition(random, 2),
    thenNode: randomNode(random, depth - 1),
  });
  return {
    cases: [ifBlock(), ...several(random, ifBlock)],
    otherwise: random.chance(0.5)
      ? { kind: "node", node: randomNode(random, depth - 1) }
      : { kind: "error", failedNodeId: random.pick(names), message: random.pick(names) },
  };
}

function randomCondition(random: Random, depth: number): BooleanExpression {
  if (depth > 0 && random.chance(0.4)) {
    return {
      kind: "conjunction",
      operator: random.pick(["and", "or"]),
      left: randomCondition(random, depth - 1),
      right: randomCondition(random, depth - 1),
    };
  }
  const operator = random.pick(["eq", "ne", "gt", "ge", "lt", "le"] as const);
  return { kind: "comparison", operator, left: randomOperand(random), right: randomOperand(random) };
}

function randomOperand(random: Random): Operand {
  return random.pick<Operand>([
    { kind: "var", var: random.pick(names) },
    { kind: "primitive", primitive: { kind: "float", value: 1 } },
    { kind: "primitive", primitive: { kind: "integer", value: 2n ** 60n } },
    { kind: "primitive", primitive: { kind: "boolean", value: false } },
    { kind: "primitive", primitive: { kind: "duration", value: { seconds: -1n, nanos: -5 } } },
    { kind: "scalar", scalar: { kind: "none" } },
  ]);
}

function randomArray(random: Random, depth: number): ArrayNode {
  return {
    node: randomNode(random, depth - 1),
    ...(random.chance(0.5) ? { parallelism: random.below(2) } : {}),
    ...random.pick<Pick<ArrayNode, "success">>([
      {},
      { success: { kind: "min-successes", count: random.below(2) } },
      { success: { kind: "min-success-ratio", ratio: random.pick([0, 0.75, 1]) } },
    ]),
    runAllSubNodes: random.chance(0.5),
    executionMode: random.pick(["minimal-state", "full-state"]),
    ...(random.chance(0.7) ? { isOriginalSubNodeInterface: random.chance(0.5) } : {}),
    dataMode: random.pick(["single-input-file", "individual-input-files"]),
    boundInputs: several(random, () => random.pick(names)),
  };
}

function randomBinding(random: Random): Binding {
  return { var: random.pick(names), binding: randomBindingData(random, 2) };
}

function randomBindingData(random: Random, depth: number): BindingData {
  switch (random.below(depth > 0 ? 4 : 2)) {
    case 0:
      return { kind: "scalar", scalar: { kind: "string", value: random.pick(names) } };
    case 1: {
      const attrPath = several(random, () => random.pick<string | number>([0, 7, ...names]));
      return { kind: "promise", promise: { nodeId: random.pick(names), var: random.pick(names), attrPath } };
    }
    case 2:
      return { kind: "collection", bindings: several(random, () => randomBindingData(random, depth - 1)) };
    default: {
      const entries = several(random, () => [random.pick(names), randomBindingData(random, depth - 1)]);
      return { kind: "map", bindings: Object.fromEntries(entries) };
    }
  }
}

function several<T>(random: Random, make: () => T): T[] {
  return Array.from({ length: random.below(3) }, make);
}
