/** A store behind signed URLs, and the data proxy that signs them. */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FakeAnswers } from "./fake-platform.ts";

export interface ObjectStore {
  /** What lies in it, by native URL. */
  readonly objects: Map<string, Buffer>;
  readonly puts: {
    readonly url: string;
    readonly headers: { readonly [name: string]: string | string[] | undefined };
  }[];
  /** Statuses that come before the store does what it should. */
  readonly statuses: number[];
  readonly dataProxy: NonNullable<FakeAnswers["dataProxy"]>;
  close(): void;
}

export async function startObjectStore(): Promise<ObjectStore> {
  const store: ObjectStore = {
    objects: new Map(),
    puts: [],
    statuses: [],
    dataProxy: {
      createUploadLocation(request) {
        const { project, domain, filename, filenameRoot, contentMd5 } = request;
        const root = filenameRoot === "" ? Buffer.from(contentMd5).toString("hex") : filenameRoot;
        const path = `${project}/${domain}/${root}/${filename}`;
        return {
          signedUrl: `${origin}/${path}?signature=geheim`,
          nativeUrl: `s3://bucket/${path}`,
          headers: { "x-amz-meta-flytecontentmd5": Buffer.from(contentMd5).toString("base64") },
        };
      },
      createDownloadLocation: ({ nativeUrl }) => ({
        signedUrl: `${origin}/${nativeUrl.replace("s3://bucket/", "")}?signature=geheim`,
      }),
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://store");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const native = `s3://bucket${url.pathname}`;
    const status = store.statuses.shift();
    if (status !== undefined) return response.writeHead(status).end("<Error><Code>Why</Code></Error>");
    if (request.method === "GET") {
      const found = store.objects.get(native);
      return found === undefined ? response.writeHead(404).end() : response.end(found);
    }
    store.puts.push({ url: native, headers: request.headers });
    const isWhole = createHash("md5").update(body).digest("base64") === request.headers["content-md5"];
    if (!isWhole || Number(request.headers["content-length"]) !== body.length)
      return response.writeHead(400).end("BadDigest");
    store.objects.set(native, body);
    return response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return store;
}
