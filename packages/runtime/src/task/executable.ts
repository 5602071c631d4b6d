import type { CallableEntity } from "../graph/index.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { DynamicJobSpec, LiteralMap, TypedInterface } from "../model/index.ts";
import type { SerializationSettings } from "../settings/index.ts";
import type { FileAccess } from "../types/file-access.ts";

/** What a task that runs knows of its run. */
export interface ExecutionContext {
  readonly access: FileAccess;
  /** Where `outputs.pb` goes; `""` in a local run. */
  readonly outputPrefix: string;
  readonly rawOutputPrefix: string;
  /** Where this attempt's checkpoint goes, and where the previous one's lies. */
  readonly checkpointPath?: string;
  readonly prevCheckpoint?: string;
  /** Which execution it belongs to; `local` in a local run. */
  readonly executionId?: { readonly project: string; readonly domain: string; readonly name: string };
  /** Which version of which task runs. */
  readonly taskId?: {
    readonly project: string;
    readonly domain: string;
    readonly name: string;
    readonly version: string;
  };
  /** Counts from 0. */
  readonly attempt?: number;
  readonly isLocal?: boolean;
  /** Aborted when the task is to end: its time is over, the run is cancelled, the container is stopped. */
  readonly signal?: AbortSignal;
  /** What a dynamic task compiles its nodes under. */
  readonly settings?: SerializationSettings;
  /** Told when the task passes on: what goes wrong is judged by what it was doing. */
  enter?(phase: "inputs" | "function" | "outputs"): void;
  /** Given the task's decks as one HTML page, when there are any. */
  writeDecks?(html: string): Promise<void>;
}

/** The nodes that a dynamic task asks to be run. */
export interface DynamicJob {
  readonly spec: DynamicJobSpec;
  /** What the nodes run, by {@link identifierKey}, for whoever runs them in this process. */
  readonly entities: ReadonlyMap<string, CallableEntity>;
}

/** What a task that ran gives. */
export type ExecutionResult =
  | { readonly kind: "outputs"; readonly outputs: LiteralMap }
  | { readonly kind: "dynamic-job"; readonly job: DynamicJob };

/** The part of a task that the container's entry and the local engine use. */
export interface ExecutableTask {
  readonly name: string;
  readonly interface: TypedInterface;
  /** Names the outputs without making their Flyte types. */
  readonly outputSchema: VariablesSchema;
  /** Runs the task on literals: decodes, calls, encodes. */
  dispatchExecute(inputs: LiteralMap, context: ExecutionContext): Promise<ExecutionResult>;
}
