import type { GateNode } from "../model/index.ts";
import type { CallableEntity } from "./callable-entity.ts";

/** A node that waits: for an approval, a value or a time. Made by `approve()`, `waitForInput()` and `sleep()`. */
export interface GateCall extends CallableEntity {
  readonly kind: "gate";
  readonly gate: GateNode;
}

/** Whether a node's entity is a gate. */
export function isGateCall(entity: CallableEntity): entity is GateCall {
  return entity.kind === "gate";
}
