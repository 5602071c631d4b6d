/**
 * The two ports of the control plane: gRPC, and HTTP beside it. Both are reached from this machine alone. The first answers HTTP/1 as well,
 * as a cluster's one port does, so that links to it lead somewhere.
 */
import { createServer as createHttpServer } from "node:http";
import { createServer, type ServerHttp2Session } from "node:http2";
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from "node:net";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { cannotListen, type PortOption, portInUse } from "../errors/dev.ts";
import type { ControlPlane } from "./control-plane.ts";
import { httpHandler } from "./http/http-handler.ts";
import { reportFailures } from "./services/report-failures.ts";
import { routes } from "./services/routes.ts";

/** Servers that listen. */
export interface Servers {
  readonly port: number;
  readonly httpPort: number;
  /** Takes no more calls; resolves when `last` has, and those that were being answered have been. */
  close(last: () => Promise<void>): Promise<void>;
}

/** Listens on both ports; 0 is any port that is free. */
export async function startServers(
  plane: ControlPlane,
  ports: { readonly port: number; readonly httpPort: number },
): Promise<Servers> {
  const sessions = new Set<ServerHttp2Session>();
  const grpc = createServer(
    connectNodeAdapter({
      routes: routes(plane),
      readMaxBytes: plane.limits.requestBytes,
      interceptors: [reportFailures(plane.log)],
    }),
  );
  grpc.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });
  const http = createHttpServer(httpHandler(plane));
  const sockets = new Set<Socket>();
  const front = createSocketServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // A client that goes away before it has said anything is no failure.
    const ignore = (): void => {};
    socket.on("error", ignore);
    socket.once("readable", () => {
      const first: Buffer | null = socket.read();
      if (first === null) return;
      socket.unshift(first);
      socket.off("error", ignore);
      (isHttp2(first) ? grpc : http).emit("connection", socket);
    });
  });
  // Clients that pause for some seconds find their connection closed otherwise, just when they use it again.
  http.keepAliveTimeout = 65_000;
  try {
    const listening = [listen(front, ports.port, "--port"), listen(http, ports.httpPort, "--http-port")] as const;
    // Of two that cannot be had, the one that was asked for is told.
    await Promise.allSettled(listening);
    const [port, httpPort] = await Promise.all(listening);
    return {
      port,
      httpPort,
      async close(last) {
        const ended = [front, http].map((server) => new Promise<void>((done) => server.close(() => done())));
        for (const session of sessions) session.close();
        http.closeIdleConnections();
        await last();
        for (const session of sessions) session.destroy();
        http.closeAllConnections();
        for (const socket of sockets) socket.destroy();
        await Promise.all(ended);
      },
    };
  } catch (error) {
    front.close();
    http.close();
    throw error;
  }
}

/** Whether a client speaks HTTP/2, by the beginning of its preface: no method of HTTP/1 is spelled like it. */
function isHttp2(first: Buffer): boolean {
  return first.subarray(0, 3).equals(Buffer.from("PRI").subarray(0, first.length));
}

function listen(server: Server, port: number, option: PortOption): Promise<number> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      fail(error.code === "EADDRINUSE" ? portInUse(port, option, error) : cannotListen(port, option, error)),
    );
    server.listen({ port, host: "localhost" }, () => done((server.address() as AddressInfo).port));
  });
}
