import type { StorageConnection, StorageOptions } from "./storage/index.ts";
import type { FileAccess } from "./types/index.ts";

/** Where a client's files go, and how their storage is reached. */
export interface StorageAccessOptions extends StorageOptions {
  /** What the environment does not say of S3; `storageConnection` of `@tsflyte/runtime/client` reads it. */
  readonly connection?: StorageConnection;
}

/**
 * Access to all storage that is known, by the scheme of each URI: for clients that read folders, and for files that do not go
 * through the platform's signed URLs. What reaches it is in the environment, as in containers.
 *
 * @example
 * ```ts
 * import { storageAccess } from "@tsflyte/runtime";
 * import { createFlyteClient, readClientConfig, storageConnection } from "@tsflyte/runtime/client";
 *
 * const config = await readClientConfig();
 * const access = await storageAccess({ rawOutputPrefix: "s3://bucket/mine", connection: storageConnection(config) });
 * using client = await createFlyteClient({ config, access });
 * ```
 */
export async function storageAccess({ connection, ...options }: StorageAccessOptions): Promise<FileAccess> {
  const { createFileAccess, useStorageConnection } = await import("./storage/index.ts");
  if (connection !== undefined) useStorageConnection(connection);
  return createFileAccess(options);
}
