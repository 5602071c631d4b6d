import type { IncomingMessage, ServerResponse } from "node:http";
import { createRouterTransport, type Transport } from "@connectrpc/connect";
import type { ControlPlane } from "../control-plane.ts";
import { reportFailures } from "../services/report-failures.ts";
import { routes } from "../services/routes.ts";
import { isFromHere } from "./is-from-here.ts";
import { serveLanding } from "./landing.ts";
import { serveJson } from "./serve-json.ts";
import { serveObject } from "./serve-objects.ts";

/** Answers what comes over HTTP. */
export function httpHandler(plane: ControlPlane): (request: IncomingMessage, response: ServerResponse) => void {
  // The same services, without a wire between.
  const transport = createRouterTransport(routes(plane), {
    router: { interceptors: [reportFailures(plane.log)] },
  });
  return (request, response) => {
    handle(plane, transport, request, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
      response.end(error instanceof Error ? error.message : String(error));
    });
  };
}

async function handle(
  plane: ControlPlane,
  transport: Transport,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isFromHere(request)) return refuse(response, 403, "this server answers nobody but programs of this machine");
  if (!URL.canParse(request.url ?? "/", "http://localhost")) return refuse(response, 400, "the path cannot be read");
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/healthcheck" || pathname === "/readyz") return void response.writeHead(200).end();
  if (pathname.startsWith("/objects/")) return serveObject(request, response, plane);
  if (serveLanding(pathname, response)) return;
  if (await serveJson(request, response, transport, plane.limits.requestBytes)) return;
  refuse(response, 404, "not found");
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
}
