/** The server on this machine that a browser comes back to after a login. */
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { loginFailed } from "../../errors/login.ts";

/** A server that waits for one redirect. */
export interface RedirectServer {
  /** Where the browser is to be sent. */
  readonly redirectUri: string;
  /** The query of the first redirect. */
  readonly redirected: Promise<URLSearchParams>;
  close(): void;
}

const flow = "PKCE";

/**
 * Listens where the redirect URI says; on any port where it names none.
 *
 * @param uri on this machine: `http://localhost:53593/callback`
 */
export async function openRedirectServer(uri: string): Promise<RedirectServer> {
  if (!URL.canParse(uri) || new URL(uri).protocol !== "http:") {
    throw loginFailed(
      flow,
      `the platform's redirect URI ${JSON.stringify(uri)} is none of this machine`,
      "let the platform's operator name one like http://localhost:53593/callback",
    );
  }
  const url = new URL(uri);
  let resolve: (query: URLSearchParams) => void = () => {};
  const redirected = new Promise<URLSearchParams>((settle) => (resolve = settle));
  const answer = (path: string, response: ServerResponse): void => {
    const asked = new URL(path, uri);
    if (asked.pathname !== url.pathname) {
      response.writeHead(404, headers).end(page("There is nothing here."));
      return;
    }
    const isDone = asked.searchParams.has("code");
    const text = isDone ? "You are logged in. This page can be closed." : "The login failed. The terminal says why.";
    response.writeHead(isDone ? 200 : 400, headers).end(page(text));
    resolve(asked.searchParams);
  };
  // A browser may take either address for localhost.
  const hosts = url.hostname === "localhost" ? ["127.0.0.1", "::1"] : [url.hostname.replace(/^\[|\]$/g, "")];
  const servers: Server[] = [];
  let port = Number(url.port);
  for (const host of hosts) {
    const server = createServer((request, response) => answer(request.url ?? "/", response));
    try {
      port = await listen(server, port, host);
      servers.push(server);
    } catch (error) {
      // A machine without IPv6 has the first address alone.
      if (servers.length > 0) continue;
      const reason = error instanceof Error ? error.message : String(error);
      throw loginFailed(
        flow,
        `no server can listen at ${uri}: ${reason}`,
        "end the program that uses the port, or log in by DeviceFlow",
        error,
      );
    }
  }
  url.port = String(port);
  return {
    redirectUri: Number(new URL(uri).port) === 0 ? url.href : uri,
    redirected,
    close: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", connection: "close" };

function page(text: string): string {
  return `<!doctype html><title>Flyte</title><p style="font: 1.2em sans-serif; margin: 3em">${text}</p>`;
}
