import { nothingToMap, notMappable, severalMapOutputs } from "../errors/maps.ts";
import { show } from "../errors/options.ts";
import { callerPosition } from "../graph/caller-position.ts";
import {
  type AnyFunction,
  activeRecorder,
  type CallableEntity,
  describeEntity,
  type Invocation,
  loadBeforeBodies,
  runningInvocation,
} from "../graph/index.ts";
import type { MapCallable, Mappable, MapResult } from "./map-callable.ts";
import { checkMapOptions, type MapOptions, type PartialMapOptions } from "./map-options.ts";
import { isTask } from "./registrable-task.ts";

/** What records a call of a map; loaded when a body of a workflow is about to run. */
let calls: typeof import("./map-call.ts") | undefined;

async function loadCalls(): Promise<typeof import("./map-call.ts")> {
  calls ??= await import("./map-call.ts");
  return calls;
}
loadBeforeBodies(loadCalls);

/**
 * Runs a task once for every element of lists. What it gives is called with the task's own parameters: each is a list with one value
 * an element, or {@link bound} for what all elements share; what has a default may be left out. The result is the list of the
 * elements' results, with null for failures where some may fail.
 *
 * A launch plan can be mapped over on this machine only: the open-source server refuses it.
 *
 * @throws TsflyteError with the code `bad-map` for a task that cannot be mapped over: a dynamic or eager one, one of several outputs
 *   or one without inputs
 *
 * @example
 * ```ts
 * export const means = workflow(async (file: FlyteFile<"csv">, columns: string[]): Promise<number[]> =>
 *   await mapTask(mean, { concurrency: 8 })(bound(file), columns),
 * );
 * ```
 */
export function mapTask<Fn extends AnyFunction>(
  target: Mappable<Fn>,
  options?: MapOptions,
): MapCallable<Fn, MapResult<Awaited<ReturnType<Fn>>>>;
export function mapTask<Fn extends AnyFunction>(
  target: Mappable<Fn>,
  options: PartialMapOptions,
): MapCallable<Fn, MapResult<Awaited<ReturnType<Fn>>, null>>;
export function mapTask(
  target: CallableEntity,
  options: PartialMapOptions = {},
): (...args: readonly unknown[]) => Invocation<never> {
  checkTarget(target);
  checkMapOptions(options, `mapTask() of ${describeEntity(target)}`, Object.keys(target.embedded.inputs.properties));
  return (...args) => {
    const recorder = activeRecorder();
    if (recorder !== undefined && calls !== undefined) return calls.recordMap(recorder, target, options, args);
    const position = callerPosition();
    return runningInvocation(async () => (await loadCalls()).runMap(target, options, args, position) as Promise<never>);
  };
}

function checkTarget(target: CallableEntity | undefined): void {
  const position = callerPosition();
  const isEntity =
    (typeof target === "function" || typeof target === "object") && target !== null && "embedded" in target;
  if (!isEntity) throw notMappable(show(target), "give the task itself: mapTask(mean)(values)", position);
  const found = describeEntity(target);
  if (target.kind === "task" && target.registeredAs === undefined) {
    const mode = isTask(target) && "executionMode" in target ? target.executionMode : "default";
    if (mode !== "default") {
      const remedy = "map over a plain task, or call it in a loop of a dynamic task";
      throw notMappable(`the ${mode} ${found}`, remedy, position);
    }
    if (!("taskResolver" in target)) {
      throw notMappable(found, "wrap it: call it for each element in a dynamic task", position);
    }
  } else if (target.kind !== "task" && target.kind !== "launch-plan") {
    throw notMappable(found, "call it for each element in a dynamic task", position);
  }
  const { inputs, outputs } = target.embedded;
  const names = Object.keys(outputs.properties);
  if (names.length > 1) throw severalMapOutputs(found, names, position);
  if (Object.keys(inputs.properties).length === 0) throw nothingToMap(found, position);
}
