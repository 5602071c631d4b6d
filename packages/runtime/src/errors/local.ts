import { show } from "./options.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** A task of a local run threw; the error that it threw is the cause. */
export function taskFailed(task: string, node: string, source: string, cause: unknown): TsflyteError {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : show(cause);
  return new TsflyteError("task-failed", `${task} failed: ${text}`, {
    where: [...(node === "" ? [] : [`node ${node}`]), `${task} (${source})`],
    cause,
  });
}
