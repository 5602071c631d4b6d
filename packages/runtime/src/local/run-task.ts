/** Runs a task: from the cache if it can be, else in attempts. */
import { TsflyteError } from "../errors/index.ts";
import { outputsIgnored } from "../errors/local.ts";
import { IgnoreOutputs } from "../errors/user-errors.ts";
import type { LiteralMap, NodeMetadata } from "../model/index.ts";
import type { DynamicJob, RegistrableTask } from "../task/index.ts";
import { type Attempt, attemptTask } from "./attempt.ts";
import { stopped } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import { monotonicMillis } from "./monotonic-clock.ts";
import { pause } from "./pause.ts";
import { runDynamicJob } from "./run-dynamic-job.ts";
import type { RunPlace } from "./running-graph.ts";
import { Lease } from "./slots.ts";
import { failureOf } from "./task-failure.ts";

/** Which call of a task runs. */
export interface TaskCall extends RunPlace {
  readonly node: string;
  readonly metadata: NodeMetadata;
  /** Errors come as the task threw them: for a call in user code, which may catch them. */
  readonly isBare?: boolean;
}

/** Runs a task's function, again after a recoverable failure while it has retries. */
export async function runTask(
  run: LocalRun,
  task: RegistrableTask,
  inputs: LiteralMap,
  call: TaskCall,
): Promise<LiteralMap | typeof stopped> {
  const policy = run.options.cache === false ? undefined : cachePolicy(task, call.metadata);
  const compute = (): Promise<LiteralMap | typeof stopped> => runAttempts(run, task, inputs, call);
  if (policy === undefined) return compute();
  const start = monotonicMillis();
  const { throughCache } = await import("./cache/through-cache.ts");
  return throughCache(run, { task, inputs, ...policy }, compute, () =>
    run.emit({ kind: "node-cached", node: call.node, entity: task.name, milliseconds: monotonicMillis() - start }),
  );
}

/** Whether a call's result is cached, and as which version: what the node says comes before what the task says. */
function cachePolicy(
  task: RegistrableTask,
  node: NodeMetadata,
): { readonly version: string; readonly isSerial: boolean } | undefined {
  // The task puts its metadata together whenever it is asked.
  if (node.cacheable === false) return undefined;
  const { discoverable, discoveryVersion, cacheSerializable } = task.metadata;
  if (node.cacheable === undefined && !discoverable) return undefined;
  return {
    version: node.cacheVersion ?? discoveryVersion,
    isSerial: node.cacheSerializable ?? cacheSerializable,
  };
}

async function runAttempts(
  run: LocalRun,
  task: RegistrableTask,
  inputs: LiteralMap,
  call: TaskCall,
): Promise<LiteralMap | typeof stopped> {
  const { node, halt, metadata } = call;
  const facts = { node, entity: task.name };
  for (let attempt = 0; ; attempt++) {
    const room = run.slots.take();
    if (room !== undefined) await room;
    const lease = new Lease(run.slots);
    const start = monotonicMillis();
    // It may have waited for its room while another node failed.
    if (halt.isStopped) {
      lease.close();
      return stopped;
    }
    run.emit({ kind: "node-started", ...facts, attempt });
    const made = await attemptTask(run, task, inputs, { ...facts, attempt, timeout: metadata.timeout, halt, lease });
    const result = made.kind === "failure" ? withoutOutputs(task, made) : made;
    if (result.kind === "failure" && result.isRecoverable && !halt.isStopped && attempt < retriesOf(task, metadata)) {
      lease.close();
      const delayMilliseconds = delayAfter(attempt, run);
      run.emit({ kind: "node-retried", ...facts, attempt, error: result.error, delayMilliseconds });
      await pause(delayMilliseconds, halt);
      continue;
    }
    if (result.kind === "failure") {
      const { error } = result;
      // What a task throws once it is told to end says nothing about why it ended.
      const isAftermath = halt.isStopped && !(error instanceof TsflyteError && error.code === "cancelled");
      // Said before the room is given up, or the next in line would start in it.
      if (!isAftermath) halt.fail(error);
      lease.close();
      run.emit({ kind: "node-failed", ...facts, error });
      if (isAftermath) return stopped;
      throw node === "" || call.isBare === true ? error : failureOf(task, node, error);
    }
    lease.close();
    const outputs = result.kind === "outputs" ? result.outputs : await runJob(run, task, result.job, call);
    if (outputs === stopped) run.emit({ kind: "node-skipped", ...facts, reason: "failure" });
    else run.emit({ kind: "node-succeeded", ...facts, milliseconds: monotonicMillis() - start });
    return outputs;
  }
}

/** A task without outputs has done what it should when it throws `IgnoreOutputs`; any other has left its readers with nothing. */
function withoutOutputs(task: RegistrableTask, failure: Attempt & { readonly kind: "failure" }): Attempt {
  if (!(failure.error instanceof IgnoreOutputs)) return failure;
  const names = Object.keys(task.outputSchema.properties);
  if (names.length === 0) return { kind: "outputs", outputs: {} };
  return { kind: "failure", error: outputsIgnored(task.name, names, failure.error), isRecoverable: false };
}

/** Runs what a dynamic task asks for. The errors of its nodes say where they are from. */
async function runJob(
  run: LocalRun,
  task: RegistrableTask,
  job: DynamicJob,
  call: TaskCall,
): Promise<LiteralMap | typeof stopped> {
  try {
    return await runDynamicJob(run, task, job, call);
  } catch (error) {
    call.halt.fail(error);
    run.emit({ kind: "node-failed", node: call.node, entity: task.name, error });
    throw error;
  }
}

/** How often a failure is tried again. */
function retriesOf(task: RegistrableTask, node: NodeMetadata): number {
  return node.retries > 0 ? node.retries : task.metadata.retries;
}

/** Twice as long every time, and varied. */
function delayAfter(attempt: number, run: LocalRun): number {
  const { first = 50, most = 5000 } = run.options.retryDelay ?? {};
  return Math.min(most, first * 2 ** attempt) * (0.5 + Math.random());
}
