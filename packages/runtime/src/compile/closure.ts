/** Everything that an entity needs to be registered, dependencies first. */
import { workflowCycle } from "../errors/graph.ts";
import type { CallableEntity } from "../graph/index.ts";
import { dependenciesOf } from "./dependencies.ts";
import { eagerWorkflowOf } from "./eager-workflow.ts";

/**
 * The entities themselves and all that their workflows call, each once, and each after what it calls; behind an eager task
 * the workflow that belongs to it. Workflows are compiled on the way. Throws when workflows contain each other.
 */
export async function closureOf(roots: readonly CallableEntity[]): Promise<readonly CallableEntity[]> {
  const ordered = new Set<CallableEntity>();
  for (const root of roots) await visit(root, [], ordered);
  return [...ordered];
}

async function visit(
  entity: CallableEntity,
  path: readonly CallableEntity[],
  ordered: Set<CallableEntity>,
): Promise<void> {
  if (ordered.has(entity)) return;
  const start = path.indexOf(entity);
  if (start >= 0) throw workflowCycle([...path.slice(start), entity].map(({ name }) => name));
  for (const dependency of await dependenciesOf(entity)) await visit(dependency, [...path, entity], ordered);
  ordered.add(entity);
  const beside = eagerWorkflowOf(entity);
  if (beside !== undefined) await visit(beside, [], ordered);
}
