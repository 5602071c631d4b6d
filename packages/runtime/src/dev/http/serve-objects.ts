/** Uploads and downloads over HTTP, with the links of the data proxy. */
import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
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
    const hash = createHash("md5");
    const wanted = checked.md5 ?? request.headers["content-md5"];
    let md5 = "";
    const isWritten = await objects.writeStream(uri, hashed(request, hash), () => {
      md5 = hash.digest("base64");
      return wanted === undefined || wanted === md5;
    });
    if (isWritten) return answer(response, 200, "");
    return answer(response, 400, `the MD5 of the content is ${md5}, and ${wanted} was announced`);
  }
  const [file, size] = [objects.fileOf(uri), objects.size(uri)];
  if (file === undefined || size === undefined) return answer(response, 404, "there is no such object");
  response.writeHead(200, { "content-type": contentType(checked.path), "content-length": size });
  // Of the log of a task that runs there may be more by the time that it is read.
  if (method === "HEAD" || size === 0) response.end();
  else await pipeline(createReadStream(file, { end: size - 1 }), response);
}

async function* hashed(content: AsyncIterable<Buffer>, hash: Hash): AsyncIterable<Buffer> {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(text);
}

function contentType(path: string): string {
  if (path.endsWith(".html")) return "text/html; charset=utf-8";
  if (path.endsWith(".log") || path.endsWith(".txt")) return "text/plain; charset=utf-8";
  return "application/octet-stream";
}
