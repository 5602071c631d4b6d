/** Fetching what lies behind a signed URL. */
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { httpFailed, httpUnreachable, stopped } from "../../errors/client.ts";
import { TsflyteError } from "../../errors/index.ts";
import type { Connection } from "../transport/connection.ts";
import { type HttpResponse, httpRequest, readBody } from "../transport/http-request.ts";

/** The bytes behind a URL of HTTP. */
export async function downloadBytes(
  connection: Connection,
  url: string,
  what: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  return fetched(connection, url, what, signal, ({ body }) => readBody(body));
}

/** Writes what is behind a URL of HTTP to a new file. */
export async function downloadFile(
  connection: Connection,
  url: string,
  what: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  await fetched(connection, url, what, signal, ({ body }) => pipeline(body, createWriteStream(path)));
}

/** The bytes behind a URL of HTTP, in pieces. */
export async function* downloadStream(
  connection: Connection,
  url: string,
  what: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const body = await fetched(connection, url, what, undefined, async (response) => response.body);
  try {
    yield* body;
  } catch (error) {
    throw error instanceof Error ? httpUnreachable(what, url, error) : error;
  }
}

async function fetched<T>(
  connection: Connection,
  url: string,
  what: string,
  signal: AbortSignal | undefined,
  read: (response: HttpResponse) => Promise<T>,
): Promise<T> {
  try {
    const response = await httpRequest(connection, { method: "GET", url, signal });
    if (response.status === 200) return await read(response);
    const body = (await readBody(response.body, 4096)).toString("utf8");
    throw httpFailed(what, url, response.status, body);
  } catch (error) {
    if (signal?.aborted) throw stopped(what.replace("Cannot download", "The download of"), signal);
    if (error instanceof TsflyteError || !(error instanceof Error)) throw error;
    throw httpUnreachable(what, url, error);
  }
}
