/** A call outside a workflow's body. Loaded when there is one. */
import { leakedReference } from "../errors/references.ts";
import { argumentsByInput } from "./arguments.ts";
import { type CallableEntity, describeEntity } from "./callable-entity.ts";
import { findReference } from "./find-reference.ts";
import { localHost } from "./local-host.ts";
import { describeReference } from "./reference-facts.ts";
import { resultFrom } from "./results.ts";
import { settleDeep } from "./settle-deep.ts";

/** Runs an entity on this machine; gives what its function would have returned. */
export async function runCall(entity: CallableEntity, args: readonly unknown[]): Promise<unknown> {
  const settled = (await settleDeep(args)) as readonly unknown[];
  refuseReferences(settled, entity);
  const host = await localHost();
  const outputs = await host.execute(entity, argumentsByInput(entity, settled));
  return resultFrom(outputs, entity.embedded);
}

/** A reference that was kept after the body of its workflow, or that a task closes over. */
function refuseReferences(args: readonly unknown[], entity: CallableEntity): void {
  const found = findReference(args);
  if (found === undefined) return;
  const isNode = "entity" in found;
  const text = isNode ? `the call of ${describeEntity(found.entity)}` : describeReference(found);
  throw leakedReference(text, isNode ? found.workflow : found.owner.workflow, describeEntity(entity));
}
