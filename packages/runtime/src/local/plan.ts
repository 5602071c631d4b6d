import { identifierFor, nodesWithin, runProblemsOf, workflowTemplate } from "../compile/index.ts";
import { compileProblems, nodeCycle } from "../errors/graph.ts";
import {
  type CallableEntity,
  describeEntity,
  type RecordedNode,
  sourceOf,
  type WorkflowGraph,
} from "../graph/index.ts";
import { caseNodes, isArrayCall, isBranch } from "../graph/recording.ts";
import type { Binding, BindingData, Node, WorkflowTemplate } from "../model/index.ts";
import { identifierKey, localSettings } from "../settings/index.ts";
import type { CompilableWorkflow } from "../workflow/index.ts";

/** A graph of nodes as it is run: what its nodes call and start. */
export interface GraphPlan {
  readonly nodes: readonly Node[];
  readonly outputs: readonly Binding[];
  readonly failureNode?: Node | undefined;
  /** What nodes run, by {@link identifierKey}. */
  readonly entities: ReadonlyMap<string, CallableEntity>;
  /** What nodes stand for, by their ids, those of a case behind that of its branch: `n0/n1`. Unknown in a dynamic task. */
  readonly calls: ReadonlyMap<string, CallableEntity>;
  /** The nodes that wait for each node. */
  readonly followers: ReadonlyMap<string, readonly Node[]>;
  /** How many nodes each node waits for. */
  readonly waits: ReadonlyMap<string, number>;
  /** Of the node ids in workflows inside. */
  readonly prefix: "" | "d";
}

/** A workflow as it is run. */
export interface WorkflowPlan extends GraphPlan {
  readonly template: WorkflowTemplate;
}

const plans = { "": new WeakMap<object, Promise<WorkflowPlan>>(), d: new WeakMap<object, Promise<WorkflowPlan>>() };

/** The plan of a workflow, made once. Throws where a run would never end or would lose a node. */
export function planOf(workflow: CompilableWorkflow, prefix: "" | "d" = ""): Promise<WorkflowPlan> {
  let plan = plans[prefix].get(workflow);
  if (plan === undefined) plans[prefix].set(workflow, (plan = makePlan(workflow, prefix)));
  return plan;
}

async function makePlan(workflow: CompilableWorkflow, prefix: "" | "d"): Promise<WorkflowPlan> {
  const graph = await workflow.compile(prefix);
  const entity = describeEntity(workflow);
  const where = sourceOf(workflow.embedded);
  const problems = runProblemsOf(graph);
  if (problems.length > 0) throw compileProblems(problems.map((problem) => ({ entity, where, ...problem })));
  const template = await workflowTemplate(workflow, localSettings, prefix);
  const plan = planGraph(template, entitiesIn(graph), prefix, callsIn(graph));
  const circle = circleIn(plan);
  if (circle !== undefined) throw nodeCycle(entity, circle, [where]);
  return { template, ...plan };
}

/** The plan of nodes that are known by their templates only. */
export function planGraph(
  { nodes, outputs, failureNode }: Pick<WorkflowTemplate, "nodes" | "outputs" | "failureNode">,
  entities: ReadonlyMap<string, CallableEntity>,
  prefix: "" | "d",
  calls: ReadonlyMap<string, CallableEntity> = new Map(),
): GraphPlan {
  const followers = new Map<string, Node[]>(nodes.map(({ id }) => [id, []]));
  const waits = new Map<string, number>();
  for (const node of nodes) {
    const upstream = [...upstreamOf(node)].filter((id) => followers.has(id));
    waits.set(node.id, upstream.length);
    for (const id of upstream) followers.get(id)?.push(node);
  }
  return { nodes, outputs, failureNode, entities, calls, followers, waits, prefix };
}

/**
 * The nodes that a node waits for. A branch waits for what its cases read too, though its template does not say so: the cases
 * read nodes around it, and each is one node, so that no id in it is that of another node inside.
 */
function upstreamOf(node: Node): ReadonlySet<string> {
  const ids = new Set(node.upstreamNodeIds);
  if (node.target.kind === "branch") {
    for (const inside of nodesOfCases(node)) {
      for (const { binding } of inside.inputs) collectNodes(binding, ids);
      for (const id of upstreamOf(inside)) ids.add(id);
    }
  }
  return ids;
}

function nodesOfCases({ target }: Node): readonly Node[] {
  if (target.kind !== "branch") return [];
  const { cases, otherwise } = target.branch;
  return [...cases.map(({ thenNode }) => thenNode), ...(otherwise.kind === "node" ? [otherwise.node] : [])];
}

function collectNodes(binding: BindingData, ids: Set<string>): void {
  if (binding.kind === "promise") ids.add(binding.promise.nodeId);
  else if (binding.kind === "collection") for (const item of binding.bindings) collectNodes(item, ids);
  else if (binding.kind === "map") for (const item of Object.values(binding.bindings)) collectNodes(item, ids);
}

/** The entities that a graph's nodes run, by their identifiers under the local settings. */
function entitiesIn(graph: WorkflowGraph): ReadonlyMap<string, CallableEntity> {
  const run = nodesWithin(graph).map(({ entity }) => (isArrayCall(entity) ? entity.target : entity));
  return new Map(run.map((entity) => [identifierKey(identifierFor(entity, localSettings)), entity]));
}

function callsIn({ nodes, failureNode }: WorkflowGraph): ReadonlyMap<string, CallableEntity> {
  const calls = new Map<string, CallableEntity>();
  const add = (node: RecordedNode, path: string): void => {
    calls.set(path, node.entity);
    if (isBranch(node.entity)) for (const inside of caseNodes(node.entity)) add(inside, `${path}/${inside.id}`);
  };
  for (const node of nodes) add(node, node.id);
  if (failureNode !== undefined) add(failureNode, failureNode.id);
  return calls;
}

/** Nodes that wait for each other, each behind the one that it waits for; undefined where all can run. */
export function circleIn({ nodes, waits, followers }: GraphPlan): readonly string[] | undefined {
  const left = new Map(waits);
  const ready = nodes.filter(({ id }) => waits.get(id) === 0);
  for (const node of ready) {
    left.delete(node.id);
    for (const next of followers.get(node.id) ?? []) {
      const count = (left.get(next.id) ?? 0) - 1;
      left.set(next.id, count);
      if (count === 0) ready.push(next);
    }
  }
  if (left.size === 0) return undefined;
  // Going backwards among those that are left ends in a circle, since each of them waits for another.
  const waitsFor = new Map<string, string>();
  for (const [id, behind] of followers) {
    if (left.has(id)) for (const next of behind) if (!waitsFor.has(next.id)) waitsFor.set(next.id, id);
  }
  const way: string[] = [];
  let at = [...left.keys()][0];
  while (at !== undefined && !way.includes(at)) {
    way.push(at);
    at = waitsFor.get(at);
  }
  const circle = way.slice(at === undefined ? 0 : way.indexOf(at)).reverse();
  const first = [...circle].sort()[0] ?? "";
  const start = circle.indexOf(first);
  return [...circle.slice(start), ...circle.slice(0, start), first];
}
