import { findCircles, identifierFor, nodesWithin, runProblemsOf, workflowTemplate } from "../compile/index.ts";
import { compileProblems, nodeCycle } from "../errors/graph.ts";
import { type CallableEntity, describeEntity, sourceOf, type WorkflowGraph } from "../graph/index.ts";
import { isArrayCall } from "../graph/recording.ts";
import type { Node, WorkflowTemplate } from "../model/index.ts";
import { identifierKey, localSettings } from "../settings/index.ts";
import type { CompilableWorkflow } from "../workflow/index.ts";

/** A workflow as it is run: its template, and what its nodes call and start. */
export interface Plan {
  readonly template: WorkflowTemplate;
  /** What nodes run, by {@link identifierKey}. */
  readonly entities: ReadonlyMap<string, CallableEntity>;
  /** The nodes that wait for each node. */
  readonly followers: ReadonlyMap<string, readonly Node[]>;
}

const plans = new WeakMap<CompilableWorkflow, Promise<Plan>>();

/** The plan of a workflow, made once. Throws where a run would never end or would lose a node. */
export function planOf(workflow: CompilableWorkflow): Promise<Plan> {
  let plan = plans.get(workflow);
  if (plan === undefined) plans.set(workflow, (plan = makePlan(workflow)));
  return plan;
}

async function makePlan(workflow: CompilableWorkflow): Promise<Plan> {
  const graph = await workflow.compile();
  const entity = describeEntity(workflow);
  const where = sourceOf(workflow.embedded);
  const problems = runProblemsOf(graph);
  if (problems.length > 0) throw compileProblems(problems.map((problem) => ({ entity, where, ...problem })));
  const [circle] = findCircles(graph);
  if (circle !== undefined) {
    throw nodeCycle(
      entity,
      circle.map(({ id }) => id),
      [where],
    );
  }
  const template = await workflowTemplate(workflow, localSettings);
  return {
    template,
    entities: entitiesIn(graph),
    followers: followersIn(template),
  };
}

/** The entities that a graph's nodes run, by their identifiers under the local settings. */
export function entitiesIn(graph: WorkflowGraph): ReadonlyMap<string, CallableEntity> {
  const run = nodesWithin(graph).map(({ entity }) => (isArrayCall(entity) ? entity.target : entity));
  return new Map(run.map((entity) => [identifierKey(identifierFor(entity, localSettings)), entity]));
}

function followersIn(template: WorkflowTemplate): ReadonlyMap<string, readonly Node[]> {
  const followers = new Map<string, Node[]>(template.nodes.map(({ id }) => [id, []]));
  for (const node of template.nodes) {
    for (const id of node.upstreamNodeIds) followers.get(id)?.push(node);
  }
  return followers;
}
