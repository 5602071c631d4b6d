/** What is registered beside eager tasks. */
import { closureOf } from "../compile/index.ts";
import { type CallableEntity, registeredEntities } from "../graph/index.ts";

/**
 * The entities, and with an eager task among all that they need, those of every module that was loaded: what its plain code calls is
 * not known before it runs, and must be registered under the same version then.
 */
export async function withCalleesOfEagerTasks(entities: readonly CallableEntity[]): Promise<readonly CallableEntity[]> {
  const closure = await closureOf(entities);
  if (!closure.some(isEager)) return entities;
  const given = new Set(entities);
  const others = registeredEntities().filter((entity) => !given.has(entity));
  // By name, since the order of definition is that in which modules were loaded.
  return [...entities, ...others.sort((a, b) => (a.name < b.name ? -1 : 1))];
}

function isEager(entity: CallableEntity): boolean {
  return "executionMode" in entity && entity.executionMode === "eager";
}
