import { create } from "@bufbuild/protobuf";
import type { TaskMetadata } from "../model/index.ts";
import { timeoutFromIdl, timeoutToIdl } from "./duration.ts";
import { enumName } from "./enum-name.ts";
import {
  type TaskMetadata as IdlTaskMetadata,
  RuntimeMetadata_RuntimeType,
  TaskMetadataSchema,
} from "./gen/flyteidl/core/tasks_pb.ts";
import { k8sObjectMetadataFromIdl, k8sObjectMetadataToIdl } from "./k8s-pod.ts";
import { onlyKnown } from "./only-known.ts";

const runtimeTypes = {
  "flyte-sdk": RuntimeMetadata_RuntimeType.FLYTE_SDK,
  other: RuntimeMetadata_RuntimeType.OTHER,
} as const satisfies { [name in TaskMetadata["runtime"]["type"]]: number };

/** `retries`, `generatesDeck` and `metadata` are always written, empty or not. */
export function taskMetadataToIdl(metadata: TaskMetadata): IdlTaskMetadata {
  const { interruptible, runtime } = metadata;
  return create(TaskMetadataSchema, {
    discoverable: metadata.discoverable,
    discoveryVersion: metadata.discoveryVersion,
    cacheSerializable: metadata.cacheSerializable,
    cacheIgnoreInputVars: [...metadata.cacheIgnoreInputVars],
    retries: { retries: metadata.retries },
    timeout: timeoutToIdl(metadata.timeout),
    interruptibleValue:
      interruptible === undefined ? { case: undefined } : { case: "interruptible", value: interruptible },
    deprecatedErrorMessage: metadata.deprecatedErrorMessage,
    podTemplateName: metadata.podTemplateName,
    generatesDeck: metadata.generatesDeck,
    isEager: metadata.isEager,
    runtime: { type: runtimeTypes[runtime.type], version: runtime.version, flavor: runtime.flavor },
    metadata: k8sObjectMetadataToIdl(metadata.metadata),
  });
}

/** Reads a `core.TaskMetadata`; tags are refused. */
export function taskMetadataFromIdl(metadata: IdlTaskMetadata): TaskMetadata {
  onlyKnown(TaskMetadataSchema, metadata, knownFields);
  const { interruptibleValue, runtime } = metadata;
  return {
    discoverable: metadata.discoverable,
    discoveryVersion: metadata.discoveryVersion,
    cacheSerializable: metadata.cacheSerializable,
    cacheIgnoreInputVars: metadata.cacheIgnoreInputVars,
    retries: metadata.retries?.retries ?? 0,
    timeout: timeoutFromIdl(metadata.timeout),
    ...(interruptibleValue.case === undefined ? {} : { interruptible: interruptibleValue.value }),
    deprecatedErrorMessage: metadata.deprecatedErrorMessage,
    podTemplateName: metadata.podTemplateName,
    generatesDeck: metadata.generatesDeck ?? false,
    isEager: metadata.isEager,
    runtime: {
      type: enumName(runtimeTypes, runtime?.type ?? 0, "flyteidl.core.RuntimeMetadata.RuntimeType"),
      version: runtime?.version ?? "",
      flavor: runtime?.flavor ?? "",
    },
    metadata: k8sObjectMetadataFromIdl(metadata.metadata),
  };
}

const knownFields = [
  "discoverable",
  "discoveryVersion",
  "cacheSerializable",
  "cacheIgnoreInputVars",
  "retries",
  "timeout",
  "interruptible",
  "deprecatedErrorMessage",
  "podTemplateName",
  "generatesDeck",
  "isEager",
  "runtime",
  "metadata",
];
