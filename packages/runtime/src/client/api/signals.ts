import { literalToIdl } from "../../idl/index.ts";
import { executionIdToIdl, signalFromIdl, signalIdToIdl } from "../../idl/services.ts";
import type { Literal, Signal, SignalIdentifier, WorkflowExecutionIdentifier } from "../../model/index.ts";
import { type Api, type CallOptions, connectOptions } from "./api.ts";
import { type ListOptions, listPages, signalOf } from "./paging.ts";

/** What the gates of executions wait for. */
export interface SignalsApi {
  /** The signals of an execution, also those that were given already. */
  list(execution: WorkflowExecutionIdentifier, options?: ListOptions): AsyncGenerator<Signal, void, undefined>;
  /** Gives a gate what it waits for. */
  set(id: SignalIdentifier, value: Literal, options?: CallOptions): Promise<void>;
}

/**
 * The part of a client for signals.
 *
 * @internal
 */
export function signalsApi({ signals }: Api): SignalsApi {
  return {
    list(execution, options = {}) {
      const workflowExecutionId = executionIdToIdl(execution);
      return listPages(options, [], async (page) => {
        const answer = await signals.listSignals({ workflowExecutionId, ...page }, connectOptions(signalOf(options)));
        return { items: answer.signals.map(signalFromIdl), token: answer.token };
      });
    },
    async set(id, value, options = {}) {
      await signals.setSignal({ id: signalIdToIdl(id), value: literalToIdl(value) }, connectOptions(options));
    },
  };
}
