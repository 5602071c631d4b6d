/** Requests of HTTP/1.1, with the connection's certificates and proxy: OAuth's, uploads and downloads. */
import type { IncomingMessage } from "node:http";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { connect as connectTls } from "node:tls";
import { type Connection, tlsOptions } from "./connection.ts";
import { serverName } from "./grpc-transport.ts";
import { openTunnel } from "./tunnel.ts";

/** What is sent. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  /** A stream needs a `content-length` header, where the receiver wants no chunks. */
  readonly body?: string | Uint8Array | Readable;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without a byte, after which it fails. @default a minute */
  readonly idleTimeout?: number;
}

/** An answer whose body has not been read. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: IncomingMessage;
}

/** Sends a request; rejects with Node's own errors. The body of the answer has to be read, or destroyed. */
export async function httpRequest(
  connection: Pick<Connection, "ca" | "httpProxyUrl" | "insecureSkipVerify">,
  request: HttpRequest,
): Promise<HttpResponse> {
  const url = new URL(request.url);
  const { body, signal, idleTimeout = 60_000 } = request;
  const sent = await open(connection, url, request);
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once("response", resolve);
    sent.once("error", (error) => reject(signal?.aborted ? signal.reason : error));
  });
  sent.setTimeout(idleTimeout, () => sent.destroy(new Error(`no byte came in ${idleTimeout} ms`)));
  // An answer may come, and be a refusal, before the body was sent.
  answer.catch(() => {});
  if (body === undefined || typeof body === "string" || body instanceof Uint8Array) {
    sent.end(body);
  } else {
    pipeline(body, sent).catch((error) => sent.destroy(error));
  }
  const response = await answer;
  return { status: response.statusCode ?? 0, headers: response.headers, body: response };
}

async function open(connection: Parameters<typeof httpRequest>[0], url: URL, request: HttpRequest) {
  const { method, headers, signal, idleTimeout = 60_000 } = request;
  const options = {
    method,
    headers: { ...headers },
    ...(signal === undefined ? {} : { signal }),
    agent: false as const,
  };
  const { httpProxyUrl } = connection;
  const isSecure = url.protocol === "https:";
  if (httpProxyUrl === undefined) {
    return isSecure
      ? requestHttps(url, { ...options, ...tlsOptions({ ...unnamed, ...connection }) })
      : requestHttp(url, options);
  }
  const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const tunnel = await openTunnel(httpProxyUrl, `${url.hostname}:${port}`, idleTimeout);
  const tls = tlsOptions({ ...unnamed, ...connection });
  const socket = isSecure ? connectTls({ ...tls, socket: tunnel, servername: serverName(host) }) : tunnel;
  // The connection is one of TLS already where it has to be, so the request itself is plain.
  return requestHttp(url.href.replace(/^https:/, "http:"), {
    ...options,
    headers: { host: url.host, ...options.headers },
    createConnection: () => socket,
  });
}

const unnamed = { endpoint: "", insecure: false };

/** The whole body of an answer, up to a limit. */
export async function readBody(body: AsyncIterable<Buffer>, limit: number = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}
