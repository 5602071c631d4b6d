import { argumentsByInput } from "./arguments.ts";
import type { CallableEntity } from "./callable-entity.ts";
import { type Invocation, runningInvocation } from "./invocation.ts";
import { localHost } from "./local-host.ts";
import { resultFrom } from "./results.ts";
import { activeRecorder } from "./scope.ts";
import { settleDeep } from "./settle-deep.ts";

/** What happens when an entity is called: in a workflow's body a node is recorded, elsewhere the call runs here. */
export function callEntity<T>(entity: CallableEntity, args: readonly unknown[]): Invocation<T> {
  const recorder = activeRecorder();
  if (recorder !== undefined) return recorder.record<T>(entity, args);
  return runningInvocation(async () => {
    const settled = (await settleDeep(args)) as readonly unknown[];
    const host = await localHost();
    const outputs = await host.execute(entity, argumentsByInput(entity, settled));
    return resultFrom(outputs, entity.embedded) as T;
  });
}
