import type { ClientConfig, StorageConfig } from "./client-config.ts";
import type { Reader } from "./reader.ts";

/** Where stored data lies. */
export function readStorage(read: Reader): StorageConfig {
  const endpoint = read.text("aws.endpoint", "storage.connection.endpoint");
  const accessKeyId = read.text("aws.access_key_id", "storage.connection.access-key");
  const secretAccessKey = read.secret("aws.secret_access_key", "storage.connection.secret-key");
  const addressingStyle = read.text("aws.addressing_style", "storage.connection.addressing-style");
  const region = read.text("aws.region", "storage.connection.region");
  const accountName = read.text("azure.storage_account_name");
  const accountKey = read.secret("azure.storage_account_key");
  const tenantId = read.text("azure.tenant_id");
  const clientId = read.text("azure.client_id");
  const clientSecret = read.secret("azure.client_secret");
  return {
    s3: {
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(accessKeyId === undefined ? {} : { accessKeyId }),
      ...(secretAccessKey === undefined ? {} : { secretAccessKey }),
      ...(addressingStyle === undefined ? {} : { addressingStyle }),
      ...(region === undefined ? {} : { region }),
      disableSsl: read.boolean("aws.disable_ssl", "storage.connection.disable-ssl") ?? false,
      retries: read.number("aws.retries") ?? 3,
      backoffSeconds: read.number("aws.backoff_seconds") ?? 5,
      enableDebug: read.boolean("aws.enable_debug") ?? false,
    },
    gcs: { gsutilParallelism: read.boolean("gcp.gsutil_parallelism") ?? false },
    azure: {
      ...(accountName === undefined ? {} : { accountName }),
      ...(accountKey === undefined ? {} : { accountKey }),
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(clientId === undefined ? {} : { clientId }),
      ...(clientSecret === undefined ? {} : { clientSecret }),
    },
  };
}

/** What runs on this machine go by. */
export function readLocal(read: Reader): ClientConfig["local"] {
  const sandboxPath = read.text("local.sandbox_path");
  return {
    ...(sandboxPath === undefined ? {} : { sandboxPath }),
    cacheEnabled: read.boolean("local.cache_enabled") ?? true,
    cacheOverwrite: read.boolean("local.cache_overwrite") ?? false,
  };
}
