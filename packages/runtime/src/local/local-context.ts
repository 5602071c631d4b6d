import { localSettings, type SerializationSettings } from "../settings/index.ts";
import type { ExecutionContext } from "../task/index.ts";
import type { FileAccess } from "../types/index.ts";
import type { Halt } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import type { NodeFacts } from "./run-events.ts";
import type { Lease } from "./slots.ts";

/** One attempt of a task. */
export interface AttemptFacts extends NodeFacts {
  readonly attempt: number;
  /** Milliseconds; 0 is none. */
  readonly timeout: number;
  readonly halt: Halt;
  readonly lease: Lease;
}

/** What a task that runs here learns of its run. Its signal is made when it is asked for. */
export class LocalContext implements ExecutionContext {
  readonly access: FileAccess;
  readonly outputPrefix: string = "";
  readonly rawOutputPrefix: string;
  readonly attempt: number;
  readonly isLocal: boolean = true;
  readonly settings: SerializationSettings = localSettings;
  readonly #run: LocalRun;
  readonly #facts: AttemptFacts;
  #timer: AbortController | undefined;

  constructor(run: LocalRun, facts: AttemptFacts) {
    this.access = run.access;
    this.rawOutputPrefix = run.directory.rawOutputPrefix;
    this.attempt = facts.attempt;
    this.#run = run;
    this.#facts = facts;
  }

  get checkpointPath(): string {
    return this.#run.directory.checkpointPath(this.#facts.node, this.attempt);
  }

  get prevCheckpoint(): string | undefined {
    const { attempt } = this;
    return attempt === 0 ? undefined : this.#run.directory.checkpointPath(this.#facts.node, attempt - 1);
  }

  get signal(): AbortSignal {
    const { halt, timeout } = this.#facts;
    if (timeout === 0) return halt.signal;
    this.#timer ??= new AbortController();
    return AbortSignal.any([halt.signal, this.#timer.signal]);
  }

  /** What the task is doing. */
  phase = "inputs";

  enter(phase: string): void {
    this.phase = phase;
  }

  /** The attempt's time is over. */
  expire(reason: unknown): void {
    this.#timer ??= new AbortController();
    this.#timer.abort(reason);
  }

  async writeDecks(html: string): Promise<void> {
    const path = this.#run.directory.write(this.#facts.node, "deck.html", html);
    this.#run.emit({ kind: "decks-written", node: this.#facts.node, entity: this.#facts.entity, path });
  }
}
