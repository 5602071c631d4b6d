/** Results of tasks that are taken from the cache, and kept there. */
import { create, toBinary } from "@bufbuild/protobuf";
import {
  type CatalogMetadata,
  CatalogMetadataSchema,
  CatalogCacheStatus as Status,
} from "../../idl/gen/flyteidl/core/catalog_pb.ts";
import { ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { Node } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { cacheKey } from "./cache-key.ts";
import { runtimeError } from "./execution-errors.ts";
import type { NodeContext, NodeResult } from "./node-context.ts";
import { literalMap, storedOutputs } from "./node-outputs.ts";
import { readCacheEntry, writeCacheEntry } from "./records/cache-entries.ts";
import { attemptsOfNode } from "./records/task-executions.ts";
import { cacheTopic } from "./topics.ts";

/** Keys that somebody computes the result of, who asked that no other does so at the same time. */
const computing = new Set<string>();

/** Takes the outputs of a task from the cache where they are kept, else runs it and keeps them. */
export async function throughCache(
  context: NodeContext,
  task: TaskTemplate,
  run: () => Promise<NodeResult>,
): Promise<NodeResult> {
  const { engine, spec } = context.scope.run;
  const { isOn, version, isSerial } = cachingOf(context.node, task);
  if (!isOn) return run();
  if (version === "") {
    return {
      kind: "failed",
      error: runtimeError(
        `max number of system retry attempts [11/10] exhausted. Last known status message: task [${task.id?.name ?? ""}] is cached without a cache version, which the catalog refuses`,
      ),
      isFatal: true,
    };
  }
  const key = cacheKey(task, version, context.inputs);
  const hit = () => (spec.overwriteCache || hasBegun(context) ? undefined : hitOf(context, key));
  if (!isSerial) return hit() ?? kept(context, task, key, await run());
  const topic = cacheTopic(`${engine.objects.folder}\0${key}`);
  while (computing.has(topic)) if (!(await engine.waiters.wait(topic, context.signal))) return { kind: "aborted" };
  const found = hit();
  if (found !== undefined) return found;
  computing.add(topic);
  try {
    return kept(context, task, key, await run());
  } finally {
    computing.delete(topic);
    // What is kept is written with the end of the node, which whoever waits must see.
    setImmediate(() => engine.waiters.tell(topic));
  }
}

/** What a node says of caching counts over what its task says. */
function cachingOf({ metadata: node }: Node, { metadata: task }: TaskTemplate) {
  return {
    isOn: node?.cacheableValue.case === undefined ? task?.discoverable === true : node.cacheableValue.value,
    version: (node?.cacheVersionValue.value ?? "") || (task?.discoveryVersion ?? ""),
    isSerial:
      node?.cacheSerializableValue.case === undefined
        ? task?.cacheSerializable === true
        : node.cacheSerializableValue.value,
  };
}

/** A node that a server before this one has begun with goes on where it was. */
function hasBegun({ scope, row }: NodeContext): boolean {
  return scope.run.isResumed && attemptsOfNode(scope.run.engine.database, row).length > 0;
}

function hitOf({ scope, folder }: NodeContext, key: string): NodeResult | undefined {
  const { engine } = scope.run;
  const entry = readCacheEntry(engine.database, key);
  if (entry === undefined) return undefined;
  const uri = engine.objects.uriOf(`${folder}/0/outputs.pb`);
  engine.objects.write(uri, entry.outputs);
  return {
    kind: "succeeded",
    outputs: storedOutputs(engine.objects, uri),
    change: { cache_status: Status.CACHE_HIT, cache_key: entry.source },
  };
}

function kept(context: NodeContext, task: TaskTemplate, key: string, result: NodeResult): NodeResult {
  if (result.kind === "aborted") return result;
  if (result.kind === "failed") return { ...result, change: { ...result.change, cache_status: Status.CACHE_MISS } };
  const { engine } = context.scope.run;
  const source = toBinary(CatalogMetadataSchema, sourceOf(context, task, key));
  let outputs: Uint8Array;
  try {
    outputs = toBinary(LiteralMapSchema, literalMap(result.outputs.read()));
  } catch {
    return { ...result, change: { ...result.change, cache_status: Status.CACHE_PUT_FAILURE } };
  }
  return {
    ...result,
    change: { ...result.change, cache_status: Status.CACHE_POPULATED, cache_key: source },
    record: () => {
      result.record?.();
      writeCacheEntry(engine.database, { key, outputs, source, created_at: engine.now() });
    },
  };
}

/** What an entry of the cache says of where it comes from. */
function sourceOf({ scope, row }: NodeContext, task: TaskTemplate, key: string): CatalogMetadata {
  const { id } = task;
  const attempt = Math.max(0, attemptsOfNode(scope.run.engine.database, row).length - 1);
  return create(CatalogMetadataSchema, {
    datasetId: {
      resourceType: ResourceType.DATASET,
      project: id?.project ?? "",
      domain: id?.domain ?? "",
      name: `flyte_task-${id?.name ?? ""}`,
      version: key.slice(0, 16),
    },
    artifactTag: { artifactId: key, name: `flyte_cached-${key}` },
    sourceExecution: {
      case: "sourceTaskExecution",
      value: {
        ...(id === undefined ? {} : { taskId: id }),
        nodeExecutionId: { executionId: { ...scope.run.key }, nodeId: row.node_id },
        retryAttempt: attempt,
      },
    },
  });
}
