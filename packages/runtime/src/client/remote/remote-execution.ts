/** An execution on the platform, as a program follows it. */
import { executionRunning, executionUnsuccessful, stopped } from "../../errors/client.ts";
import { decodeVariables } from "../../literals/index.ts";
import type {
  Execution,
  NodeExecution,
  NodeExecutionIdentifier,
  TaskLog,
  WorkflowExecutionIdentifier,
  WorkflowExecutionPhase,
} from "../../model/index.ts";
import { type DurationInput, durationMs } from "../../settings/index.ts";
import type { FileAccess } from "../../types/index.ts";
import type { CallOptions } from "../api/api.ts";
import type { FlyteApi } from "../api/flyte-api.ts";
import type { ListOptions } from "../api/paging.ts";
import { pause } from "../transport/backoff.ts";
import type { Launchable } from "./launch.ts";

/** How an execution is waited for. */
export interface WaitOptions {
  /** Between two questions. @default a tenth of a second, and longer the longer it runs, up to ten seconds */
  readonly pollInterval?: DurationInput;
  /** Throws `execution-running` after it. @default none */
  readonly timeout?: DurationInput;
  readonly signal?: AbortSignal;
  /** Called with every answer. */
  readonly onPoll?: (execution: Execution) => void;
}

/** The logs of one attempt of a node's task. */
export interface AttemptLogs {
  readonly nodeId: string;
  readonly task: string;
  readonly retryAttempt: number;
  readonly logs: readonly TaskLog[];
}

/** An execution. `Result` is what the function that it runs returns. */
export interface RemoteExecution<Result> {
  readonly id: WorkflowExecutionIdentifier;
  /** Its page in the platform's console. */
  readonly consoleUrl: string;
  /** Its state now. */
  get(options?: CallOptions): Promise<Execution>;
  /** Waits until it has ended, however it ends. */
  wait(options?: WaitOptions): Promise<Execution>;
  /** What it returned. Throws `execution-running` before its end, and `execution-failed` where it did not succeed. */
  outputs(options?: CallOptions): Promise<Result>;
  /** Its nodes, or those inside one of them. */
  nodes(options?: ListOptions & { readonly parent?: string }): AsyncGenerator<NodeExecution, void, undefined>;
  /** Pages with logs, of every attempt of every node's task. */
  logs(options?: CallOptions): Promise<readonly AttemptLogs[]>;
  /** Signed URLs of the decks of its nodes, by node; of those that have one. */
  decks(options?: CallOptions): Promise<ReadonlyMap<string, readonly string[]>>;
  abort(cause: string, options?: CallOptions): Promise<void>;
  /** Runs the same again from the start. */
  relaunch(
    again?: { readonly name?: string; readonly overwriteCache?: boolean },
    options?: CallOptions,
  ): Promise<RemoteExecution<Result>>;
  /** Runs again what failed. */
  recover(again?: { readonly name?: string }, options?: CallOptions): Promise<RemoteExecution<Result>>;
}

/** What executions are followed with. */
export interface ExecutionContext {
  readonly api: FlyteApi;
  readonly access: FileAccess;
  consoleUrl(id: WorkflowExecutionIdentifier): string;
}

const ends: ReadonlySet<WorkflowExecutionPhase> = new Set(["succeeded", "failed", "aborted", "timed-out"]);

/** @param launchable what it runs; asked for when its outputs are */
export function remoteExecution<Result>(
  context: ExecutionContext,
  id: WorkflowExecutionIdentifier,
  launchable: (options: CallOptions) => Promise<Launchable>,
): RemoteExecution<Result> {
  const { api, access } = context;
  const consoleUrl = context.consoleUrl(id);
  const text = `${id.project}/${id.domain}/${id.name}`;
  const again = (other: WorkflowExecutionIdentifier) => remoteExecution<Result>(context, other, launchable);
  const nodes: RemoteExecution<Result>["nodes"] = (options = {}) => api.nodeExecutions.list(id, options);
  return {
    id,
    consoleUrl,
    nodes,
    get: (options = {}) => api.executions.get(id, options),
    wait: (options = {}) => waitFor(api, id, text, consoleUrl, options),
    async outputs(options = {}) {
      const { closure } = await api.executions.get(id, options);
      const { phase, error, abort } = closure;
      if (!ends.has(phase)) throw executionRunning(text, phase, undefined, consoleUrl);
      if (phase !== "succeeded") {
        const failure = error ?? (abort === undefined ? undefined : { code: "", message: abort.cause });
        throw executionUnsuccessful(text, phase, failure, consoleUrl);
      }
      const [data, entity] = await Promise.all([api.executions.getData(id, options), launchable(options)]);
      const place = { ...entity.place, role: "output" } as const;
      const values = decodeVariables(entity.outputs, data.outputs, place, access);
      return entity.resultOf(new Map(Object.entries(values))) as Result;
    },
    async logs(options = {}) {
      const found: AttemptLogs[] = [];
      for await (const node of allNodes(nodes, options)) {
        for await (const { id: attempt, closure } of api.taskExecutions.list(node.id, options)) {
          const { taskId, retryAttempt } = attempt;
          if (closure.logs.length === 0) continue;
          found.push({ nodeId: node.id.nodeId, task: taskId.name, retryAttempt, logs: closure.logs });
        }
      }
      return found;
    },
    async decks(options = {}) {
      const found = new Map<string, readonly string[]>();
      for await (const { id: node, closure } of allNodes(nodes, options)) {
        if (closure.deckUri !== "") found.set(node.nodeId, await deckLink(api, node, options));
      }
      return found;
    },
    abort: (cause, options = {}) => api.executions.abort(id, cause, options),
    relaunch: async (how = {}, options = {}) => again(await api.executions.relaunch(id, how, options)),
    recover: async (how = {}, options = {}) => again(await api.executions.recover(id, how, options)),
  };
}

function deckLink(api: FlyteApi, node: NodeExecutionIdentifier, options: CallOptions): Promise<readonly string[]> {
  return api.dataProxy.createDeckLink(node, options);
}

/** The nodes of all levels, those inside a node behind it. */
async function* allNodes(
  nodes: RemoteExecution<unknown>["nodes"],
  { signal }: CallOptions,
  parent?: string,
): AsyncGenerator<NodeExecution, void, undefined> {
  const options = { ...(signal === undefined ? {} : { signal }), ...(parent === undefined ? {} : { parent }) };
  for await (const node of nodes(options)) {
    yield node;
    if (node.metadata.isParentNode) yield* allNodes(nodes, options, node.id.nodeId);
  }
}

async function waitFor(
  api: FlyteApi,
  id: WorkflowExecutionIdentifier,
  text: string,
  consoleUrl: string,
  { pollInterval, timeout, signal, onPoll }: WaitOptions,
): Promise<Execution> {
  const fixed = pollInterval === undefined ? undefined : durationMs(pollInterval, 'option "pollInterval"');
  const limit = timeout === undefined ? Number.POSITIVE_INFINITY : durationMs(timeout, 'option "timeout"');
  const end = performance.now() + limit;
  let interval = fixed ?? 100;
  for (;;) {
    const execution = await api.executions.get(id, signal === undefined ? {} : { signal });
    onPoll?.(execution);
    const { phase } = execution.closure;
    if (ends.has(phase)) return execution;
    const left = end - performance.now();
    if (left <= 0) throw executionRunning(text, phase, limit, consoleUrl);
    await pause(Math.min(interval, left), signal).catch((reason) => {
      throw signal === undefined ? reason : stopped(`Waiting for the execution ${text}`, signal);
    });
    interval = fixed ?? Math.min(interval * 1.25, 10_000);
  }
}
