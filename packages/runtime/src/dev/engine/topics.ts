import type { ExecutionKey } from "../database/executions.ts";

/** Told when somebody has answered a signal. */
export function signalTopic({ project, domain, name }: ExecutionKey, signalId: string): string {
  return ["signal", project, domain, name, signalId].join("\0");
}

/** Told when an execution has ended. */
export function endTopic({ project, domain, name }: ExecutionKey): string {
  return ["end", project, domain, name].join("\0");
}

/** Told when the one who computes what is kept under a key of the cache has ended. */
export function cacheTopic(key: string): string {
  return `cache\0${key}`;
}
