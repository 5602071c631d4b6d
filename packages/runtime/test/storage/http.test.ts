import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { TsflyteError } from "../../src/errors/index.ts";
import { createFileAccess } from "../../src/storage/index.ts";
import { type FileAccess, FlyteFile } from "../../src/types/index.ts";

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

interface Context {
  server: Server;
  root: string;
  access: FileAccess;
  downloads: string;
  handle: Handle;
}

const web = suite<Context>("files on the web");

web.before(async (context) => {
  process.env["FLYTE_AWS_BACKOFF_SECONDS"] = "0.01";
  process.env["FLYTE_AWS_RETRIES"] = "3";
  context.server = createServer((request, response) => context.handle(request, response));
  await new Promise<void>((resolve) => context.server.listen(0, "127.0.0.1", resolve));
  context.root = `http://127.0.0.1:${(context.server.address() as { readonly port: number }).port}`;
});
web.before.each((context) => {
  context.downloads = mkdtempSync(join(tmpdir(), "tsflyte-http-"));
  context.access = createFileAccess({ rawOutputPrefix: "/tmp", downloadDirectory: context.downloads });
});
web.after(({ server }) => {
  server.close();
  server.closeAllConnections();
});

async function refusal(work: Promise<unknown>): Promise<TsflyteError> {
  return work.then(
    () => assert.unreachable("nothing was thrown") as never,
    (error: TsflyteError) => error,
  );
}

/** Sends a range of the bytes, and breaks the connection after so many of them. */
function send(request: IncomingMessage, response: ServerResponse, cutAfter: number, tag = '"v1"'): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  const isSame = request.headers["if-range"] === undefined || request.headers["if-range"] === tag;
  const from = isSame ? start : 0;
  response.writeHead(from > 0 ? 206 : 200, {
    "content-length": bytes.length - from,
    etag: tag,
    ...(from > 0 ? { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  response.write(bytes.subarray(from, from + cutAfter), () => {
    if (from + cutAfter < bytes.length) response.destroy();
    else response.end();
  });
}

web("are read whole, streamed and downloaded under their own names", async (context) => {
  context.handle = (request, response) => send(request, response, bytes.length);
  const { access, root } = context;
  assert.ok(bytes.equals(Buffer.from(await access.read(`${root}/a.csv`))));
  const path = await access.get(`${root}/data/a%20b.csv?sig=secret#part`);
  assert.match(path, /[0-9a-f]{32}\/a%20b\.csv$/);
  assert.ok(readFileSync(path).equals(bytes));
  let length = 0;
  for await (const piece of new FlyteFile(`${root}/a.csv`, access).stream()) length += piece.length;
  assert.is(length, bytes.length);
});

web("go on where a connection broke", async (context) => {
  const ranges: (string | undefined)[] = [];
  context.handle = (request, response) => {
    ranges.push(request.headers.range);
    send(request, response, 100_000);
  };
  const path = await context.access.get(`${context.root}/a`);
  assert.ok(readFileSync(path).equals(bytes));
  assert.ok(ranges.length >= 3);
  assert.is(ranges[0], undefined);
  assert.match(ranges[2] ?? "", /^bytes=\d+-$/);
});

web("that cannot be continued are read again from the beginning", async (context) => {
  let count = 0;
  context.handle = (_request, response) => {
    response.writeHead(200, { "content-length": bytes.length });
    const isWhole = ++count === 3;
    response.write(isWhole ? bytes : bytes.subarray(0, 1000), () => (isWhole ? response.end() : response.destroy()));
  };
  assert.ok(readFileSync(await context.access.get(`${context.root}/a`)).equals(bytes));
  assert.is(count, 3);
});

web("that are replaced while they are read are never mixed", async (context) => {
  let version = 0;
  context.handle = (request, response) => send(request, response, version++ < 1 ? 1000 : bytes.length, `"v${version}"`);
  assert.ok(readFileSync(await context.access.get(`${context.root}/a`)).equals(bytes));
  version = 0;
  const error = await refusal(context.access.read(`${context.root}/a`));
  assert.is(error.code, "storage-failed");
  assert.match(
    error.message,
    /^Cannot read \S+\/a: it was replaced while it was read \(another version\)\n {2}fix: let/,
  );
});

web("that always end too early fail, and leave nothing", async (context) => {
  context.handle = (_request, response) => {
    response.writeHead(200, { "content-length": 100, etag: '"v1"' });
    response.write("too short", () => response.destroy());
  };
  for (const work of [() => context.access.get(`${context.root}/a`), () => context.access.read(`${context.root}/a`)]) {
    assert.match(
      (await refusal(work())).message,
      /^Cannot read \S+\/a: the server cannot be reached, or the connection broke/,
    );
  }
  const left = readdirSync(context.downloads, { recursive: true, withFileTypes: true });
  assert.equal(
    left.filter((item) => item.isFile()),
    [],
  );
});

web("are asked for again where the server is busy", async (context) => {
  let count = 0;
  context.handle = (_request, response) => {
    response.writeHead(++count < 3 ? 503 : 200);
    response.end("fine");
  };
  assert.is(Buffer.from(await context.access.read(`${context.root}/a`)).toString(), "fine");
  context.handle = (_request, response) => void response.writeHead(500).end("stack trace");
  const error = await refusal(context.access.read(`${context.root}/a`));
  assert.match(
    error.message,
    /the server failed again and again \(HTTP 500\)\n {2}fix: try again later; FLYTE_AWS_RETRIES/,
  );
});

web("follow redirects", async (context) => {
  context.handle = (request, response) => {
    if (request.url === "/from") response.writeHead(302, { location: "/to" }).end();
    else response.end(`at ${request.url}`);
  };
  assert.is(Buffer.from(await context.access.read(`${context.root}/from`)).toString(), "at /to");
});

web("are opened with the name and password of their address, which no error shows", async (context) => {
  context.handle = (request, response) => {
    const isKnown = request.headers.authorization === `Basic ${Buffer.from("me:p@ss").toString("base64")}`;
    response.writeHead(isKnown ? 200 : 401).end("welcome");
  };
  const host = context.root.slice("http://".length);
  assert.is(Buffer.from(await context.access.read(`http://me:p%40ss@${host}/a`)).toString(), "welcome");
  const error = await refusal(context.access.read(`http://me:wrong@${host}/a?X-Amz-Signature=abc`));
  assert.match(
    error.message,
    `Cannot read http://${host}/a?…: the server does not accept the credentials, or there are none (HTTP 401)`,
  );
  assert.not.match(error.message, /wrong|abc/);
});

const refusals: readonly (readonly [number, string, RegExp])[] = [
  [404, "file-not-found", /^There is no file http\S+\/a\n/],
  [403, "storage-failed", /the server denies it \(HTTP 403\)\n {2}fix: allow it to the credentials/],
  [418, "storage-failed", /the server refused it \(HTTP 418\)\n {2}fix: check the URI/],
];
for (const [status, code, message] of refusals) {
  web(`with the status ${status} are refused once`, async (context) => {
    let count = 0;
    context.handle = (_request, response) => {
      count++;
      response.writeHead(status).end("no");
    };
    const error = await refusal(context.access.get(`${context.root}/a`));
    assert.is(error.code, code);
    assert.match(error.message, message);
    assert.is(count, 1);
  });
}

web("of hosts that are not there are named", async ({ access }) => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address() as { readonly port: number };
  await new Promise((resolve) => closed.close(resolve));
  const error = await refusal(access.read(`http://127.0.0.1:${port}/a?key=1`));
  assert.match(
    error.message,
    /^Cannot read http:\/\/127\.0\.0\.1:\d+\/a\?…: the server cannot be reached.*\n {2}fix: check the network and the address: the URI$/,
  );
  assert.match((await refusal(access.read("http://:80/x"))).message, /names no object: expected an address such as/);
});

web("are neither written nor listed", async ({ access, root }) => {
  const write = await refusal(access.write(`${root}/a`, bytes));
  assert.is(write.code, "not-supported");
  assert.match(write.message, /^Cannot write \S+\/a: http: is only read\n {2}fix: write to s3:, gs:, abfs: or a path$/);
  const list = await refusal(access.list(`${root}/a`));
  assert.match(
    list.message,
    /^Cannot list \S+\/a: http: has no folders that can be listed\n {2}fix: pass each file by itself/,
  );
});

web.run();
