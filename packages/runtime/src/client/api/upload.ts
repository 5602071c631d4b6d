/** Sending a file to a signed URL. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { httpFailed, httpUnreachable, stopped } from "../../errors/client.ts";
import { TsflyteError } from "../../errors/index.ts";
import { fileNotFound } from "../../errors/storage.ts";
import { backoffDelay, defaultRetryPolicy, pause } from "../transport/backoff.ts";
import type { Connection } from "../transport/connection.ts";
import { httpRequest, readBody } from "../transport/http-request.ts";
import type { UploadLocation } from "./upload-location.ts";

type Locate = (contentMd5: Buffer, basename: string) => Promise<UploadLocation>;

/** Sends a local file, and gives its URI. It is read twice: first for its hash, which the signature holds. */
export async function putFile(
  connection: Connection,
  path: string,
  signal: AbortSignal | undefined,
  locate: Locate,
): Promise<string> {
  const { size, isFile } = await sizeOf(path);
  if (!isFile) throw fileNotFound(path);
  const hash = createHash("md5");
  await pipeline(createReadStream(path), hash, signal === undefined ? {} : { signal }).catch((error) => {
    throw signal?.aborted ? stopped(`The upload of ${path}`, signal) : error;
  });
  const md5: Buffer = hash.digest();
  const target = await locate(md5, basename(path));
  await put(connection, `Cannot upload ${path}`, target, md5, size, () => createReadStream(path), signal);
  return target.nativeUrl;
}

/** Sends bytes, and gives their URI. */
export async function putBytes(
  connection: Connection,
  bytes: Uint8Array,
  name: string,
  signal: AbortSignal | undefined,
  locate: Locate,
): Promise<string> {
  const md5 = createHash("md5").update(bytes).digest();
  const target = await locate(md5, name);
  await put(connection, `Cannot upload ${name}`, target, md5, bytes.length, () => Readable.from([bytes]), signal);
  return target.nativeUrl;
}

async function sizeOf(path: string): Promise<{ readonly size: number; readonly isFile: boolean }> {
  try {
    const found = await stat(path);
    return { size: found.size, isFile: found.isFile() };
  } catch {
    throw fileNotFound(path);
  }
}

/** Object stores answer with these when they are busy, or when something before them is. */
const transientStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

async function put(
  connection: Connection,
  what: string,
  target: UploadLocation,
  md5: Buffer,
  size: number,
  content: () => Readable,
  signal: AbortSignal | undefined,
): Promise<void> {
  const headers = {
    "content-length": String(size),
    "content-md5": md5.toString("base64"),
    // Azure takes no object without its kind, and says nothing of it in the signed headers.
    ...(target.nativeUrl.startsWith("abfs") ? { "x-ms-blob-type": "BlockBlob" } : {}),
    ...target.headers,
  };
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= defaultRetryPolicy.attempts;
    let failure: Error;
    try {
      const response = await httpRequest(connection, {
        method: "PUT",
        url: target.signedUrl,
        headers,
        body: content(),
        signal,
      });
      const body = (await readBody(response.body, 4096)).toString("utf8");
      if (response.status === 200 || response.status === 201) return;
      failure = httpFailed(what, target.signedUrl, response.status, body);
      if (!transientStatuses.has(response.status)) throw failure;
    } catch (error) {
      if (signal?.aborted) throw stopped(what.replace("Cannot upload", "The upload of"), signal);
      if (error instanceof TsflyteError || !(error instanceof Error)) throw error;
      failure = httpUnreachable(what, target.signedUrl, error);
    }
    if (isLast) throw failure;
    await pause(backoffDelay(defaultRetryPolicy, attempt));
  }
}
