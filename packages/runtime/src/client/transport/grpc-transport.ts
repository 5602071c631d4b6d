/** gRPC over one HTTP/2 connection, which is opened with the first call and again when it is lost. */
import { connect as connectTls } from "node:tls";
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { type Connection, tlsOptions } from "./connection.ts";
import { openTunnel } from "./tunnel.ts";

/** Answers may hold whole workflows and large literals: far more than the usual 4 MiB. */
const maxMessageBytes = 512 * 1024 * 1024;

/** How a connection is kept alive, in milliseconds. */
export interface KeepAlive {
  /** A ping is sent after this much silence while a call waits. */
  readonly pingInterval: number;
  /** A connection that does not answer a ping for this long is given up. */
  readonly pingTimeout: number;
}

/** A transport, and how to close its connection. */
export interface OpenTransport {
  readonly transport: Transport;
  close(reason?: Error): void;
}

/** Opens nothing before the first call. */
export function createTransport(connection: Connection, keepAlive: KeepAlive): OpenTransport {
  const { endpoint, insecure } = connection;
  const baseUrl = `${insecure ? "http" : "https"}://${endpoint}`;
  const manager = new Http2SessionManager(
    baseUrl,
    { pingIntervalMs: keepAlive.pingInterval, pingTimeoutMs: keepAlive.pingTimeout },
    sessionOptions(connection, baseUrl),
  );
  const transport = createGrpcTransport({
    baseUrl,
    sessionManager: manager,
    readMaxBytes: maxMessageBytes,
    writeMaxBytes: maxMessageBytes,
  });
  return { transport, close: (reason) => manager.abort(reason) };
}

function sessionOptions(connection: Connection, baseUrl: string): ConstructorParameters<typeof Http2SessionManager>[2] {
  const { insecure, httpProxyUrl } = connection;
  const tls = insecure ? {} : tlsOptions(connection);
  if (httpProxyUrl === undefined) return tls;
  const { hostname, port } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, "");
  const target = `${hostname}:${port === "" ? (insecure ? 80 : 443) : port}`;
  return {
    ...tls,
    createConnection: () => {
      const tunnel = openTunnel(httpProxyUrl, target);
      return insecure
        ? tunnel
        : connectTls({ ...tls, socket: tunnel, servername: serverName(host), ALPNProtocols: ["h2"] });
    },
  };
}

/** An address is no name that TLS could ask for. */
export function serverName(host: string): string {
  return /^[\d.]+$/.test(host) || host.includes(":") ? "" : host;
}
