/** Uploads and downloads over HTTP, with the links of the data proxy. */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ObjectFolder } from "../objects/object-folder.ts";
import type { ObjectLinks } from "./object-links.ts";

/** Answers a request for an object. */
export async function serveObject(
  request: IncomingMessage,
  response: ServerResponse,
  { objects, links }: { readonly objects: ObjectFolder; readonly links: ObjectLinks },
): Promise<void> {
  const { method = "GET" } = request;
  const checked = links.check(method, new URL(request.url ?? "/", "http://localhost"));
  if (!checked.isGood) return answer(response, 403, checked.reason);
  const uri = objects.uriOf(checked.path);
  if (method === "PUT") {
    const body = await bodyOf(request);
    const md5 = createHash("md5").update(body).digest("base64");
    const wanted = checked.md5 ?? request.headers["content-md5"];
    if (wanted !== undefined && wanted !== md5) {
      return answer(response, 400, `the MD5 of the content is ${md5}, and ${wanted} was announced`);
    }
    objects.write(uri, body);
    return answer(response, 200, "");
  }
  const bytes = objects.read(uri);
  if (bytes === undefined) return answer(response, 404, "there is no such object");
  response.writeHead(200, { "content-type": contentType(checked.path), "content-length": bytes.length });
  response.end(method === "HEAD" ? undefined : bytes);
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(text);
}

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function contentType(path: string): string {
  if (path.endsWith(".html")) return "text/html; charset=utf-8";
  if (path.endsWith(".log") || path.endsWith(".txt")) return "text/plain; charset=utf-8";
  return "application/octet-stream";
}
