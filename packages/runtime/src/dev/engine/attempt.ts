/** Runs one attempt of a task: a process in place of its container. */
import { mkdirSync, rmSync } from "node:fs";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { TaskExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { IdentifierSchema } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { TaskNodeOverrides } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { type AttemptOutcome, attemptOutcome, isComplete } from "./attempt-outcome.ts";
import { type AttemptPlace, attemptPlace, containerCommand, containerEnvironment, pidFileOf } from "./attempt-place.ts";
import { containerOf, type TaskContainer } from "./container.ts";
import { bringInputs } from "./data-loading/bring-inputs.ts";
import { type DataFolders, dataFolders } from "./data-loading/data-folders.ts";
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
import { insertAttempt, type TaskExecutionRow, updateAttempt } from "./records/task-executions.ts";
import { readOffloaded } from "./resolve-bindings.ts";
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
      writeRunning(context, {}, () => writeAttempt(task, place, startedAt));
      if (engine.isClosing()) return { kind: "aborted" };
      const end = await runContainer(task, { ...place, pidFile }, container, image);
      if (engine.isClosing()) returnToQueue(task, attempt);
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

/** Makes the folders of a container that knows nothing of the platform. */
async function bringData(
  { scope, row }: NodeContext,
  { dataConfig }: TaskContainer,
  { inputs, outputs }: DataFolders,
): Promise<void> {
  const { objects } = scope.run.engine;
  const bytes = objects.read(row.input_uri) ?? new Uint8Array();
  mkdirSync(outputs, { recursive: true });
  const literals = Object.entries(fromBinary(LiteralMapSchema, bytes).literals).map(
    ([name, literal]) => [name, readOffloaded(literal, objects)] as const,
  );
  await bringInputs(Object.fromEntries(literals), inputs, dataConfig?.format ?? 0);
}

function withPlaces(container: TaskContainer, { place }: DataFolders): TaskContainer {
  const variables = Object.entries(container.environment).map(([name, text]) => [name, place(text)] as const);
  return { ...container, command: container.command.map(place), environment: Object.fromEntries(variables) };
}

function rulesOf({ context, template }: Pick<TaskRun, "context" | "template">) {
  return {
    outputs: Object.keys(template.interface?.outputs?.variables ?? {}),
    outputLimit: context.scope.run.engine.settings.outputBytes,
  };
}

/** An attempt that could not even be started. */
function refused(task: TaskRun, place: AttemptPlace, error: ExecutionError): AttemptEnd {
  writeRunning(task.context, {}, () => writeAttempt(task, place, task.context.scope.run.engine.now()));
  return { kind: "failed", error };
}

function writeAttempt({ context, template }: TaskRun, place: AttemptPlace, now: number): void {
  const { engine, key } = context.scope.run;
  const { project, domain, name } = key;
  const phase = Phase.RUNNING;
  const row: TaskExecutionRow = {
    ...{ project, domain, name },
    node_id: context.row.node_id,
    attempt: place.attempt,
    task: toBinary(IdentifierSchema, template.id ?? create(IdentifierSchema)),
    task_type: template.type,
    phase,
    is_parent: 0,
    fault: null,
    input_uri: context.row.input_uri,
    output_uri: null,
    log_uri: place.logUri,
    reason: "",
    error: null,
    created_at: now,
    started_at: now,
    updated_at: now,
    ended_at: null,
  };
  if (!insertAttempt(engine.database, row))
    updateAttempt(engine.database, row, { phase, started_at: now, updated_at: now });
}

/** An attempt that this server ends because it ends itself starts over with the next one, and counts for nothing. */
function returnToQueue({ context }: TaskRun, attempt: number): void {
  const { engine } = context.scope.run;
  const { project, domain, name, node_id } = context.row;
  const key = { project, domain, name, node_id, attempt };
  engine.database.transaction(() => updateAttempt(engine.database, key, { phase: Phase.QUEUED }));
}
