/** Graphs by hand, as templates have them, for tests of constructs on their own. */
import type { CallableEntity } from "../../src/index.ts";
import { Halt } from "../../src/local/halt.ts";
import { LocalRun } from "../../src/local/local-run.ts";
import { planGraph } from "../../src/local/plan.ts";
import { runGraph } from "../../src/local/run-graph.ts";
import { runNode } from "../../src/local/run-node.ts";
import type { LocalRunOptions } from "../../src/local/run-options.ts";
import type {
  ArrayNode,
  Binding,
  BindingData,
  BooleanExpression,
  ComparisonOperator,
  Literal,
  LiteralMap,
  Node,
  NodeMetadata,
  NodeTarget,
  Operand,
  Primitive,
} from "../../src/model/index.ts";
import { identifierKey, identifierOf, localSettings } from "../../src/settings/index.ts";

/** A promise of a node's output; of an input with `""`. */
export function promise(nodeId: string, name = "o0"): BindingData {
  return { kind: "promise", promise: { nodeId, var: name, attrPath: [] } };
}

export function integer(value: number): Literal & { readonly kind: "integer" } {
  return { kind: "integer", value };
}

export function integers(...values: readonly number[]): Literal {
  return { kind: "collection", literals: values.map(integer) };
}

/** What a node has beside its id and target. */
export interface NodeParts {
  readonly inputs?: { readonly [name: string]: BindingData };
  readonly after?: readonly string[];
  readonly metadata?: Partial<NodeMetadata>;
}

/** A node of any target. */
export function nodeOf(
  id: string,
  target: NodeTarget,
  { inputs = {}, after = [], metadata = {} }: NodeParts = {},
): Node {
  const bindings = Object.entries(inputs).map(([name, binding]): Binding => ({ var: name, binding }));
  const sources = bindings.flatMap(({ binding }) => (binding.kind === "promise" ? [binding.promise.nodeId] : []));
  return {
    id,
    metadata: { name: id, timeout: 0, retries: 0, ...metadata },
    inputs: bindings,
    upstreamNodeIds: [...new Set([...sources, ...after])].filter((source) => source !== ""),
    outputAliases: [],
    target,
  };
}

/** A node that calls a task. */
export function taskNode(id: string, task: CallableEntity, parts: NodeParts = {}): Node {
  return nodeOf(id, { kind: "task", referenceId: identifierOf("task", task.name, localSettings) }, parts);
}

/** A node over the elements of lists. */
export function arrayNode(id: string, task: CallableEntity, array: Partial<ArrayNode>, parts: NodeParts = {}): Node {
  const inner = taskNode("inner", task, { metadata: parts.metadata ?? {} });
  const whole: ArrayNode = {
    node: inner,
    runAllSubNodes: false,
    executionMode: "minimal-state",
    dataMode: "single-input-file",
    boundInputs: [],
    ...array,
  };
  return nodeOf(id, { kind: "array", array: whole }, parts);
}

/** A comparison of an operand of the branch with a constant. */
export function compare(name: string, operator: ComparisonOperator, primitive: Primitive): BooleanExpression {
  const right: Operand = { kind: "primitive", primitive };
  return { kind: "comparison", operator, left: { kind: "var", var: name }, right };
}

/** Runs nodes; gives the outputs of each that has ended. Throws the first failure. */
export async function runNodes(
  nodes: readonly Node[],
  entities: readonly CallableEntity[],
  inputs: LiteralMap = {},
  options: LocalRunOptions = {},
): Promise<ReadonlyMap<string, LiteralMap>> {
  const run = new LocalRun(options);
  const keyed = entities.map(
    (entity) => [identifierKey(identifierOf("task", entity.name, localSettings)), entity] as const,
  );
  const finished = new Map([["", inputs]]);
  const end = await runGraph({
    run,
    runNode,
    plan: planGraph({ nodes, outputs: [] }, new Map(keyed), ""),
    workflow: "workflow flows.byHand",
    path: "",
    halt: new Halt("fail-immediately", run.halt),
    finished,
  });
  run.close();
  if (end.kind === "failure") throw end.error;
  return finished;
}
