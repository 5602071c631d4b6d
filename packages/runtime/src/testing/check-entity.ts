import { notAnEntity } from "../errors/local.ts";
import type { CallableEntity } from "../graph/index.ts";

/** Whether a value is a task, workflow or launch plan, as a test may give anything. */
export function isEntity(value: unknown): value is CallableEntity {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && "kind" in value && "embedded" in value;
}

/** Throws unless a value is a task, workflow or launch plan. */
export function checkEntity(value: unknown, where: string): void {
  if (!isEntity(value)) throw notAnEntity(where, value);
}
