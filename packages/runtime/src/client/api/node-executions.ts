import {
  executionIdToIdl,
  nodeExecutionFromIdl,
  nodeExecutionIdToIdl,
  taskExecutionIdToIdl,
} from "../../idl/services.ts";
import type {
  LiteralMap,
  NodeExecution,
  NodeExecutionIdentifier,
  TaskExecutionIdentifier,
  WorkflowExecutionIdentifier,
} from "../../model/index.ts";
import { type Api, type CallOptions, connectOptions } from "./api.ts";
import { type Download, readData } from "./executions.ts";
import { type ListOptions, listPages, signalOf } from "./paging.ts";

/** What a node was given, and what it gave. */
export interface NodeExecutionData {
  readonly inputs: LiteralMap;
  readonly outputs: LiteralMap;
}

/** The nodes of executions. */
export interface NodeExecutionsApi {
  get(id: NodeExecutionIdentifier, options?: CallOptions): Promise<NodeExecution>;
  getData(id: NodeExecutionIdentifier, options?: CallOptions): Promise<NodeExecutionData>;
  /** The nodes of an execution, or those inside one of its nodes, such as a sub-workflow or a branch. */
  list(
    execution: WorkflowExecutionIdentifier,
    options?: ListOptions & { readonly parent?: string },
  ): AsyncGenerator<NodeExecution, void, undefined>;
  /** The nodes that an attempt of a dynamic task has made. */
  listForTask(task: TaskExecutionIdentifier, options?: ListOptions): AsyncGenerator<NodeExecution, void, undefined>;
}

const oldestFirst: ListOptions = { sortBy: { key: "created_at", ascending: true } };

/**
 * The part of a client for the nodes of executions.
 *
 * @internal
 */
export function nodeExecutionsApi(api: Api, download: Download): NodeExecutionsApi {
  const { admin } = api;
  return {
    async get(id, options = {}) {
      return nodeExecutionFromIdl(
        await admin.getNodeExecution({ id: nodeExecutionIdToIdl(id) }, connectOptions(options)),
      );
    },
    async getData(id, options = {}) {
      const data = await admin.getNodeExecutionData({ id: nodeExecutionIdToIdl(id) }, connectOptions(options));
      const [inputs, outputs] = await Promise.all([
        readData("inputs", data.fullInputs, data.inputs, download, options.signal),
        readData("outputs", data.fullOutputs, data.outputs, download, options.signal),
      ]);
      return { inputs, outputs };
    },
    list(execution, { parent = "", ...options } = {}) {
      const workflowExecutionId = executionIdToIdl(execution);
      return listPages({ ...oldestFirst, ...options }, [], async (page) => {
        const request = { workflowExecutionId, uniqueParentId: parent, ...page };
        const { nodeExecutions, token } = await admin.listNodeExecutions(request, connectOptions(signalOf(options)));
        return { items: nodeExecutions.map(nodeExecutionFromIdl), token };
      });
    },
    listForTask(task, options = {}) {
      const taskExecutionId = taskExecutionIdToIdl(task);
      return listPages({ ...oldestFirst, ...options }, [], async (page) => {
        const request = { taskExecutionId, ...page };
        const { nodeExecutions, token } = await admin.listNodeExecutionsForTask(
          request,
          connectOptions(signalOf(options)),
        );
        return { items: nodeExecutions.map(nodeExecutionFromIdl), token };
      });
    },
  };
}
