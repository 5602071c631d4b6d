import { addWhere } from "../errors/add-where.ts";
import { TsflyteError } from "../errors/index.ts";
import { taskFailed } from "../errors/local.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";

/** An error of this library keeps its code and learns which node it is from; a user's error is wrapped into one that says so. */
export function failureOf(entity: CallableEntity, node: string, error: unknown): unknown {
  const task = describeEntity(entity);
  const source = sourceOf(entity.embedded);
  if (!(error instanceof TsflyteError)) return taskFailed(task, node, source, error);
  const line = `${task} (${source})`;
  return addWhere(error, ...(error.where.includes(line) ? [] : [line]), `node ${node}`);
}
