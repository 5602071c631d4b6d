import type { MetadataV1, ValueMetadataV1 } from "./v1.ts";

/** The metadata of any version that this runtime reads. */
export type Metadata = MetadataV1;

/** The metadata of one value, of any version that this runtime reads. */
export type ValueMetadata = ValueMetadataV1;

/** Whether a value is metadata of some version, known to this runtime or not. */
export function isMetadata(value: unknown): value is Metadata {
  return (
    isObject(value) &&
    typeof (value as { version?: unknown }).version === "number" &&
    typeof (value as { module?: unknown }).module === "string" &&
    typeof (value as { name?: unknown }).name === "string" &&
    isObject((value as { source?: unknown }).source) &&
    isObject((value as { inputs?: unknown }).inputs) &&
    isObject((value as { outputs?: unknown }).outputs)
  );
}

/** Whether a value is metadata of one value, of some version, known to this runtime or not. */
export function isValueMetadata(value: unknown): value is ValueMetadata {
  return (
    isObject(value) &&
    typeof (value as { version?: unknown }).version === "number" &&
    (value as { kind?: unknown }).kind === "value" &&
    isObject((value as { source?: unknown }).source) &&
    isObject((value as { outputs?: unknown }).outputs)
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
