/** One run on this machine: its tasks share slots, a directory, a cache and listeners. */
import { runCancelled } from "../errors/local.ts";
import type { FileAccess } from "../types/index.ts";
import { checkRunOptions } from "./check-run-options.ts";
import { Halt } from "./halt.ts";
import { RunDirectory } from "./run-directory.ts";
import type { RunEvent } from "./run-events.ts";
import type { LocalRunOptions } from "./run-options.ts";
import { Slots } from "./slots.ts";

/** One run on this machine. */
export class LocalRun {
  readonly options: LocalRunOptions;
  /** How many tasks run at a time. */
  readonly concurrency: number;
  readonly slots: Slots;
  readonly directory: RunDirectory;
  /** Around everything that runs; stopped when the run is cancelled. */
  readonly halt: Halt = new Halt("fail-after-executable-nodes-complete", undefined);
  readonly #onEvent: ((event: RunEvent) => void) | undefined;
  #cancel: (() => void) | undefined;

  constructor(options: LocalRunOptions = {}) {
    checkRunOptions(options);
    const { concurrency = 16 } = options;
    this.options = options;
    this.concurrency = Math.floor(concurrency);
    this.slots = new Slots(this.concurrency);
    this.#onEvent = options.onEvent;
    this.directory = new RunDirectory(options.directory);
    this.#watch(options.signal);
  }

  /** Storage below the run's own directory, which is made when something is stored. */
  get access(): FileAccess {
    return this.directory.access;
  }

  /** Whether whoever started the run wants no more of it. */
  get isCancelled(): boolean {
    return this.options.signal?.aborted === true;
  }

  emit(event: RunEvent): void {
    if (this.#onEvent === undefined) return;
    try {
      this.#onEvent(event);
    } catch {
      // A listener is an onlooker: what goes wrong in it is not the run's business.
    }
  }

  /** The run has ended: nothing listens for its cancellation any more. */
  close(): void {
    if (this.#cancel !== undefined) this.options.signal?.removeEventListener("abort", this.#cancel);
  }

  #watch(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const cancel = (): void => this.halt.stop(runCancelled(signal.reason));
    this.#cancel = cancel;
    if (signal.aborted) cancel();
    else signal.addEventListener("abort", cancel, { once: true });
  }
}
