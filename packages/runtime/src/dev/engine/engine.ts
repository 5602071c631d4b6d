/** Runs executions on this machine: what the platform's propeller and cluster do, with processes for containers. */
import { availableParallelism } from "node:os";
import { toBinary } from "@bufbuild/protobuf";
import { WorkflowExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { type Literal, LiteralSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import { type ExecutionKey, executionsInPhases, readExecution, updateExecution } from "../database/executions.ts";
import { migrate } from "../database/migrate.ts";
import type { EngineContext, EngineOptions, EngineSettings } from "./engine-context.ts";
import { engineSchema } from "./records/schema.ts";
import { writeSignal } from "./records/signals.ts";
import { Room } from "./room.ts";
import { isOver, runExecution } from "./run-execution.ts";
import { createSchedules } from "./schedules.ts";
import { endTopic, signalTopic } from "./topics.ts";
import { Waiters } from "./waiters.ts";

/** What runs executions. Their rows are there before it hears of them, and it keeps them up to date. */
export interface Engine {
  /** Runs an execution that is queued. */
  start(execution: ExecutionKey): void;
  /** Ends an execution and everything that it has started; nothing happens to one that is over. */
  abort(execution: ExecutionKey, cause: string): void;
  /** Answers a gate; false where no gate has asked. */
  signal(execution: ExecutionKey, signalId: string, value: Literal): boolean;
  /** Goes on with what ran when the process ended the last time, and begins to follow schedules. */
  resume(): void;
  /** To be called when a launch plan has become active or inactive: launches those whose time has come. */
  schedulesChanged(): void;
  /** Resolves when an execution has ended, or the engine has. */
  ended(execution: ExecutionKey): Promise<void>;
  /** Ends the processes; their executions go on when an engine resumes with the same database. */
  close(): Promise<void>;
}

const unfinished = [Phase.QUEUED, Phase.RUNNING, Phase.SUCCEEDING, Phase.FAILING, Phase.ABORTING];

/** What programs look for in their environment, whatever they do. */
const passedOn = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ", "SHELL"];

/** An engine over a database and a folder of objects. The tables that it needs are made. */
export function createEngine(options: EngineOptions): Engine {
  const { database, onLog = () => {}, now = Date.now } = options;
  migrate(database, "engine", engineSchema);
  const settings: EngineSettings = {
    processes: 2 * availableParallelism(),
    parallelism: 25,
    systemRetries: 3,
    outputBytes: 2 * 1024 * 1024,
    grace: 5000,
    ...options.settings,
  };
  const runs = new Map<string, { readonly halt: AbortController; readonly ended: Promise<void> }>();
  let isClosing = false;
  const context: EngineContext = {
    database,
    objects: options.objects,
    images: options.images ?? new Map(),
    environment: options.environment ?? baseEnvironment(),
    secrets: options.secrets ?? process.env,
    settings,
    now,
    log: onLog,
    room: new Room(settings.processes),
    waiters: new Waiters(),
    workflowOf: options.workflowOf,
    launch: options.launch,
    launchPlanOf: options.launchPlanOf,
    executionUrl: options.executionUrl,
    endpoint: options.endpoint,
    isClosing: () => isClosing,
    write: (work) => {
      if (!isClosing) database.transaction(work);
    },
    abort: (key, cause) => engine.abort(key, cause),
  };

  const schedules =
    options.launch === undefined ? undefined : createSchedules({ database, launch: options.launch, now, log: onLog });
  const engine: Engine = {
    start(key) {
      const topic = endTopic(key);
      if (isClosing || runs.has(topic)) return;
      const halt = new AbortController();
      const row = readExecution(database, key);
      if (row?.phase === Phase.ABORTING) halt.abort(row.abort_cause ?? "aborted");
      const ended = runExecution(context, key, halt.signal)
        .catch((error: unknown) => onLog(`${key.name}: ${error instanceof Error ? error.message : error}`))
        .finally(() => {
          runs.delete(topic);
          context.waiters.tell(topic);
        });
      runs.set(topic, { halt, ended });
    },
    abort(key, cause) {
      const row = readExecution(database, key);
      if (row === undefined || isOver(row.phase)) return;
      context.write(() =>
        updateExecution(database, key, {
          phase: Phase.ABORTING,
          abort_cause: row.abort_cause ?? cause,
          updated_at: now(),
        }),
      );
      const run = runs.get(endTopic(key));
      if (run === undefined) engine.start(key);
      else run.halt.abort(cause);
    },
    signal(key, signalId, value) {
      const isKnown = database.transaction(() => writeSignal(database, key, signalId, toBinary(LiteralSchema, value)));
      context.waiters.tell(signalTopic(key, signalId));
      return isKnown;
    },
    resume() {
      for (const key of executionsInPhases(database, unfinished)) engine.start(key);
      schedules?.check();
    },
    schedulesChanged: () => schedules?.check(),
    async ended(key) {
      await runs.get(endTopic(key))?.ended;
    },
    async close() {
      isClosing = true;
      schedules?.close();
      for (const { halt } of runs.values()) halt.abort("the development server ends");
      await Promise.all([...runs.values()].map(({ ended }) => ended));
    },
  };
  return engine;
}

function baseEnvironment(): { readonly [name: string]: string } {
  return Object.fromEntries(
    passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
