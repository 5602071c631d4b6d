import { invalidOption } from "../errors/options.ts";
import { isBranch } from "./branch.ts";
import type { CallableEntity } from "./callable-entity.ts";
import { isGateCall } from "./gate-call.ts";
import type { NodeOverrides } from "./overrides.ts";

/** What the server looks at, of a node that runs nothing itself. */
const ofBranches: readonly string[] = ["nodeName", "name"];
const ofGates: readonly string[] = [...ofBranches, "timeout"];

/** Throws at an override that would change nothing: of a branch, which runs its cases, or of a gate, which waits. */
export function checkConstructOverrides(entity: CallableEntity, overrides: NodeOverrides, call: string): void {
  const allowed = isBranch(entity) ? ofBranches : isGateCall(entity) ? ofGates : undefined;
  if (allowed === undefined || typeof overrides !== "object" || overrides === null) return;
  for (const [key, value] of Object.entries(overrides)) {
    if (value === undefined || allowed.includes(key)) continue;
    const remedy = isBranch(entity) ? "override the calls in its cases" : "leave it out: a gate only waits";
    throw invalidOption(`${call}, .with(): option "${key}"`, `one of ${allowed.join(", ")}`, value, remedy);
  }
}
