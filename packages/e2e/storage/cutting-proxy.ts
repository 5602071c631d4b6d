import { createServer, connect as dial, type Socket } from "node:net";

/** A proxy of TCP in front of a server, which breaks connections when it is told to. */
export interface CuttingProxy {
  readonly port: number;
  /** Breaks the next connections, one after each of these numbers of bytes towards the client or the server. */
  cut(direction: "down" | "up", ...afterBytes: readonly number[]): void;
  /** Breaks every connection at once from now on. */
  refuse(refusing: boolean): void;
  /** Connections that were broken. */
  readonly broken: number;
  /** The largest number of connections at a time. */
  readonly most: number;
  close(): void;
}

/** Starts a proxy for the port of a server on this machine. */
export async function startProxy(target: number): Promise<CuttingProxy> {
  const cuts: { readonly direction: "down" | "up"; readonly bytes: number }[] = [];
  const sockets = new Set<Socket>();
  let broken = 0;
  let most = 0;
  let refusing = false;
  const server = createServer((client) => {
    if (refusing) {
      client.destroy();
      return;
    }
    const upstream = dial(target, "127.0.0.1");
    sockets.add(client);
    most = Math.max(most, sockets.size);
    const end = (): void => {
      sockets.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
    const count = (from: Socket, direction: "down" | "up"): void => {
      let bytes = 0;
      from.on("data", (data) => {
        bytes += data.length;
        const next = cuts[0];
        if (next === undefined || next.direction !== direction || bytes < next.bytes) return;
        cuts.shift();
        broken++;
        end();
      });
    };
    count(client, "up");
    count(upstream, "down");
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { readonly port: number }).port,
    cut: (direction, ...afterBytes) => cuts.push(...afterBytes.map((bytes) => ({ direction, bytes }))),
    refuse(value) {
      refusing = value;
      if (value) for (const socket of sockets) socket.destroy();
    },
    get broken() {
      return broken;
    },
    get most() {
      return most;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
