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
  /** The task said that others write its outputs. */
  | { readonly kind: "ignored" }
  | { readonly kind: "failure"; readonly failure: Failure };

/** What a run needs beside its arguments. */
export interface ExecuteSurroundings {
  readonly access: FileAccess;
  readonly env: NodeJS.ProcessEnv;
  loadTask(resolver: string, loaderArgs: readonly string[]): Promise<ExecutableTask>;
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
    // A task that does not tell its phases runs user code as far as anyone can see.
    enter("function");
    const result = await task.dispatchExecute(inputs, contextOf(args, surroundings.access, enter));
    if (result.kind === "dynamic-job") throw new Error(`${task.name} asks for nodes, which cannot be written`);
    const { outputs } = result;
    // Promises that nobody waits for and that have failed by now are reported before the outputs count.
    await new Promise((resolve) => setImmediate(resolve));
    enter("outputs");
    checkOutputs(task, outputs);
    enter("write");
    const limits = offloadLimits(surroundings.env);
    if (limits === undefined) return { kind: "outputs", outputs };
    const place = { prefix: args.outputPrefix, interface: task.interface, access: surroundings.access };
    // Most platforms do not ask for it, so a container that starts does not load it.
    const { offloadOutputs } = await import("./offload-outputs.ts");
    return { kind: "outputs", outputs: await offloadOutputs(outputs, limits, place) };
  } catch (error) {
    if (phase === "function" && isA(error, IgnoreOutputs)) return { kind: "ignored" };
    return { kind: "failure", failure: failureIn(phase, error) };
  }
}

function contextOf(args: ExecuteArguments, access: FileAccess, enter: (phase: Phase) => void): ExecutionContext {
  const { outputPrefix, rawOutputPrefix, checkpointPath, prevCheckpoint } = args;
  return {
    access,
    outputPrefix,
    rawOutputPrefix,
    ...(checkpointPath === undefined ? {} : { checkpointPath }),
    ...(prevCheckpoint === undefined ? {} : { prevCheckpoint }),
    enter,
  };
}

/** The platform believes what is written, so what does not fit the interface is not written. */
function checkOutputs(task: ExecutableTask, outputs: LiteralMap): void {
  const place = { entity: `task ${task.name}`, role: "output" as const };
  const declared = Object.keys(task.outputSchema.properties);
  const missing = declared.filter((name) => !Object.hasOwn(outputs, name));
  if (missing.length > 0) {
    throw missingVariables(
      place,
      missing.map((name) => ({ name, type: "a literal" })),
    );
  }
  const unknown = Object.keys(outputs).filter((name) => !declared.includes(name));
  if (unknown.length > 0) throw unknownVariables(place, unknown, declared);
}
