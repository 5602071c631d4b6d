import type { CacheStatus, NodeExecution, NodeExecutionPhase } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import { executionErrorFromIdl } from "./execution-error.ts";
import { executionIdFromIdl, nodeExecutionIdFromIdl } from "./execution-identifier.ts";
import type {
  NodeExecution as IdlNodeExecution,
  NodeExecutionClosure as IdlNodeExecutionClosure,
} from "./gen/flyteidl/admin/node_execution_pb.ts";
import { CatalogCacheStatus } from "./gen/flyteidl/core/catalog_pb.ts";
import { NodeExecution_Phase } from "./gen/flyteidl/core/execution_pb.ts";
import { required } from "./required.ts";
import { timesFromIdl } from "./times.ts";
import { within } from "./within.ts";

const phases = {
  undefined: NodeExecution_Phase.UNDEFINED,
  queued: NodeExecution_Phase.QUEUED,
  running: NodeExecution_Phase.RUNNING,
  succeeded: NodeExecution_Phase.SUCCEEDED,
  failing: NodeExecution_Phase.FAILING,
  failed: NodeExecution_Phase.FAILED,
  aborted: NodeExecution_Phase.ABORTED,
  skipped: NodeExecution_Phase.SKIPPED,
  "timed-out": NodeExecution_Phase.TIMED_OUT,
  "dynamic-running": NodeExecution_Phase.DYNAMIC_RUNNING,
  recovered: NodeExecution_Phase.RECOVERED,
} as const satisfies { [name in NodeExecutionPhase]: number };

const cacheStatuses = {
  disabled: CatalogCacheStatus.CACHE_DISABLED,
  miss: CatalogCacheStatus.CACHE_MISS,
  hit: CatalogCacheStatus.CACHE_HIT,
  populated: CatalogCacheStatus.CACHE_POPULATED,
  "lookup-failure": CatalogCacheStatus.CACHE_LOOKUP_FAILURE,
  "put-failure": CatalogCacheStatus.CACHE_PUT_FAILURE,
  skipped: CatalogCacheStatus.CACHE_SKIPPED,
  evicted: CatalogCacheStatus.CACHE_EVICTED,
} as const satisfies { [name in CacheStatus]: number };

/** Reads an `admin.NodeExecution`; errors name the node. */
export function nodeExecutionFromIdl(execution: IdlNodeExecution): NodeExecution {
  const message = "flyteidl.admin.NodeExecution";
  const id = nodeExecutionIdFromIdl(required(execution.id, message, "id"));
  const { metadata } = execution;
  return within(`node "${id.nodeId}"`, () => ({
    id,
    inputUri: execution.inputUri,
    metadata: {
      retryGroup: metadata?.retryGroup ?? "",
      isParentNode: metadata?.isParentNode ?? false,
      specNodeId: metadata?.specNodeId ?? "",
      isDynamic: metadata?.isDynamic ?? false,
      isArray: metadata?.isArray ?? false,
    },
    closure: closureFromIdl(required(execution.closure, message, "closure")),
  }));
}

function closureFromIdl(closure: IdlNodeExecutionClosure): NodeExecution["closure"] {
  const { outputResult: result, targetMetadata: target } = closure;
  const started = target.case === "workflowNodeMetadata" ? target.value.executionId : undefined;
  return {
    phase: enumName(phases, closure.phase, "flyteidl.core.NodeExecution.Phase"),
    ...(result.case === "error" ? { error: executionErrorFromIdl(result.value) } : {}),
    ...timesFromIdl(closure),
    deckUri: closure.deckUri,
    dynamicJobSpecUri: closure.dynamicJobSpecUri,
    ...(target.case === "taskNodeMetadata"
      ? { cacheStatus: enumName(cacheStatuses, target.value.cacheStatus, "flyteidl.core.CatalogCacheStatus") }
      : {}),
    ...(started === undefined ? {} : { workflowExecutionId: executionIdFromIdl(started) }),
  };
}
