import type { MetadataV1 } from "./v1.ts";

/** The metadata of any version that this runtime reads. */
export type Metadata = MetadataV1;

/** Whether a value is metadata of some version, known to this runtime or not. */
export function isMetadata(value: unknown): value is Metadata {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { version?: unknown }).version === "number" &&
    typeof (value as { module?: unknown }).module === "string" &&
    typeof (value as { inputs?: unknown }).inputs === "object" &&
    typeof (value as { outputs?: unknown }).outputs === "object"
  );
}
