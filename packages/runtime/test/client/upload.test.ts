import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { FlyteClient } from "../../src/client/index.ts";
import { httpFailed } from "../../src/errors/client.ts";
import { startProxy } from "./connect-proxy.ts";
import { failed } from "./failed.ts";
import { against, clientOf, startPlatform } from "./fake-platform.ts";
import { type ObjectStore, startObjectStore } from "./object-store.ts";

const test = suite("client/upload");
const folder = mkdtempSync(join(tmpdir(), "tsflyte-upload-"));
const path = join(folder, "data.bin");
writeFileSync(path, Buffer.alloc(3_000_000, "flyte"));
const overrides = { project: "p", domain: "d" };

function withStore(run: (store: ObjectStore, client: FlyteClient) => Promise<void>): () => Promise<void> {
  return async () => {
    const store = await startObjectStore();
    try {
      await against({ dataProxy: store.dataProxy }, (_platform, client) => run(store, client), { overrides })();
    } finally {
      store.close();
    }
  };
}

test(
  "sends a file with its hash to where the platform says",
  withStore(async (store, client) => {
    const uri = await client.uploadFile(path);
    assert.match(uri, /^s3:\/\/bucket\/p\/d\/[0-9a-f]{32}\/data\.bin$/);
    assert.is(store.objects.get(uri)?.length, 3_000_000);
    const [put] = store.puts;
    assert.is(put?.headers["content-length"], "3000000");
    assert.is(put?.headers["x-amz-meta-flytecontentmd5"], put?.headers["content-md5"]);
    assert.is(put?.headers["x-ms-blob-type"], undefined);
  }),
);

test(
  "sends bytes, and files under other names",
  withStore(async (store, client) => {
    const bytes = await client.dataProxy.uploadBytes(Buffer.from("a"), { filename: "a.txt", filenameRoot: "root" });
    assert.is(bytes, "s3://bucket/p/d/root/a.txt");
    assert.is(String(store.objects.get(bytes)), "a");
    assert.is(await client.uploadFile(path, { filename: "b", filenameRoot: "r", project: "q" }), "s3://bucket/q/d/r/b");
  }),
);

test(
  "tries a store again that is busy, and says what one answers that refuses, without the signed URL",
  withStore(async (store, client) => {
    store.statuses.push(503, 500);
    assert.is(store.objects.size, 0);
    await client.uploadFile(path);
    assert.is(store.objects.size, 1);
    store.statuses.push(403);
    const error = await failed(client.uploadFile(path), "storage-failed");
    assert.match(error.text, /^Cannot upload .*data\.bin: localhost:\d+ answered with status 403: Why$/);
    assert.match(error.message, /fix: try again: signed URLs hold for a short time/);
    assert.not.match(error.message, /geheim/);
  }),
);

test(
  "says that there is no such file",
  withStore(async (_store, client) => {
    await failed(client.uploadFile("/no/such/file"), "file-not-found");
    await failed(client.uploadFile(folder), "file-not-found");
  }),
);

test(
  "stops when its signal is aborted",
  withStore(async (_store, client) => {
    await failed(client.uploadFile(path, { signal: AbortSignal.abort(new Error("enough")) }), "cancelled");
  }),
);

test("says that a store does not answer", async () => {
  const dataProxy = {
    createUploadLocation: () => ({ signedUrl: "http://localhost:9/a?geheim", nativeUrl: "s3://a", headers: {} }),
  };
  await against({ dataProxy }, async (_platform, client) => {
    const error = await failed(client.uploadFile(path), "storage-failed");
    assert.match(error.text, /: localhost:9 gives no answer: .*ECONNREFUSED/);
    assert.not.match(error.message, /geheim/);
  })();
});

test("goes through an HTTP proxy", async () => {
  const [store, proxy] = [await startObjectStore(), await startProxy()];
  const platform = await startPlatform({ dataProxy: store.dataProxy });
  const client = await clientOf(platform, {
    overrides: { ...overrides, httpProxyUrl: `http://localhost:${proxy.port}` },
  });
  await client.uploadFile(path);
  assert.is(store.objects.size, 1);
  assert.is(proxy.asked.length, 2);
  client.close();
  proxy.close();
  store.close();
  await platform.close();
});

test("gives links to decks, and what Flyte's own URLs stand for", async () => {
  const dataProxy = {
    createDownloadLink: () => ({ preSignedUrls: { signedUrl: ["http://deck"] } }),
    getData: () => ({ data: { case: "preSignedUrls" as const, value: { signedUrl: ["http://data"] } } }),
  };
  await against({ dataProxy }, async (_platform, client) => {
    const executionId = { project: "p", domain: "d", name: "f1" };
    assert.equal(await client.dataProxy.createDeckLink({ executionId, nodeId: "n0" }), ["http://deck"]);
    assert.equal(await client.dataProxy.getData("flyte://v1/p/d/f1/n0/d"), { kind: "urls", urls: ["http://data"] });
  })();
});

test("an error says what a store says, and nothing that signs", () => {
  const url = "https://store.example/bucket/key?X-Amz-Credential=AKIA%2F1&X-Amz-Signature=0123456789abcdef&x=1";
  const text = (body: string): string => httpFailed("Cannot upload a", url, 403, body).text;
  const amazon =
    "<Error><Code>SignatureDoesNotMatch</Code><Message>It does not match</Message><AWSAccessKeyId>AKIA</AWSAccessKeyId><StringToSign>AWS4 0123</StringToSign></Error>";
  assert.is(
    text(amazon),
    "Cannot upload a: store.example answered with status 403: SignatureDoesNotMatch: It does not match",
  );
  assert.is(
    text("no: /bucket/key?X-Amz-Credential=AKIA%2F1&X-Amz-Signature=0123456789abcdef\0\n x"),
    "Cannot upload a: store.example answered with status 403: no: /bucket/key?X-Amz-Credential=[redacted]&X-Amz-Signature=[redacted] x",
  );
  assert.is(text(""), "Cannot upload a: store.example answered with status 403");
});

test.run();
