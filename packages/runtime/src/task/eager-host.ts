/**
 * An eager task that runs in a container starts an execution for each of its calls. What starts them is the client, which stands
 * ranks above and is loaded only then: whoever has one says how.
 */
import { noEagerHost } from "../errors/eager.ts";
import type { LocalHost } from "../graph/index.ts";
import { withHost } from "../graph/local-host.ts";
import type { ExecutionContext } from "./executable.ts";

/** Runs the calls of an eager task as executions. */
export interface EagerHost extends LocalHost {
  /** Ends the executions that the task has started and that still run: it has failed. */
  cleanUp(): Promise<void>;
}

/**
 * Makes the host of one run.
 *
 * @param task name of the eager task; undefined where what it left behind is to be ended
 */
export type CreateEagerHost = (context: ExecutionContext, task: string | undefined) => Promise<EagerHost>;

let load: (() => Promise<CreateEagerHost>) | undefined;

/** Says how hosts are made; undefined that there are none any more. */
export function provideEagerHost(loader: (() => Promise<CreateEagerHost>) | undefined): void {
  load = loader;
}

/** The host of one run. */
export async function eagerHost(context: ExecutionContext, task: string | undefined): Promise<EagerHost> {
  if (load === undefined) throw noEagerHost(task === undefined ? "the clean-up of an eager task" : `task ${task}`);
  const create = await load();
  return create(context, task);
}

/** Runs the function of an eager task: on this machine as it is, in a container with its calls becoming executions. */
export async function runEagerly(
  task: string,
  context: ExecutionContext,
  body: () => Promise<unknown>,
): Promise<unknown> {
  if (context.isLocal === true) return body();
  return withHost(await eagerHost(context, task), body);
}
