import { Checkpoint } from "./checkpoint.ts";
import type { DeckOptions } from "./decks/deck-fields.ts";
import { type Decks, DiscardedDecks } from "./decks/decks.ts";
import { createLogger, type Logger } from "./logger.ts";
import type { ExecutionId, RunFacts, TaskId } from "./run-facts.ts";
import { Secrets } from "./secrets.ts";

/** What a task that runs can ask about its run: see {@link currentContext}. */
export interface TaskContext {
  /** Which execution it belongs to; `local` throughout in a run on this machine. */
  readonly executionId: ExecutionId;
  /** Which version of which task runs. */
  readonly taskId: TaskId;
  /** Counts from 0: how often the task was tried before, in this execution. */
  readonly attempt: number;
  /** When this attempt started. */
  readonly executionDate: Date;
  /** The path of a temporary folder of this attempt, made when it is first read. */
  readonly workingDirectory: string;
  /** The URI below which values that are stored by reference lie. */
  readonly rawOutputPrefix: string;
  /** The URI below which this attempt's outputs are written; `""` where none are. */
  readonly outputPrefix: string;
  /** What an attempt leaves for the next one. */
  readonly checkpoint: Checkpoint;
  readonly secrets: Secrets;
  readonly logger: Logger;
  /** Pages that Flyte's console shows beside the task; shown where the task's option `enableDeck` asks for them. */
  readonly decks: Decks;
  /**
   * Aborted when the task is to end: its time is over, the run is cancelled, the container is stopped. Pass it to `fetch` and
   * the like.
   */
  readonly signal: AbortSignal;
  /** Whether the task runs on this machine instead of in a container. */
  readonly isLocal: boolean;
}

/** What a task says of itself. */
export interface TaskFacts {
  readonly name: string;
  /** Present where the task's decks are to be shown. */
  readonly decks?: DeckOptions;
}

/** Makes what a task can ask about a run. Whatever only some tasks need is made when it is asked for. */
export function createTaskContext(run: RunFacts, task: TaskFacts): TaskContext {
  return new RunContext(run, task);
}

/** What is made when it is first asked for. */
interface Made {
  workingDirectory?: string;
  checkpoint?: Checkpoint;
  secrets?: Secrets;
  logger?: Logger;
  decks?: Decks;
  signal?: AbortSignal;
}

/**
 * The context of one attempt. Plugins lay objects of their own over it with `Object.create()`, which sees no private fields: what it
 * has are properties, and what is made later is shared.
 */
export class RunContext implements TaskContext {
  readonly executionDate: Date = new Date();
  /** @internal */
  readonly run: RunFacts;
  /** @internal */
  readonly task: TaskFacts;
  /** @internal */
  readonly made: Made = {};

  constructor(run: RunFacts, task: TaskFacts) {
    this.run = run;
    this.task = task;
  }

  get executionId(): ExecutionId {
    return this.run.executionId ?? { project: "local", domain: "local", name: "local" };
  }

  get taskId(): TaskId {
    return this.run.taskId ?? { project: "local", domain: "local", name: this.task.name, version: "local" };
  }

  get attempt(): number {
    return this.run.attempt ?? 0;
  }

  get workingDirectory(): string {
    this.made.workingDirectory ??= makeDirectory();
    return this.made.workingDirectory;
  }

  get rawOutputPrefix(): string {
    return this.run.rawOutputPrefix;
  }

  get outputPrefix(): string {
    return this.run.outputPrefix;
  }

  get checkpoint(): Checkpoint {
    const { access, checkpointPath, prevCheckpoint } = this.run;
    this.made.checkpoint ??= new Checkpoint({
      access,
      current: checkpointPath,
      previous: prevCheckpoint,
      directory: () => this.workingDirectory,
    });
    return this.made.checkpoint;
  }

  get secrets(): Secrets {
    this.made.secrets ??= new Secrets({ env: this.run.env ?? process.env, isLocal: this.isLocal });
    return this.made.secrets;
  }

  get logger(): Logger {
    this.made.logger ??= createLogger(this.task.name, { env: this.run.env ?? process.env, isLocal: this.isLocal });
    return this.made.logger;
  }

  get decks(): Decks {
    this.made.decks ??= new DiscardedDecks(() =>
      this.logger.warn("decks are not published: the task's option enableDeck does not ask for them"),
    );
    return this.made.decks;
  }

  get signal(): AbortSignal {
    this.made.signal ??= this.run.signal ?? new AbortController().signal;
    return this.made.signal;
  }

  get isLocal(): boolean {
    return this.run.isLocal ?? false;
  }

  /** Where the decks' page goes, and what the task wants on it; undefined where it is not shown. */
  get shownDecks(): { readonly options: DeckOptions; write(html: string): Promise<void> } | undefined {
    const { run } = this;
    const options = this.task.decks;
    if (options === undefined || run.writeDecks === undefined) return undefined;
    return { options, write: async (html) => run.writeDecks?.(html) };
  }

  /** Replaces decks that discard everything, before the task can ask for any. */
  useDecks(decks: Decks): void {
    this.made.decks = decks;
  }
}

/** Storage of one run is shared by its tasks, a working directory is not. */
function makeDirectory(): string {
  const { mkdtempSync } = process.getBuiltinModule("node:fs");
  const { tmpdir } = process.getBuiltinModule("node:os");
  return mkdtempSync(`${tmpdir()}/tsflyte-task-`);
}
