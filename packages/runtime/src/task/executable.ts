import type { VariablesSchema } from "../metadata/index.ts";
import type { LiteralMap, TypedInterface } from "../model/index.ts";
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
  /** Told when the task passes on: what goes wrong is judged by what it was doing. */
  enter?(phase: "inputs" | "function" | "outputs"): void;
}

/** The part of a task that the container's entry and the local engine use. */
export interface ExecutableTask {
  readonly name: string;
  readonly interface: TypedInterface;
  /** Names the outputs without making their Flyte types. */
  readonly outputSchema: VariablesSchema;
  /** Runs the task on literals: decodes, calls, encodes. */
  dispatchExecute(inputs: LiteralMap, context: ExecutionContext): Promise<LiteralMap>;
}
