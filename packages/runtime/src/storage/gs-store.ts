import type { File, Storage, StorageOptions } from "@google-cloud/storage";
import { loadLibrary } from "../datasets/load-library.ts";
import type { StorageService } from "../errors/storage-problem.ts";
import { maxPauseSeconds, partBytes, retryPolicy, variable } from "./connection.ts";
import { gsProblem } from "./gs-problem.ts";
import { fetchObject } from "./http-fetch.ts";
import type { ObjectClient, OpenedObject, ReadPosition } from "./object-client.ts";
import { objectMetadata } from "./object-metadata.ts";
import { objectStore } from "./object-store.ts";
import { type ObjectPlace, objectKey, objectPlace, prefixOf } from "./object-uri.ts";
import { isPassing, pause, pauseMillis } from "./retry.ts";
import type { Store } from "./store.ts";

const service: StorageService = {
  name: "Google Cloud Storage",
  container: "bucket",
  credentials:
    "set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account, or give the pod's service account access to the bucket",
  address: "STORAGE_EMULATOR_HOST must not be set, unless there is an emulator",
};

/** Google Cloud Storage, for `gs:` URIs. */
export function createGsStore(): Store {
  return objectStore(service, async () => {
    const gcs = await loadLibrary(
      ["@google-cloud/storage"],
      "read and write gs: URIs",
      () => import("@google-cloud/storage"),
    );
    return gsObjects(connect(gcs));
  });
}

function connect({ Storage, IdempotencyStrategy }: typeof import("@google-cloud/storage")): Storage {
  const { retries, backoffSeconds } = retryPolicy();
  const retryOptions: StorageOptions["retryOptions"] = {
    autoRetry: retries > 0,
    maxRetries: retries,
    // The library begins with a second, and wants no less.
    maxRetryDelay: Math.max(1, Math.min(maxPauseSeconds, backoffSeconds * 2 ** retries)),
    // Writing the same bytes under the same name again changes nothing.
    idempotencyStrategy: IdempotencyStrategy.RetryAlways,
  };
  const storage = new Storage({ retryOptions });
  // The library takes the variable for the address of the interface, other languages take it for that of the server.
  const emulator = variable(process.env, "STORAGE_EMULATOR_HOST");
  if (emulator !== undefined && !/\/storage\/v1\/*$/.test(emulator))
    storage.baseUrl = `${storage.apiEndpoint}/storage/v1`;
  return storage;
}

/** What the library wants the parts of an upload to be a multiple of. */
const partUnit = 256 * 1024;

function gsObjects(storage: Storage): ObjectClient<ObjectPlace> {
  const fileOf = (place: ObjectPlace): File => storage.bucket(place.bucket).file(objectKey(place, "gs"));
  const described = (place: ObjectPlace) => {
    const { contentType, execution } = objectMetadata(place.key);
    return { contentType, metadata: { contentType, metadata: execution } };
  };
  const uploadParts = async (place: ObjectPlace, content: AsyncIterable<Uint8Array>): Promise<void> => {
    const { pipeline } = process.getBuiltinModule("node:stream/promises");
    const chunkSize = Math.ceil(partBytes() / partUnit) * partUnit;
    await pipeline(content, fileOf(place).createWriteStream({ ...described(place), resumable: true, chunkSize }));
  };
  return {
    repeatsRequests: false,
    placeOf: (uri) => objectPlace(uri, "gs://BUCKET/KEY"),
    open: (place, position, signal) => openObject(storage, place, position, signal),
    async write(place, bytes) {
      await fileOf(place).save(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
        ...described(place),
        resumable: false,
      });
    },
    async upload(place, localPath, size) {
      const fs = process.getBuiltinModule("node:fs");
      if (size > partBytes()) return repeatLost(() => uploadParts(place, fs.createReadStream(localPath)));
      // In memory, because a stream can be sent only once and a request may have to be repeated.
      await fileOf(place).save(await fs.promises.readFile(localPath), { ...described(place), resumable: false });
    },
    uploadStream: uploadParts,
    async *list(place) {
      const prefix = prefixOf(place.key);
      const bucket = storage.bucket(place.bucket);
      for (let pageToken: string | undefined; ; ) {
        const query = { prefix, autoPaginate: false, fields: "items(name),nextPageToken" };
        const [files, next] = await bucket.getFiles(pageToken === undefined ? query : { ...query, pageToken });
        for (const { name } of files) yield name.slice(prefix.length);
        pageToken = (next as { readonly pageToken?: string } | null)?.pageToken;
        if (pageToken === undefined) return;
      }
    },
    problemOf: gsProblem,
  };
}

/** Begins an upload again whose session the service does not know any more. */
async function repeatLost(upload: () => Promise<void>): Promise<void> {
  const policy = retryPolicy();
  for (let failures = 0; ; ) {
    try {
      return await upload();
    } catch (error) {
      const problem = gsProblem(error);
      const isLost = problem.kind === "no-object" || isPassing(problem);
      if (!isLost || failures >= policy.retries) throw error;
      await pause(pauseMillis(policy, ++failures));
    }
  }
}

/**
 * Reads the bytes as they are stored. Without the library's streams: those cannot be asked for what an answer's headers say
 * before the body, and warn of leaks that are none.
 */
async function openObject(
  storage: Storage,
  place: ObjectPlace,
  { offset, version }: ReadPosition,
  signal: AbortSignal,
): Promise<OpenedObject> {
  const object = `${encodeURIComponent(place.bucket)}/o/${encodeURIComponent(objectKey(place, "gs"))}`;
  const url = new URL(`${storage.baseUrl}/b/${object}?alt=media`);
  if (version !== undefined) url.searchParams.set("generation", version);
  const headers = new Headers(storage.customEndpoint ? {} : await storage.authClient.getRequestHeaders(url.href));
  if (offset > 0) headers.set("range", `bytes=${offset}-`);
  const opened = await fetchObject(url, headers, signal);
  return { ...opened, version: opened.headers.get("x-goog-generation") ?? undefined };
}
