import type { FileAccess } from "../types/index.ts";

/** Which execution a task runs in. */
export interface ExecutionId {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
}

/** Which version of which task runs. */
export interface TaskId extends ExecutionId {
  readonly version: string;
}

/** What whoever runs a task knows of the run. */
export interface RunFacts {
  readonly access: FileAccess;
  /** Where the documents of this attempt go; `""` where none are written. */
  readonly outputPrefix: string;
  readonly rawOutputPrefix: string;
  /** Where this attempt's checkpoint goes, and where the previous one's lies. */
  readonly checkpointPath?: string;
  readonly prevCheckpoint?: string | undefined;
  /** Which execution it belongs to; `local` in a local run. */
  readonly executionId?: ExecutionId;
  readonly taskId?: TaskId;
  /** Counts from 0. */
  readonly attempt?: number;
  readonly isLocal?: boolean;
  /** Aborted when the task is to end: its time is over, the run is cancelled, the container is stopped. */
  readonly signal?: AbortSignal;
  /** Environment variables that secrets and the logger look at, instead of the process's. */
  readonly env?: { readonly [name: string]: string | undefined };
  /** Given the task's decks as one HTML page, when there are any. */
  writeDecks?(html: string): Promise<void>;
}
