import { leakedReference } from "../errors/references.ts";
import { argumentsByInput } from "./arguments.ts";
import { type CallableEntity, describeEntity } from "./callable-entity.ts";
import { findReference } from "./find-reference.ts";
import { type Invocation, runningInvocation } from "./invocation.ts";
import { localHost } from "./local-host.ts";
import { describeReference } from "./reference.ts";
import { resultFrom } from "./results.ts";
import { activeRecorder } from "./scope.ts";
import { settleDeep } from "./settle-deep.ts";

/** What happens when an entity is called: in a workflow's body a node is recorded, elsewhere the call runs here. */
export function callEntity<T>(entity: CallableEntity, args: readonly unknown[]): Invocation<T> {
  const recorder = activeRecorder();
  if (recorder !== undefined) return recorder.record<T>(entity, args);
  return runningInvocation(async () => {
    const settled = (await settleDeep(args)) as readonly unknown[];
    refuseReferences(settled, entity);
    const host = await localHost();
    const outputs = await host.execute(entity, argumentsByInput(entity, settled));
    return resultFrom(outputs, entity.embedded) as T;
  });
}

/** A reference that was kept after the body of its workflow, or that a task closes over. */
function refuseReferences(args: readonly unknown[], entity: CallableEntity): void {
  const found = findReference(args);
  if (found === undefined) return;
  const isNode = "entity" in found;
  const text = isNode ? `the call of ${describeEntity(found.entity)}` : describeReference(found);
  throw leakedReference(text, isNode ? found.workflow : found.owner.workflow, describeEntity(entity));
}
