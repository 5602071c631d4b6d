import { IgnoreOutputs } from "../errors/user-errors.ts";
import { missingVariables, unknownVariables } from "../errors/values.ts";
import { decodeLiteralMap } from "../literals/running.ts";
import type { LiteralMap } from "../model/index.ts";
import type { ExecutableTask, ExecutionContext } from "../task/executable.ts";
import type { FileAccess } from "../types/index.ts";
import type { ExecuteArguments } from "./arguments.ts";
import { isA } from "./describe-thrown.ts";
import { type Failure, failureIn, type Phase } from "./failure.ts";
import { offloadLimits } from "./offload-limits.ts";

/** What a container ends with. */
export type Outcome =
  | { readonly kind: "outputs"; readonly outputs: LiteralMap }
  /** The bytes of the nodes that the task asks to be run. */
  | { readonly kind: "dynamic-job"; readonly bytes: Uint8Array }
  /** The task said that others write its outputs. */
  | { readonly kind: "ignored" }
  | { readonly kind: "failure"; readonly failure: Failure };

/** What a run needs beside its arguments. */
export interface ExecuteSurroundings {
  readonly access: FileAccess;
  readonly env: NodeJS.ProcessEnv;
  loadTask(resolver: string, loaderArgs: readonly string[]): Promise<ExecutableTask>;
  /** What the task is told of its run; it tells how far it has got itself. */
  context(enter: (phase: Phase) => void): Promise<ExecutionContext>;
  /** Told how far the run has got. */
  enter(phase: Phase): void;
}

/** Loads the task, reads its inputs and runs it. Never rejects: every error has its phase and becomes a failure. */
export async function executeTask(args: ExecuteArguments, surroundings: ExecuteSurroundings): Promise<Outcome> {
  let phase = "load" as Phase;
  const enter = (next: Phase): void => {
    phase = next;
    surroundings.enter(next);
  };
  try {
    enter("load");
    const task = await surroundings.loadTask(args.resolver, args.loaderArgs);
    enter("read");
    const inputs = decodeLiteralMap(await surroundings.access.read(args.inputs));
    const context = await surroundings.context(enter);
    // A task that does not tell its phases runs user code as far as anyone can see.
    enter("function");
    const result = await task.dispatchExecute(inputs, context);
    // Promises that nobody waits for and that have failed by now are reported before the outputs count.
    await new Promise((resolve) => setImmediate(resolve));
    enter("outputs");
    if (result.kind === "dynamic-job") {
      const { spec } = result.job;
      checkOutputs(
        task,
        spec.outputs.map((binding) => binding.var),
      );
      // The generated messages take longer to load than most tasks take to run, and only dynamic ones need them.
      const { dynamicJobToBinary } = await import("../idl/dynamic-job.ts");
      return { kind: "dynamic-job", bytes: dynamicJobToBinary(spec) };
    }
    const { outputs } = result;
    checkOutputs(task, Object.keys(outputs));
    enter("write");
    const limits = offloadLimits(surroundings.env);
    if (limits === undefined) return { kind: "outputs", outputs };
    const place = { prefix: args.outputPrefix, schema: task.outputSchema, access: surroundings.access };
    // Most platforms do not ask for it, so a container that starts does not load it.
    const { offloadOutputs } = await import("./offload-outputs.ts");
    return { kind: "outputs", outputs: await offloadOutputs(outputs, limits, place) };
  } catch (error) {
    if (phase === "function" && isA(error, IgnoreOutputs)) return { kind: "ignored" };
    return { kind: "failure", failure: failureIn(phase, error) };
  }
}

/** The platform believes what is written, so what does not fit the interface is not written. */
function checkOutputs(task: ExecutableTask, names: readonly string[]): void {
  const place = { entity: `task ${task.name}`, role: "output" as const };
  const declared = Object.keys(task.outputSchema.properties);
  const missing = declared.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw missingVariables(
      place,
      missing.map((name) => ({ name, type: "a literal" })),
    );
  }
  const unknown = names.filter((name) => !declared.includes(name));
  if (unknown.length > 0) throw unknownVariables(place, unknown, declared);
}
