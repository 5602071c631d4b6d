import type { ArrayNode } from "../model/index.ts";
import type { CallableEntity } from "./callable-entity.ts";

/** A node that runs its target once for every element of its list inputs. Made by `mapTask()`. */
export interface ArrayCall extends CallableEntity {
  readonly kind: "array";
  /** A map task, a launch plan or a reference. */
  readonly target: CallableEntity;
  readonly array: Omit<ArrayNode, "node">;
}

/** Whether a node's entity is an array. */
export function isArrayCall(entity: CallableEntity): entity is ArrayCall {
  return entity.kind === "array";
}
