import type { ContainerClient, StoragePipelineOptions } from "@azure/storage-blob";
import { loadLibrary } from "../datasets/load-library.ts";
import { noStorageAccount } from "../errors/object-storage.ts";
import type { AzurePlace } from "./azure-uri.ts";
import { maxPauseSeconds, retryPolicy, variable } from "./connection.ts";

type Azure = typeof import("@azure/storage-blob");

/**
 * Clients of containers, by the account that a URI or the settings name: with the key of the account, with a connection
 * string, with a service principal, or with what `@azure/identity` finds.
 */
export async function azureAccounts(azure: Azure): Promise<(place: AzurePlace) => ContainerClient> {
  const { env } = process;
  const account = variable(env, "FLYTE_AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT_NAME");
  const key = variable(env, "FLYTE_AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_ACCOUNT_KEY");
  const connection = variable(env, "AZURE_STORAGE_CONNECTION_STRING");
  const { retries, backoffSeconds } = retryPolicy();
  const options: StoragePipelineOptions = {
    retryOptions: {
      maxTries: retries + 1,
      retryDelayInMs: 1000 * backoffSeconds,
      maxRetryDelayInMs: 1000 * Math.max(maxPauseSeconds, backoffSeconds),
    },
  };
  if (connection !== undefined && key === undefined) {
    const service = azure.BlobServiceClient.fromConnectionString(connection, options);
    return ({ container }) => service.getContainerClient(container);
  }
  const shared =
    account === undefined || key === undefined ? undefined : new azure.StorageSharedKeyCredential(account, key);
  const credential = shared ?? (await identity());
  return ({ host, container, key: path }) => {
    if (host === undefined && account === undefined) throw noStorageAccount(`abfs://${container}/${path}`);
    const address = `https://${host ?? `${account}.blob.core.windows.net`}`;
    return new azure.BlobServiceClient(address, credential, options).getContainerClient(container);
  };
}

async function identity() {
  const { ClientSecretCredential, DefaultAzureCredential } = await loadLibrary(
    ["@azure/identity"],
    "find credentials for Azure",
    () => import("@azure/identity"),
  );
  const { env } = process;
  const tenant = variable(env, "FLYTE_AZURE_TENANT_ID", "AZURE_TENANT_ID");
  const client = variable(env, "FLYTE_AZURE_CLIENT_ID", "AZURE_CLIENT_ID");
  const secret = variable(env, "FLYTE_AZURE_CLIENT_SECRET", "AZURE_CLIENT_SECRET");
  if (tenant !== undefined && client !== undefined && secret !== undefined) {
    return new ClientSecretCredential(tenant, client, secret);
  }
  return new DefaultAzureCredential({
    ...(client === undefined ? {} : { managedIdentityClientId: client, workloadIdentityClientId: client }),
    ...(tenant === undefined ? {} : { tenantId: tenant }),
  });
}
