import { nodeExecutionIdToIdl, taskExecutionFromIdl, taskExecutionIdToIdl } from "../../idl/services.ts";
import type { LiteralMap, NodeExecutionIdentifier, TaskExecution, TaskExecutionIdentifier } from "../../model/index.ts";
import { type Api, type CallOptions, connectOptions } from "./api.ts";
import { type Download, readData } from "./executions.ts";
import { type ListOptions, listPages, signalOf } from "./paging.ts";

/** The attempts of tasks. */
export interface TaskExecutionsApi {
  get(id: TaskExecutionIdentifier, options?: CallOptions): Promise<TaskExecution>;
  getData(
    id: TaskExecutionIdentifier,
    options?: CallOptions,
  ): Promise<{ readonly inputs: LiteralMap; readonly outputs: LiteralMap }>;
  /** The attempts of a node's task. */
  list(node: NodeExecutionIdentifier, options?: ListOptions): AsyncGenerator<TaskExecution, void, undefined>;
}

const oldestFirst: ListOptions = { sortBy: { key: "created_at", ascending: true } };

/**
 * The part of a client for the attempts of tasks.
 *
 * @internal
 */
export function taskExecutionsApi(api: Api, download: Download): TaskExecutionsApi {
  const { admin } = api;
  return {
    async get(id, options = {}) {
      return taskExecutionFromIdl(
        await admin.getTaskExecution({ id: taskExecutionIdToIdl(id) }, connectOptions(options)),
      );
    },
    async getData(id, options = {}) {
      const data = await admin.getTaskExecutionData({ id: taskExecutionIdToIdl(id) }, connectOptions(options));
      const [inputs, outputs] = await Promise.all([
        readData("inputs", data.fullInputs, data.inputs, download, options.signal),
        readData("outputs", data.fullOutputs, data.outputs, download, options.signal),
      ]);
      return { inputs, outputs };
    },
    list(node, options = {}) {
      const nodeExecutionId = nodeExecutionIdToIdl(node);
      return listPages({ ...oldestFirst, ...options }, [], async (page) => {
        const { taskExecutions, token } = await admin.listTaskExecutions(
          { nodeExecutionId, ...page },
          connectOptions(signalOf(options)),
        );
        return { items: taskExecutions.map(taskExecutionFromIdl), token };
      });
    },
  };
}
