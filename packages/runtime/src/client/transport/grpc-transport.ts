/** gRPC over one HTTP/2 connection, which is opened with the first call and again when it is lost. */
import { connect as connectTls } from "node:tls";
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { type Connection, tlsOptions } from "./connection.ts";
import type { KeepAlive } from "./keep-alive.ts";
import { SessionManager, type SessionOptions } from "./session.ts";
import { openTunnel } from "./tunnel.ts";

/** Answers may hold whole workflows and large literals: far more than the usual 4 MiB. */
const maxMessageBytes = 512 * 1024 * 1024;

/** A transport, and how to close its connection. */
export interface OpenTransport {
  readonly transport: Transport;
  close(reason?: Error): void;
}

/** Opens nothing before the first call. */
export function createTransport(connection: Connection, keepAlive: KeepAlive): OpenTransport {
  const { endpoint, insecure } = connection;
  const baseUrl = `${insecure ? "http" : "https"}://${endpoint}`;
  const manager = new SessionManager(baseUrl, sessionOptions(connection, baseUrl), keepAlive);
  const transport = createGrpcTransport({
    baseUrl,
    sessionManager: manager,
    readMaxBytes: maxMessageBytes,
    writeMaxBytes: maxMessageBytes,
  });
  return { transport, close: (reason) => manager.abort(reason) };
}

function sessionOptions(connection: Connection, baseUrl: string): SessionOptions {
  const { insecure, httpProxyUrl } = connection;
  const tls = insecure ? {} : tlsOptions(connection);
  if (httpProxyUrl === undefined) return tls;
  const { hostname, port } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, "");
  const target = `${hostname}:${port === "" ? (insecure ? 80 : 443) : port}`;
  return {
    ...tls,
    async open(timeout) {
      const socket = await openTunnel(httpProxyUrl, target, timeout);
      return insecure ? socket : connectTls({ ...tls, socket, servername: serverName(host), ALPNProtocols: ["h2"] });
    },
  };
}

/** An address is no name that TLS could ask for. */
export function serverName(host: string): string {
  return /^[\d.]+$/.test(host) || host.includes(":") ? "" : host;
}
