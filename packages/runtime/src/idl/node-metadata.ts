import { create } from "@bufbuild/protobuf";
import type { NodeMetadata } from "../model/index.ts";
import { timeoutFromIdl, timeoutToIdl } from "./duration.ts";
import { type NodeMetadata as IdlNodeMetadata, NodeMetadataSchema } from "./gen/flyteidl/core/workflow_pb.ts";
import { onlyKnown } from "./only-known.ts";

/** `retries` is always written; `.with()` options that were not given are not. */
export function nodeMetadataToIdl(metadata: NodeMetadata): IdlNodeMetadata {
  const { interruptible, cacheable, cacheVersion, cacheSerializable } = metadata;
  return create(NodeMetadataSchema, {
    name: metadata.name,
    timeout: timeoutToIdl(metadata.timeout),
    retries: { retries: metadata.retries },
    ...(interruptible === undefined ? {} : { interruptibleValue: { case: "interruptible", value: interruptible } }),
    ...(cacheable === undefined ? {} : { cacheableValue: { case: "cacheable", value: cacheable } }),
    ...(cacheVersion === undefined ? {} : { cacheVersionValue: { case: "cacheVersion", value: cacheVersion } }),
    ...(cacheSerializable === undefined
      ? {}
      : { cacheSerializableValue: { case: "cacheSerializable", value: cacheSerializable } }),
  });
}

/** Reads what {@link nodeMetadataToIdl} writes. */
export function nodeMetadataFromIdl(metadata: IdlNodeMetadata): NodeMetadata {
  onlyKnown(NodeMetadataSchema, metadata, [
    "name",
    "timeout",
    "retries",
    "interruptible",
    "cacheable",
    "cacheVersion",
    "cacheSerializable",
  ]);
  const { interruptibleValue, cacheableValue, cacheVersionValue, cacheSerializableValue } = metadata;
  return {
    name: metadata.name,
    timeout: timeoutFromIdl(metadata.timeout),
    retries: metadata.retries?.retries ?? 0,
    ...(interruptibleValue.case === undefined ? {} : { interruptible: interruptibleValue.value }),
    ...(cacheableValue.case === undefined ? {} : { cacheable: cacheableValue.value }),
    ...(cacheVersionValue.case === undefined ? {} : { cacheVersion: cacheVersionValue.value }),
    ...(cacheSerializableValue.case === undefined ? {} : { cacheSerializable: cacheSerializableValue.value }),
  };
}
