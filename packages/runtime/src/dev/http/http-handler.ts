import type { IncomingMessage, ServerResponse } from "node:http";
import type { ControlPlane } from "../control-plane.ts";
import { serveObject } from "./serve-objects.ts";

/** Answers what comes over HTTP. */
export function httpHandler(plane: ControlPlane): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    handle(plane, request, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
      response.end(error instanceof Error ? error.message : String(error));
    });
  };
}

async function handle(plane: ControlPlane, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/healthcheck" || pathname === "/readyz") return void response.writeHead(200).end();
  if (pathname.startsWith("/objects/")) return serveObject(request, response, plane);
  response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("not found");
}
