/** A task's container whose inputs and outputs lie on an S3 server. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { decodeErrorDocument } from "../../runtime/src/literals/index.ts";
import { createFileAccess } from "../../runtime/src/storage/index.ts";
import { type FileAccess, FlyteDirectory } from "../../runtime/src/types/index.ts";
import { StructuredDataset } from "../../runtime/src/types/structured-dataset.ts";
import { readLiterals, runStored, writeLiterals } from "./run-stored.ts";
import { type StorageServer, setVariables, startS3 } from "./servers.ts";

const test = suite<{ server: StorageServer; access: FileAccess }>("a container on S3");
let restore = (): void => {};

test.before(async (context) => {
  context.server = await startS3();
  restore = setVariables(context.server.env);
  context.access = createFileAccess({ rawOutputPrefix: `${context.server.root}/raw` });
});
test.after(async ({ server }) => {
  restore();
  await server?.stop();
});

const blob = (uri: string, dimensionality = "SINGLE") => ({
  scalar: { blob: { metadata: { type: { dimensionality } }, uri } },
});
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

test("reads its inputs and writes outputs, files, folders, datasets, checkpoint and deck", async ({
  server,
  access,
}) => {
  const root = `${server.root}/run`;
  await access.write(`${root}/in/a source.txt`, text("content ✓"));
  await access.write(`${root}/in/pages/one.html`, text("1"));
  await access.write(`${root}/in/pages/deep/two.html`, text("2"));
  await access.write(`${root}/in/sales/part.csv`, text("item,count\npen,3\ncup,1\n"));
  await writeLiterals(access, `${root}/inputs.pb`, {
    source: blob(`${root}/in/a source.txt`),
    pages: blob(`${root}/in/pages`, "MULTIPART"),
    sales: {
      scalar: {
        structuredDataset: { uri: `${root}/in/sales`, metadata: { structuredDatasetType: { format: "csv" } } },
      },
    },
  });
  const { exitCode, stderr } = await runStored("everything", root, server.env);
  assert.is(exitCode, 0, stderr);
  assert.equal(await access.list(`${root}/out`), ["deck.html", "outputs.pb"], stderr);
  const outputs = (await readLiterals(access, `${root}/out/outputs.pb`)) as never as {
    upper: { scalar: { blob: { uri: string } } };
    pages: { scalar: { blob: { uri: string } } };
    sold: { scalar: { structuredDataset: { uri: string } } };
  };
  const { uri } = outputs.upper.scalar.blob;
  assert.match(uri, /^s3:\/\/bucket\/run\/raw\/[0-9a-f]{32}\/upper\.txt$/);
  assert.is(Buffer.from(await access.read(uri)).toString(), "CONTENT ✓");
  const pages = new FlyteDirectory(outputs.pages.scalar.blob.uri, access);
  assert.equal(await pages.list(), ["deep/two.html", "one.html"]);
  assert.is(await pages.file("deep/two.html").text(), "2");
  const sold = new StructuredDataset(outputs.sold.scalar.structuredDataset.uri, {}, { access });
  assert.equal(await sold.rows(), [{ item: "pen", count: 3 }]);
  assert.is((await access.list(`${root}/checkpoint`)).length, 1);
  assert.match(Buffer.from(await access.read(`${root}/out/deck.html`)).toString(), "seen");
});

test("writes an error document about an input that is not there", async ({ server, access }) => {
  const root = `${server.root}/lost`;
  await writeLiterals(access, `${root}/inputs.pb`, { source: blob(`${root}/nothing.txt`) });
  const { exitCode } = await runStored("remote", root, server.env);
  assert.is(exitCode, 0);
  const error = decodeErrorDocument(await access.read(`${root}/out/error.pb`));
  assert.match(error.message, /There is no file s3:\/\/bucket\/lost\/nothing\.txt/);
});

test("tells of a call of process.exit", async ({ server, access }) => {
  const root = `${server.root}/leaves`;
  await writeLiterals(access, `${root}/inputs.pb`, {});
  await runStored("leaves", root, server.env);
  const error = decodeErrorDocument(await access.read(`${root}/out/error.pb`));
  assert.match(error.message, /The task ended its process with exit code 3/);
});

test("says why it can write nothing, and shows no key", async ({ server, access }) => {
  const root = `${server.root}/refused`;
  await writeLiterals(access, `${root}/inputs.pb`, {});
  const { exitCode, stderr } = await runStored("leaves", root, { ...server.env, ...server.wrong });
  assert.is(exitCode, 1);
  assert.match(stderr, /Cannot write s3:\/\/bucket\/refused\/out\/error\.pb: S3 does not accept the credentials/);
  assert.not.match(stderr, server.secret);
});

test("reads an input from the web beside those on S3", async ({ server, access }) => {
  const { createServer } = await import("node:http");
  const web = createServer((_request, response) => response.end("from the web"));
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const { port } = web.address() as { readonly port: number };
  const root = `${server.root}/web`;
  await writeLiterals(access, `${root}/inputs.pb`, { source: blob(`http://127.0.0.1:${port}/page.txt?sig=1`) });
  const { stderr } = await runStored("remote", root, server.env);
  web.close();
  assert.equal(
    await readLiterals(access, `${root}/out/outputs.pb`),
    { length: { scalar: { primitive: { integer: "12" } } } },
    stderr,
  );
});

test.run();
