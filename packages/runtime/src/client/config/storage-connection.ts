import type { ClientConfig } from "./client-config.ts";

/**
 * How a configuration says that S3 is reached, for `storageAccess` of `@tsflyte/runtime`: in the words of `storage.connection` in
 * the configuration's file. The secret key is in it.
 *
 * @example
 * ```ts
 * import { storageAccess } from "@tsflyte/runtime";
 * import { readClientConfig, storageConnection } from "@tsflyte/runtime/client";
 *
 * const connection = storageConnection(await readClientConfig());
 * const access = await storageAccess({ rawOutputPrefix: "s3://bucket/mine", connection });
 * ```
 */
export function storageConnection({ storage }: ClientConfig): { readonly [key: string]: unknown } {
  const { endpoint, accessKeyId, secretAccessKey, addressingStyle, region, disableSsl } = storage.s3;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(accessKeyId === undefined ? {} : { "access-key": accessKeyId }),
    ...(secretAccessKey === undefined ? {} : { "secret-key": secretAccessKey.reveal() }),
    ...(addressingStyle === undefined ? {} : { "addressing-style": addressingStyle }),
    ...(region === undefined ? {} : { region }),
    "disable-ssl": disableSsl,
  };
}
