/** Runs a task's node: attempts, one after the other, until one succeeds or none is left. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DynamicJobSpec } from "../../../idl/gen/flyteidl/core/dynamic_job_pb.ts";
import {
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as Phase,
} from "../../../idl/gen/flyteidl/core/execution_pb.ts";
import type { TaskNode } from "../../../idl/gen/flyteidl/core/workflow_pb.ts";
import { idKey } from "../../compiler/graph-state.ts";
import { type AttemptEnd, resumeAttempt, runAttempt, type TaskRun } from "../attempt.ts";
import { attemptOutcome } from "../attempt-outcome.ts";
import { attemptPlace } from "../attempt-place.ts";
import { timedOut, timeoutOf, withinTime } from "../deadline.ts";
import {
  type ExecutionError,
  errorBytes,
  Kind,
  retriesExhausted,
  runtimeError,
  timeoutExpired,
} from "../execution-errors.ts";
import { failed, type NodeContext, type NodeResult } from "../node-context.ts";
import { noOutputs, storedOutputs } from "../node-outputs.ts";
import { updateNode } from "../records/node-executions.ts";
import { type AttemptChange, attemptsOfNode, readAttempt, updateAttempt } from "../records/task-executions.ts";
import { throughCache } from "../through-cache.ts";
import { runDynamicJob } from "./dynamic-job.ts";

/** Runs a task. */
export async function runTaskNode(context: NodeContext, { reference, overrides }: TaskNode): Promise<NodeResult> {
  const id = reference.value;
  const template = id === undefined ? undefined : context.scope.tasks.get(idKey(id));
  if (template === undefined) return failed(runtimeError(`task [${id?.name ?? ""}] is not in the closure`));
  const task: TaskRun = { context, template, overrides, timeout: timeoutOf(context) };
  return throughCache(context, template, () => attempts(task));
}

async function attempts(task: TaskRun): Promise<NodeResult> {
  const { context } = task;
  const { engine } = context.scope.run;
  for (;;) {
    const before = attemptsOfNode(engine.database, context.row);
    const last = before.at(-1);
    let attempt = before.length;
    let end: AttemptEnd | "never-started" | undefined;
    if (last?.phase === Phase.SUCCEEDED) end = whatIsLeft(task, last.attempt);
    else if (last?.phase === Phase.RUNNING) {
      attempt = last.attempt;
      end = await resumeAttempt(task, last);
      if (context.signal.aborted) end = { kind: "aborted" };
    } else if (last?.phase === Phase.QUEUED) attempt = last.attempt;
    if (end === undefined || end === "never-started") end = await runAttempt(task, attempt);
    const spent = { user: 0, system: 0 };
    for (const { fault } of before) if (fault === "user" || fault === "system") spent[fault]++;
    const result = await afterAttempt(task, attempt, end, spent);
    if (result !== "again") return result;
  }
}

type Spent = { readonly user: number; readonly system: number };

async function afterAttempt(
  task: TaskRun,
  attempt: number,
  end: AttemptEnd,
  spent: Spent,
): Promise<NodeResult | "again"> {
  switch (end.kind) {
    case "succeeded":
      return succeeded(task, attempt, end.hasOutputs);
    case "dynamic": {
      const { engine } = task.context.scope.run;
      const now = engine.now();
      engine.write(() => {
        writeAttemptEnd(task, attempt, { phase: Phase.SUCCEEDED, is_parent: 1 });
        updateNode(engine.database, task.context.row, { phase: NodePhase.DYNAMIC_RUNNING, updated_at: now });
      });
      return runJob(task, attempt, end.job, spent);
    }
    case "failed":
    case "fatal":
      return {
        kind: "failed",
        error: end.error,
        isFatal: end.kind === "fatal",
        record: () => writeFailure(task, attempt, end.error, "none"),
        change: deckOf(task, attempt),
      };
    case "aborted":
      return { kind: "aborted", record: () => writeAbort(task, attempt) };
    case "timed-out":
    case "retryable":
      return retried(task, attempt, end, spent);
  }
}

/** The job of an attempt has the time that is left of the attempt's. */
async function runJob(
  task: TaskRun,
  attempt: number,
  job: DynamicJobSpec,
  spent: Spent,
): Promise<NodeResult | "again"> {
  const { context, template, timeout } = task;
  if (timeout === undefined) return runDynamicJob(context, template, job, attempt);
  const { engine } = context.scope.run;
  const begun = readAttempt(engine.database, { ...keyOf(context), attempt })?.started_at ?? engine.now();
  const result = await withinTime(context, begun + timeout, (within) => runDynamicJob(within, template, job, attempt));
  if (result !== "expired") return result;
  return retried(task, attempt, { kind: "timed-out", error: timeoutExpired(timeout) }, spent);
}

/** Whether there is another attempt: faults of the platform are counted by themselves. */
function retried(
  task: TaskRun,
  attempt: number,
  { kind, error }: { readonly kind: "timed-out" | "retryable"; readonly error: ExecutionError },
  spent: Spent,
): NodeResult | "again" {
  const { context, template } = task;
  const { engine } = context.scope.run;
  const fault = error.kind === Kind.SYSTEM ? "system" : "user";
  const own = context.node.metadata?.retries?.retries ?? 0;
  const retries = own > 0 ? own : (template.metadata?.retries?.retries ?? 0);
  const allowed = fault === "system" ? engine.settings.systemRetries + 1 : retries + 1;
  const current = spent[fault] + 1;
  const record = () => writeFailure(task, attempt, error, fault);
  if (current < allowed) {
    engine.write(record);
    return "again";
  }
  const change = deckOf(task, attempt);
  if (kind === "timed-out" && task.timeout !== undefined) return { ...timedOut(task.timeout, retries), record };
  return { kind: "failed", error: retriesExhausted(error, current, allowed), record, change };
}

function succeeded(task: TaskRun, attempt: number, hasOutputs: boolean): NodeResult {
  const { objects } = task.context.scope.run.engine;
  const uri = hasOutputs ? objects.uriOf(`${task.context.folder}/${attempt}/outputs.pb`) : undefined;
  return {
    kind: "succeeded",
    outputs: uri === undefined ? noOutputs : storedOutputs(objects, uri),
    change: deckOf(task, attempt),
    record: () =>
      writeAttemptEnd(task, attempt, { phase: Phase.SUCCEEDED, ...(uri === undefined ? {} : { output_uri: uri }) }),
  };
}

/** The end of an attempt that is written, while that of its node is not: what it left is still there. */
function whatIsLeft({ context }: TaskRun, attempt: number): AttemptEnd {
  const outputLimit = context.scope.run.engine.settings.outputBytes;
  return attemptOutcome(attemptPlace(context, attempt).folder, { outputs: [], outputLimit });
}

function deckOf({ context }: TaskRun, attempt: number): { readonly deck_uri?: string } {
  const { objects } = context.scope.run.engine;
  const hasDeck = existsSync(join(attemptPlace(context, attempt).folder, "deck.html"));
  return hasDeck ? { deck_uri: objects.uriOf(`${context.folder}/${attempt}/deck.html`) } : {};
}

function writeFailure(task: TaskRun, attempt: number, error: ExecutionError, fault: "user" | "system" | "none"): void {
  writeAttemptEnd(task, attempt, { phase: Phase.FAILED, fault, error: errorBytes(error), reason: error.code });
}

function writeAbort(task: TaskRun, attempt: number): void {
  writeAttemptEnd(task, attempt, { phase: Phase.ABORTED });
}

function writeAttemptEnd({ context }: TaskRun, attempt: number, change: AttemptChange): void {
  const { engine } = context.scope.run;
  const now = engine.now();
  updateAttempt(engine.database, { ...keyOf(context), attempt }, { ...change, updated_at: now, ended_at: now });
}

function keyOf({ row: { project, domain, name, node_id } }: NodeContext) {
  return { project, domain, name, node_id };
}
