import type { GateAnswerer } from "./gates/gate-request.ts";
import type { RunEvent } from "./run-events.ts";

/** How long a task that is tried again waits before. */
export interface RetryDelay {
  /** Before the second attempt, in milliseconds. @default 50 */
  readonly first?: number;
  /** The wait doubles every time, up to this many milliseconds. @default 5000 */
  readonly most?: number;
}

/** How a local run is done. */
export interface LocalRunOptions {
  /** Called for every event, in order; what it throws is thrown away. */
  readonly onEvent?: (event: RunEvent) => void;
  /** How many tasks run at a time. @default 16 */
  readonly concurrency?: number;
  /** Cancels the run: no further node starts, and the signals of running tasks are aborted. */
  readonly signal?: AbortSignal;
  /** Waits between attempts; each is varied by up to a half, so that tasks that failed together do not come back together. */
  readonly retryDelay?: RetryDelay;
  /** Answers gates. Without it they are asked for on the terminal, where there is one. */
  readonly gates?: GateAnswerer;
  /**
   * Where the run keeps what it stores, with the inputs and outputs of every node as JSON. Without it stored data goes to a temporary
   * directory, and nothing else is kept.
   */
  readonly directory?: string;
  /** Whether results are taken from the cache on disk and put into it. @default `FLYTE_LOCAL_CACHE_ENABLED`, which is true */
  readonly cache?: boolean;
  /**
   * Outputs of nodes that are not run, by the node (`"n0"`, `"n1/n0"`) or by the entity's name (`"flows.train"`), each as the entity's
   * function would return it. References need one, since there is nothing to run.
   */
  readonly outputs?: { readonly [nodeOrEntity: string]: unknown };
}
