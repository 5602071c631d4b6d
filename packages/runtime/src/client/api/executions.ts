import { createContextValues } from "@connectrpc/connect";
import { dataTooLarge } from "../../errors/client.ts";
import { TsflyteError } from "../../errors/index.ts";
import { literalMapFromIdl, literalMapToIdl } from "../../idl/index.ts";
import { executionFromIdl, executionIdToIdl, executionSpecToIdl, namedEntityToIdl } from "../../idl/services.ts";
import { decodeLiteralMap } from "../../literals/index.ts";
import type { Execution, ExecutionSpec, LiteralMap, WorkflowExecutionIdentifier } from "../../model/index.ts";
import { attemptCounter } from "../transport/calls.ts";
import { type Api, type CallOptions, connectOptions, type Place, placeOf } from "./api.ts";
import { newExecutionName } from "./execution-name.ts";
import { type ListOptions, listPages, signalOf } from "./paging.ts";

/** An execution; its project and domain may be left out, and are the client's then. */
export interface ExecutionName extends Place {
  readonly name: string;
}

/** What an execution was given, and what it gave. */
export interface ExecutionData {
  readonly inputs: LiteralMap;
  readonly outputs: LiteralMap;
}

/** Executions. */
export interface ExecutionsApi {
  /**
   * Starts an execution. Without a name it gets a random one, so that a lost answer starts no second one. Throws
   * `already-exists` where another execution has the name.
   */
  create(
    execution: Place & { readonly name?: string },
    spec: ExecutionSpec,
    inputs: LiteralMap,
    options?: CallOptions,
  ): Promise<WorkflowExecutionIdentifier>;
  get(execution: ExecutionName, options?: CallOptions): Promise<Execution>;
  getData(execution: ExecutionName, options?: CallOptions): Promise<ExecutionData>;
  list(place?: Place, options?: ListOptions): AsyncGenerator<Execution, void, undefined>;
  /** Aborts an execution that runs. */
  abort(execution: ExecutionName, cause: string, options?: CallOptions): Promise<void>;
  /** Runs the same again, from the start. */
  relaunch(
    execution: ExecutionName,
    again?: { readonly name?: string; readonly overwriteCache?: boolean },
    options?: CallOptions,
  ): Promise<WorkflowExecutionIdentifier>;
  /** Runs again what failed, with the outputs of the nodes that succeeded. */
  recover(
    execution: ExecutionName,
    again?: { readonly name?: string },
    options?: CallOptions,
  ): Promise<WorkflowExecutionIdentifier>;
}

/** Reads what lies behind a URL that the platform gives for data that is too large for an answer. */
export type Download = (url: string, signal: AbortSignal | undefined) => Promise<Uint8Array | undefined>;

/**
 * The part of a client for executions.
 *
 * @internal
 */
export function executionsApi(api: Api, download: Download): ExecutionsApi {
  const { admin } = api;
  const idOf = (execution: ExecutionName) => executionIdToIdl({ ...placeOf(api, execution), name: execution.name });
  const get = async (execution: ExecutionName, options: CallOptions): Promise<Execution> =>
    executionFromIdl(await admin.getExecution({ id: idOf(execution) }, connectOptions(options)));

  /** Starts one under a name of its own; what an earlier try of the same call has started counts as its answer. */
  const start = async (
    id: WorkflowExecutionIdentifier,
    isNamed: boolean,
    options: CallOptions,
    send: (connect: ReturnType<typeof connectOptions>) => Promise<unknown>,
  ): Promise<WorkflowExecutionIdentifier> => {
    const counter = { attempts: 0 };
    try {
      const contextValues = createContextValues().set(attemptCounter, counter);
      await send({ ...connectOptions(options), contextValues });
    } catch (error) {
      const isOwn = error instanceof TsflyteError && error.code === "already-exists" && counter.attempts > 1;
      if (!isOwn || isNamed) throw error;
    }
    return id;
  };

  return {
    create(execution, spec, inputs, options = {}) {
      const id = { ...placeOf(api, execution), name: execution.name ?? newExecutionName() };
      const request = { ...id, spec: executionSpecToIdl(spec), inputs: literalMapToIdl(inputs) };
      return start(id, execution.name !== undefined, options, (connect) => admin.createExecution(request, connect));
    },
    get: (execution, options = {}) => get(execution, options),
    async getData(execution, options = {}) {
      const id = idOf(execution);
      const data = await admin.getExecutionData({ id }, connectOptions(options));
      const { signal } = options;
      const [inputs, outputs] = await Promise.all([
        readData("inputs", data.fullInputs, data.inputs, download, signal),
        readData("outputs", data.fullOutputs, data.outputs, download, signal),
      ]);
      return { inputs, outputs };
    },
    list(place = {}, options = {}) {
      const id = namedEntityToIdl(placeOf(api, place));
      return listPages(options, [], async (page) => {
        const { executions, token } = await admin.listExecutions({ id, ...page }, connectOptions(signalOf(options)));
        return { items: executions.map(executionFromIdl), token };
      });
    },
    async abort(execution, cause, options = {}) {
      await admin.terminateExecution({ id: idOf(execution), cause }, connectOptions(options));
    },
    relaunch(execution, { name, overwriteCache = false } = {}, options = {}) {
      const id = { ...placeOf(api, execution), name: name ?? newExecutionName() };
      const request = { id: idOf(execution), name: id.name, overwriteCache };
      return start(id, name !== undefined, options, (connect) => admin.relaunchExecution(request, connect));
    },
    recover(execution, { name } = {}, options = {}) {
      const id = { ...placeOf(api, execution), name: name ?? newExecutionName() };
      const request = { id: idOf(execution), name: id.name };
      return start(id, name !== undefined, options, (connect) => admin.recoverExecution(request, connect));
    },
  };
}

type IdlLiteralMap = Parameters<typeof literalMapFromIdl>[0];

/**
 * The literals of an answer, or those behind the URL where they are too many for one.
 *
 * @internal
 */
export async function readData(
  what: "inputs" | "outputs",
  full: IdlLiteralMap | undefined,
  blob: { readonly url: string; readonly bytes: bigint } | undefined,
  download: Download,
  signal: AbortSignal | undefined,
): Promise<LiteralMap> {
  const isCutOff = full === undefined || Object.keys(full.literals).length === 0;
  if (!isCutOff || blob === undefined || blob.url === "" || blob.bytes === 0n) {
    return full === undefined ? {} : literalMapFromIdl(full);
  }
  const bytes = await download(blob.url, signal);
  if (bytes === undefined) throw dataTooLarge(what, blob.url);
  return decodeLiteralMap(bytes);
}
