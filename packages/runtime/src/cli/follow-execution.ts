/** Following an execution from the command line. */
import type { FlyteClient, RemoteExecution } from "../client/index.ts";
import { watchStopped } from "../errors/executions.ts";
import type { Execution, NodeExecution } from "../model/index.ts";
import { failureLine } from "./failure-line.ts";
import { formatOutputs, outputsJson } from "./format-value.ts";
import { printNote, printResult } from "./print.ts";

/** What is said of an execution that is followed. */
export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly isQuiet: boolean;
  readonly isJson: boolean;
  /** Milliseconds between two questions. @default a tenth of a second, and longer the longer it runs */
  readonly interval?: number;
  /** Reads the outputs by name. @default in the types of what is registered */
  readonly outputs?: () => Promise<ReadonlyMap<string, unknown>>;
}

/** An execution's id as one text. */
export function executionText({ project, domain, name }: Execution["id"]): string {
  return `${project}/${domain}/${name}`;
}

/**
 * Waits for an execution's end, says what its nodes do meanwhile, and prints its outputs.
 *
 * @throws `execution-failed` where it did not succeed; `cancelled` when it is not watched any more, and it goes on
 */
export async function followExecution(
  client: FlyteClient,
  execution: RemoteExecution<unknown>,
  { signal, isQuiet, isJson, interval, outputs }: FollowOptions,
): Promise<void> {
  const seen = new Map<string, string>();
  const look = async (): Promise<void> => {
    for await (const node of execution.nodes({ signal })) tell(node, seen, isQuiet);
  };
  try {
    let looking = Promise.resolve();
    const onPoll = (): void => {
      // A list that is slow to come does not hold up the end, and is not asked for twice.
      looking = looking.then(look).catch(() => {});
    };
    const pollInterval = interval === undefined ? {} : { pollInterval: interval / 1000 };
    await execution.wait({ signal, ...pollInterval, ...(isQuiet ? {} : { onPoll }) });
    await looking;
    printOutputs(await (outputs === undefined ? outputsOf(client, execution, signal) : outputs()), isJson);
  } catch (error) {
    throw signal.aborted ? watchStopped(executionText(execution.id), execution.consoleUrl) : error;
  }
}

/** The outputs by name; throws where the execution did not succeed. */
export async function outputsOf(
  client: FlyteClient,
  { id }: Pick<RemoteExecution<unknown>, "id">,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, unknown>> {
  return new Map(Object.entries(await client.execution(id).outputs({ signal })));
}

/** Prints outputs as a local run does. */
export function printOutputs(outputs: ReadonlyMap<string, unknown>, isJson: boolean): void {
  if (isJson) printResult(outputsJson(outputs));
  else if (outputs.size > 0) printResult(formatOutputs(outputs));
}

/** The nodes that start and end a workflow on the platform are none of the user's. */
export function isOwnNode(id: string): boolean {
  return id === "start-node" || id === "end-node";
}

function tell({ id, closure }: NodeExecution, seen: Map<string, string>, isQuiet: boolean): void {
  const { phase, duration, error, cacheStatus } = closure;
  if (seen.get(id.nodeId) === phase || isOwnNode(id.nodeId)) return;
  seen.set(id.nodeId, phase);
  if (isQuiet) return;
  const time = duration === undefined || duration === 0 ? "" : ` (${Math.round(duration)} ms)`;
  const why = error === undefined ? "" : `: ${failureLine(error.message)}`;
  printNote(`  ${id.nodeId} ${phase}${cacheStatus === "hit" ? " from the cache" : ""}${time}${why}`);
}
