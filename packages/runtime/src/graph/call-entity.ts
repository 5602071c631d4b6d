import type { CallableEntity } from "./callable-entity.ts";
import { type Invocation, runningInvocation } from "./invocation.ts";
import { activeRecorder } from "./scope.ts";

/** What happens when an entity is called: in a workflow's body a node is recorded, elsewhere the call runs here. */
export function callEntity<T>(entity: CallableEntity, args: readonly unknown[]): Invocation<T> {
  const recorder = activeRecorder();
  if (recorder !== undefined) return recorder.record<T>(entity, args);
  return runningInvocation(async () => {
    const { runCall } = await import("./run-call.ts");
    return (await runCall(entity, args)) as T;
  });
}
