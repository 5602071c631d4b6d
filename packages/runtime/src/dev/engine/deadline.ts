/** Nodes that may take only so long. */
import { nodeTimedOut, retriesExhausted, timeoutExpired } from "./execution-errors.ts";
import type { NodeContext, NodeResult } from "./node-context.ts";
import { waitUntil } from "./waiters.ts";

/** The timeout of a node in milliseconds; undefined is none. */
export function timeoutOf({ node }: NodeContext): number | undefined {
  const timeout = node.metadata?.timeout;
  const milliseconds = timeout === undefined ? 0 : Number(timeout.seconds) * 1000 + timeout.nanos / 1e6;
  return milliseconds > 0 ? milliseconds : undefined;
}

/** What a node whose time is over ends with: with retries it has timed out, without any it has failed. */
export function timedOut(milliseconds: number, retries: number): NodeResult {
  if (retries > 0) return { kind: "failed", error: nodeTimedOut(milliseconds), isTimeout: true };
  return { kind: "failed", error: retriesExhausted(timeoutExpired(milliseconds), 1, 1) };
}

/** Runs a node that is no task, and ends what it does when its time is over. */
export async function endOfDeadline(
  context: NodeContext,
  work: (within: NodeContext) => Promise<NodeResult>,
): Promise<NodeResult> {
  const timeout = timeoutOf(context);
  if (timeout === undefined) return work(context);
  const begun = context.row.started_at ?? context.scope.run.engine.now();
  const result = await withinTime(context, begun + timeout, work);
  return result === "expired" ? timedOut(timeout, context.node.metadata?.retries?.retries ?? 0) : result;
}

/** Runs what a node does, and ends it at a time. */
export async function withinTime(
  context: NodeContext,
  deadline: number,
  work: (within: NodeContext) => Promise<NodeResult>,
): Promise<NodeResult | "expired"> {
  const { engine } = context.scope.run;
  const expired = new AbortController();
  const ended = new AbortController();
  const signal = AbortSignal.any([context.signal, expired.signal]);
  const clock = waitUntil(deadline, engine.now, ended.signal).then((isOver) => {
    if (isOver) expired.abort("the node's time is over");
  });
  const result = await work({ ...context, signal, scope: { ...context.scope, signal } });
  ended.abort();
  await clock;
  const isOver = expired.signal.aborted && !context.signal.aborted && result.kind === "aborted";
  return isOver ? "expired" : result;
}
