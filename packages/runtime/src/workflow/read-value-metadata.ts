import { notCompiled, staleBuild } from "../errors/entities.ts";
import { callerPosition } from "../graph/caller-position.ts";
import { isValueMetadata, type ValueMetadata } from "../metadata/index.ts";

/**
 * Reads what the transformer appends to a call that takes one value of the type in its type argument.
 *
 * @param callee name of what was called, for errors
 */
export function readValueMetadata(callee: string, embedded: unknown): ValueMetadata {
  if (embedded === undefined) throw notCompiled(callee, callerPosition());
  if (isValueMetadata(embedded) && embedded.version === 1) return embedded;
  const { version } = (embedded ?? {}) as { readonly version?: unknown };
  const found = version === undefined ? "an object without a version" : `version ${String(version)}`;
  throw staleBuild(callee, found, callerPosition());
}
