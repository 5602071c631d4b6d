/** An HTTP proxy that knows CONNECT alone. */
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface ConnectProxy {
  readonly port: number;
  /** What was asked for: the target and the headers. */
  readonly asked: { readonly target: string; readonly authorization: string | undefined }[];
  close(): void;
}

/** @param status what CONNECT is answered with */
export async function startProxy(status = "200 Connection established"): Promise<ConnectProxy> {
  const asked: { target: string; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on("connect", (request, socket: Socket) => {
    const target = request.url ?? "";
    asked.push({ target, authorization: request.headers["proxy-authorization"] });
    sockets.add(socket);
    socket.on("error", () => {});
    if (!status.startsWith("2")) {
      socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
      return;
    }
    const [host = "", port = ""] = target.split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write(`HTTP/1.1 ${status}\r\n\r\n`);
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
