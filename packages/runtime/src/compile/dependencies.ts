import type { CallableEntity, RecordedNode, WorkflowGraph } from "../graph/index.ts";
import { caseNodes, isArrayCall, isBranch } from "../graph/recording.ts";
import { isTask } from "../task/index.ts";
import { isLaunchPlan, isWorkflow } from "../workflow/index.ts";

/** What has to be registered before an entity; its workflows are compiled for it. */
export async function dependenciesOf(entity: CallableEntity): Promise<readonly CallableEntity[]> {
  if (isWorkflow(entity)) return calledBy(await entity.compile());
  if (isLaunchPlan(entity)) return [entity.workflow];
  return isTask(entity) ? (entity.nodeDependencyHints ?? []) : [];
}

/** What the nodes of a graph run, once each: also inside branches and arrays, and when a node fails. References are none of it. */
export function calledBy(graph: WorkflowGraph): readonly CallableEntity[] {
  const called = new Set<CallableEntity>();
  for (const node of nodesWithin(graph)) {
    const entity = isArrayCall(node.entity) ? node.entity.target : node.entity;
    if (isTask(entity) || isWorkflow(entity) || isLaunchPlan(entity)) called.add(entity);
  }
  return [...called];
}

/** Every node of a graph, of its branches' cases too. */
export function nodesWithin({ nodes, failureNode }: WorkflowGraph): readonly RecordedNode[] {
  return [...nodes, ...(failureNode === undefined ? [] : [failureNode])].flatMap(withCases);
}

function withCases(node: RecordedNode): readonly RecordedNode[] {
  return isBranch(node.entity) ? [node, ...caseNodes(node.entity).flatMap(withCases)] : [node];
}
