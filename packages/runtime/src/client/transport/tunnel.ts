/** A connection through an HTTP proxy. */
import { request } from "node:http";
import type { Socket } from "node:net";

/**
 * A connection to `target` (`host:port`) that the proxy has opened. Rejects with what the proxy answered otherwise.
 *
 * @param proxy `http://user:password@host:port`; the port is 80 where it is left out
 * @param timeout milliseconds that the proxy may take
 */
export function openTunnel(proxy: string, target: string, timeout: number): Promise<Socket> {
  const { hostname, port, username, password } = new URL(proxy);
  const name = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return new Promise((resolve, reject) => {
    const asked = request({
      method: "CONNECT",
      host: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port === "" ? 80 : port),
      path: target,
      headers: {
        host: target,
        ...(username === "" ? {} : { "proxy-authorization": `Basic ${Buffer.from(name).toString("base64")}` }),
      },
      timeout,
      agent: false,
    });
    asked.once("timeout", () => asked.destroy(problem("ETIMEDOUT", "the proxy does not answer")));
    asked.once("error", reject);
    // A proxy that refuses may answer as to any other request.
    asked.once("response", ({ statusCode, statusMessage }) => {
      asked.destroy();
      reject(refused(statusCode, statusMessage));
    });
    asked.once("connect", ({ statusCode, statusMessage }, socket: Socket, head: Buffer) => {
      if (statusCode === undefined || statusCode < 200 || statusCode > 299) {
        socket.destroy();
        reject(refused(statusCode, statusMessage));
        return;
      }
      socket.setTimeout(0);
      socket.setNoDelay(true);
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asked.end();
  });
}

function refused(status = 0, words = ""): Error {
  return problem("ERR_PROXY_REFUSED", `the proxy answered ${status} ${words}`.trim());
}

function problem(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
