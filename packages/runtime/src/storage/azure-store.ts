import type { BlockBlobClient, BlockBlobUploadOptions, ContainerClient } from "@azure/storage-blob";
import { loadLibrary } from "../datasets/load-library.ts";
import type { StorageService } from "../errors/storage-problem.ts";
import { azureAccounts } from "./azure-accounts.ts";
import { azureProblem } from "./azure-problem.ts";
import { type AzurePlace, azureKey, azurePlace } from "./azure-uri.ts";
import { partBytes } from "./connection.ts";
import type { ObjectClient } from "./object-client.ts";
import { objectMetadata } from "./object-metadata.ts";
import { objectStore } from "./object-store.ts";
import { prefixOf } from "./object-uri.ts";
import type { Store } from "./store.ts";

const service: StorageService = {
  name: "Azure Blob Storage",
  container: "container",
  credentials:
    "set FLYTE_AZURE_STORAGE_ACCOUNT_NAME and FLYTE_AZURE_STORAGE_ACCOUNT_KEY, or FLYTE_AZURE_TENANT_ID, FLYTE_AZURE_CLIENT_ID and FLYTE_AZURE_CLIENT_SECRET, or give the pod an identity",
  address: "FLYTE_AZURE_STORAGE_ACCOUNT_NAME, or AZURE_STORAGE_CONNECTION_STRING",
};

/** No upload has more parts. */
const mostParts = 50_000;

/** Parts that travel at a time. */
const concurrency = 3;

/** Azure's storage, for `abfs:`, `abfss:` and `az:` URIs. */
export function createAzureStore(): Store {
  return objectStore(service, async () => {
    const azure = await loadLibrary(
      ["@azure/storage-blob"],
      "read and write abfs: URIs",
      () => import("@azure/storage-blob"),
    );
    return azureObjects(await azureAccounts(azure));
  });
}

function azureObjects(containerOf: (place: AzurePlace) => ContainerClient): ObjectClient<AzurePlace> {
  const blobOf = (place: AzurePlace): BlockBlobClient => containerOf(place).getBlockBlobClient(azureKey(place));
  return {
    repeatsRequests: true,
    placeOf: azurePlace,
    async open(place, { offset, version }, signal) {
      const answer = await blobOf(place).download(offset, undefined, {
        abortSignal: signal,
        maxRetryRequests: 0,
        ...(version === undefined ? {} : { conditions: { ifMatch: version } }),
      });
      const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.contentRange ?? "");
      return {
        start: offset,
        size: range === null ? offset + (answer.contentLength ?? 0) : Number(range[2]),
        version: answer.etag,
        body: (answer.readableStreamBody ?? []) as AsyncIterable<Uint8Array>,
      };
    },
    async write(place, bytes) {
      await blobOf(place).upload(bytes as Uint8Array<ArrayBuffer>, bytes.length, described(place));
    },
    async upload(place, localPath, size) {
      const blockSize = Math.max(partBytes(), Math.ceil(size / mostParts));
      await blobOf(place).uploadFile(localPath, {
        ...described(place),
        blockSize,
        maxSingleShotSize: blockSize,
        concurrency,
      });
    },
    async uploadStream(place, content) {
      const { Readable } = process.getBuiltinModule("node:stream");
      const body = Readable.from(content, { objectMode: false });
      await blobOf(place).uploadStream(body, partBytes(), concurrency, described(place));
    },
    async *list(place) {
      const prefix = prefixOf(place.key);
      for await (const { name } of containerOf(place).listBlobsFlat({ prefix })) yield name.slice(prefix.length);
    },
    problemOf: azureProblem,
  };
}

function described(place: AzurePlace): BlockBlobUploadOptions {
  const { contentType, execution } = objectMetadata(place.key);
  // Names of metadata are identifiers here: no hyphens.
  const metadata = Object.fromEntries(
    Object.entries(execution).map(([name, value]) => [name.replaceAll("-", "_"), value]),
  );
  return { blobHTTPHeaders: { blobContentType: contentType }, metadata };
}
