import type { RunFacts } from "../context/run-facts.ts";
import type { CallableEntity } from "../graph/index.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { DynamicJobSpec, LiteralMap, TypedInterface } from "../model/index.ts";
import type { SerializationSettings } from "../settings/index.ts";

/** What whoever runs a task tells it. */
export interface ExecutionContext extends RunFacts {
  /** What a dynamic task compiles its nodes under. */
  readonly settings?: SerializationSettings;
  /** Told when the task passes on: what goes wrong is judged by what it was doing. */
  enter?(phase: "inputs" | "function" | "outputs"): void;
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
