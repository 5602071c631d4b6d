import type { StorageProblem } from "../errors/storage-problem.ts";
import type { OpenedObject } from "./object-client.ts";
import { connectionCode } from "./retry.ts";

/** An answer that is no success. */
export class HttpStatus extends Error {
  readonly status: number;
  /** The beginning of what the server said. */
  readonly said: string;

  constructor(status: number, said: string) {
    super(`HTTP ${status}`);
    this.status = status;
    this.said = said;
  }
}

const mostWords = 1000;

/**
 * Asks for a file and gives its body, unread.
 *
 * @throws {HttpStatus} when the server has none to give
 */
export async function fetchObject(
  url: URL | string,
  headers: Headers,
  signal: AbortSignal,
): Promise<OpenedObject & { readonly headers: Headers }> {
  // The length that is announced is that of the bytes that come.
  headers.set("accept-encoding", "identity");
  const response = await fetch(url, { headers, signal });
  if (!response.ok) throw new HttpStatus(response.status, (await response.text()).slice(0, mostWords));
  const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(header("content-range") ?? "");
  const isPlain = [undefined, "identity"].includes(header("content-encoding")?.toLowerCase());
  const length = isPlain ? header("content-length") : undefined;
  const tag = header("etag");
  // A weak tag may stand for objects with other bytes.
  const version = tag?.startsWith('"') ? tag : header("last-modified");
  return {
    start: range === null ? 0 : Number(range[1]),
    size: range === null ? (length === undefined ? undefined : Number(length)) : Number(range[2]),
    version: isPlain ? version : undefined,
    body: (response.body ?? []) as AsyncIterable<Uint8Array>,
    headers: response.headers,
  };
}

/** What an error of {@link fetchObject} says. */
export function httpProblem(error: unknown): StorageProblem {
  if (!(error instanceof HttpStatus)) {
    const connection = connectionCode(error);
    if (connection !== undefined) return { kind: "unreachable", code: connection };
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { kind: "other", code: reason instanceof Error ? reason.message : "unknown" };
  }
  return { kind: kindOf(error.status), code: error.message };
}

/** What a status means of an object that was asked for. */
export function kindOf(status: number): StorageProblem["kind"] {
  if (status === 404 || status === 410) return "no-object";
  if (status === 401) return "credentials";
  if (status === 403) return "denied";
  if (status === 412 || status === 416) return "changed";
  return status === 408 || status === 429 || status >= 500 ? "busy" : "other";
}
