/** Runs one attempt of a task: a process in place of its container. */
import { rmSync } from "node:fs";
import { toBinary } from "@bufbuild/protobuf";
import { LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { TaskNodeOverrides } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { type AttemptOutcome, attemptOutcome, isComplete } from "./attempt-outcome.ts";
import { type AttemptPlace, attemptPlace, containerCommand, containerEnvironment, pidFileOf } from "./attempt-place.ts";
import { returnToQueue, writeAttempt } from "./attempt-records.ts";
import { containerOf, type TaskContainer } from "./container.ts";
import { bringData, withPlaces } from "./data-loading/data-container.ts";
import { dataFolders } from "./data-loading/data-folders.ts";
import { takeOutputs } from "./data-loading/take-outputs.ts";
import {
  type ExecutionError,
  imageNotMapped,
  inputDownloadFailed,
  interrupted,
  lostAttempt,
  outputsNotFound,
  outputUploadFailed,
  timeoutExpired,
} from "./execution-errors.ts";
import { imageEnvironment, type LocalImage, localImage } from "./images.ts";
import type { NodeContext } from "./node-context.ts";
import { losesOutputs } from "./node-place.ts";
import { writeRunning } from "./node-start.ts";
import { endOrphan } from "./orphans.ts";
import type { TaskExecutionRow } from "./records/task-executions.ts";
import { logTail, startProcess } from "./task-process.ts";
import { waitUntil } from "./waiters.ts";

/** A task as a node runs it. */
export interface TaskRun {
  readonly context: NodeContext;
  readonly template: TaskTemplate;
  readonly overrides: TaskNodeOverrides | undefined;
  /** Milliseconds that one attempt may take. */
  readonly timeout: number | undefined;
}

/** How an attempt ended, or that it was ended. */
export type AttemptEnd =
  | AttemptOutcome
  | { readonly kind: "timed-out"; readonly error: ExecutionError }
  | { readonly kind: "aborted" };

/** Runs an attempt from its start. */
export async function runAttempt(task: TaskRun, attempt: number): Promise<AttemptEnd> {
  const { context, template, overrides } = task;
  const { scope, room, signal } = context;
  const { engine } = scope.run;
  const place = attemptPlace(context, attempt);
  const container = containerOf(template, overrides);
  if ("message" in container) return refused(task, place, container);
  const image = localImage(engine.images, container.image);
  if (image === undefined) return refused(task, place, imageNotMapped(container.image));
  if (!(await room.take(signal))) return { kind: "aborted" };
  try {
    // A task that only waits for executions of its own must not take the room that these need.
    const isEager = template.metadata?.isEager === true;
    if (!isEager && !(await engine.room.take(signal))) return { kind: "aborted" };
    try {
      const startedAt = engine.now();
      const pidFile = pidFileOf(place.logUri, startedAt);
      if (scope.run.isResumed) {
        // The attempt may have been begun by a server before this one.
        rmSync(place.folder, { recursive: true, force: true });
        rmSync(pidFile, { force: true });
      }
      writeRunning(context, {}, () => writeAttempt(context, template, place, startedAt));
      if (engine.isClosing()) return { kind: "aborted" };
      const end = await runContainer(task, { ...place, pidFile }, container, image);
      if (engine.isClosing()) returnToQueue(context, attempt);
      return end;
    } finally {
      if (!isEager) engine.room.give();
    }
  } finally {
    room.give();
  }
}

/** Finds out what has become of an attempt that a server before this one has started. */
export async function resumeAttempt(
  task: TaskRun,
  { attempt, started_at }: TaskExecutionRow,
): Promise<AttemptEnd | "never-started"> {
  const { engine } = task.context.scope.run;
  const place = attemptPlace(task.context, attempt);
  if ((await endOrphan(pidFileOf(place.logUri, started_at), engine.settings.grace)) === "never-started")
    return "never-started";
  const rules = rulesOf(task);
  if (isComplete(place.folder, rules)) return attemptOutcome(place.folder, rules);
  return { kind: "retryable", error: lostAttempt() };
}

async function runContainer(
  { context, template, timeout }: TaskRun,
  place: AttemptPlace & { readonly pidFile: string },
  given: TaskContainer,
  image: LocalImage,
): Promise<AttemptEnd> {
  const { engine } = context.scope.run;
  const { grace } = engine.settings;
  const data = given.dataConfig === undefined ? undefined : dataFolders(given.dataConfig, place.folder);
  const container = data === undefined ? given : withPlaces(given, data);
  const command = containerCommand(context, template, place, container);
  if (data !== undefined) {
    try {
      await bringData(context, container, data);
    } catch (error) {
      return { kind: "retryable", error: inputDownloadFailed(error) };
    }
    if (context.signal.aborted || engine.isClosing()) return { kind: "aborted" };
  }
  const taskProcess = startProcess({
    command: image.program === undefined ? command : [image.program, ...command],
    folder: image.folder,
    environment: {
      ...engine.environment,
      ...imageEnvironment(image, engine.environment),
      ...containerEnvironment(context, template, place, container),
    },
    logFile: place.logFile,
    pidFile: place.pidFile,
  });
  const ended = new AbortController();
  const end = () => taskProcess.end(grace);
  context.signal.addEventListener("abort", end, { once: true });
  if (context.signal.aborted) end();
  let isOver = false;
  if (timeout !== undefined) {
    void waitUntil(engine.now() + timeout, engine.now, ended.signal).then((hasExpired) => {
      isOver = hasExpired;
      if (hasExpired) end();
    });
  }
  const { code, signal } = await taskProcess.exited;
  ended.abort();
  context.signal.removeEventListener("abort", end);
  if (context.signal.aborted) return { kind: "aborted" };
  if (isOver && timeout !== undefined) return { kind: "timed-out", error: timeoutExpired(timeout) };
  if (code !== 0) {
    const how = signal === null ? `exit code (${code})` : `signal (${signal})`;
    return { kind: "retryable", error: interrupted(place.name, how, logTail(place.logFile)) };
  }
  const rules = rulesOf({ context, template });
  if (data !== undefined && rules.outputs.length > 0) {
    try {
      const outputs = await takeOutputs(template.interface?.outputs?.variables ?? {}, data.outputs, place.rawPrefix);
      engine.objects.write(`${place.folder}/outputs.pb`, toBinary(LiteralMapSchema, outputs));
    } catch (error) {
      return { kind: "retryable", error: outputUploadFailed(error) };
    }
  }
  const outcome = attemptOutcome(place.folder, rules);
  const isLost = outcome.kind === "succeeded" && outcome.hasOutputs && losesOutputs(context.node.id);
  return isLost ? { kind: "retryable", error: outputsNotFound(place.folder) } : outcome;
}

function rulesOf({ context, template }: Pick<TaskRun, "context" | "template">) {
  return {
    outputs: Object.keys(template.interface?.outputs?.variables ?? {}),
    outputLimit: context.scope.run.engine.settings.outputBytes,
  };
}

/** An attempt that could not even be started. */
function refused({ context, template }: TaskRun, place: AttemptPlace, error: ExecutionError): AttemptEnd {
  writeRunning(context, {}, () => writeAttempt(context, template, place, context.scope.run.engine.now()));
  return { kind: "failed", error };
}
