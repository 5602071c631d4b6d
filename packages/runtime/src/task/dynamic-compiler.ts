/**
 * A dynamic task that runs compiles its body. What compiles stands a rank above and is loaded only then: the authoring entry
 * and the container's entry say how.
 */
import type { AnyFunction, CallableEntity } from "../graph/index.ts";
import type { DynamicJob, ExecutionContext } from "./executable.ts";

/** What the body of a dynamic task came to. */
export type DynamicOutcome =
  /** It called nothing: what it returned is the task's result, to be encoded as any task's is. */
  { readonly kind: "result"; readonly result: unknown } | { readonly kind: "dynamic-job"; readonly job: DynamicJob };

/** Runs the body of a dynamic task on real values, with its calls recorded. */
export type CompileDynamic = (
  task: CallableEntity,
  body: AnyFunction,
  inputs: ReadonlyMap<string, unknown>,
  context: ExecutionContext,
) => Promise<DynamicOutcome>;

let load: (() => Promise<CompileDynamic>) | undefined;

/** Says how the compiler is loaded. */
export function provideDynamicCompiler(loader: () => Promise<CompileDynamic>): void {
  load = loader;
}

/** The compiler of dynamic tasks. */
export async function dynamicCompiler(): Promise<CompileDynamic> {
  if (load === undefined) throw new Error("import @tsflyte/runtime before a dynamic task runs");
  return load();
}
