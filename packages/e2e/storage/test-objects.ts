/** What every kind of object storage does alike, against a real server of each kind. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../runtime/src/errors/index.ts";
import { createFileAccess } from "../../runtime/src/storage/index.ts";
import { type FileAccess, FlyteDirectory, FlyteFile } from "../../runtime/src/types/index.ts";
import { type StorageServer, setVariables } from "./servers.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "tsflyte-test-"));

async function refusal(work: Promise<unknown>): Promise<TsflyteError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof TsflyteError) return error;
  throw error ?? new Error("nothing was thrown");
}

/** Bytes that tell at each place where they are from. */
function pattern(length: number): Uint8Array {
  const words = new Uint32Array(Math.ceil(length / 4));
  for (let at = 0; at < words.length; at++) words[at] = Math.imul(at, 2654435761);
  return new Uint8Array(words.buffer, 0, length);
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** Registers and runs the tests of one kind. */
export function testObjects(name: string, start: () => Promise<StorageServer>): void {
  const test = suite<{ server: StorageServer; access: FileAccess; downloads: string }>(name);
  let restore = (): void => {};

  test.before(async (context) => {
    context.server = await start();
    restore = setVariables({
      ...context.server.env,
      _F_P_WRITE_CHUNK_SIZE: String(5 * 1024 * 1024),
      FLYTE_INTERNAL_EXECUTION_PROJECT: "p",
      FLYTE_INTERNAL_EXECUTION_ID: "e1",
    });
    context.downloads = folder();
    const rawOutputPrefix = `${context.server.root}/raw`;
    context.access = createFileAccess({ rawOutputPrefix, downloadDirectory: context.downloads });
  });
  test.after(async ({ server }) => {
    restore();
    await server?.stop();
  });

  test("bytes come back as they were, under any name", async ({ server, access }) => {
    const names = [
      "plain.bin",
      "a b.bin",
      "ü€𝄞.csv",
      "100%.txt",
      "a%20b",
      "what?.csv",
      "num#1.csv",
      "a..b",
      "deep/er/x",
      "+&=;,'()",
    ];
    for (const name of names) {
      const uri = `${server.root}/names/${name}`;
      const bytes = new TextEncoder().encode(`content of ${name}`);
      await access.write(uri, bytes);
      assert.equal(Buffer.from(await access.read(uri)).toString(), `content of ${name}`);
    }
    assert.equal(await access.list(`${server.root}/names`), [...names].sort());
    assert.equal(await access.list(`${server.root}/names/deep`), ["er/x"]);
    assert.equal(await access.list(`${server.root}/na`), [], "a part of a name is no folder");
  });

  test("an empty object is one", async ({ access }) => {
    const uri = access.newUri("empty");
    await access.write(uri, new Uint8Array());
    assert.is((await access.read(uri)).length, 0);
    assert.is(readFileSync(await access.get(uri)).length, 0);
    const file = join(folder(), "nothing.txt");
    writeFileSync(file, "");
    await access.put(file, uri);
    assert.is((await collect(access.stream(uri))).length, 0);
    await access.writeStream(uri, (async function* () {})());
    assert.is((await access.read(uri)).length, 0);
  });

  test("a file goes up in parts and comes down whole", async ({ access, downloads }) => {
    const source = join(folder(), "big.parquet");
    const bytes = pattern(12 * 1024 * 1024 + 7);
    writeFileSync(source, bytes);
    const uri = access.newUri("big.parquet");
    await access.put(source, uri);
    const path = await access.get(uri);
    assert.match(path, /[0-9a-f]{32}\/big\.parquet$/);
    assert.ok(path.startsWith(downloads));
    assert.ok(readFileSync(path).equals(bytes));
    assert.ok((await collect(new FlyteFile(uri, access).stream())).equals(bytes));
  });

  test("a stream goes up without its length being known", async ({ access }) => {
    const bytes = pattern(11 * 1024 * 1024);
    const uri = access.newUri("streamed");
    await access.writeStream(
      uri,
      (async function* () {
        for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
      })(),
    );
    assert.ok(Buffer.from(await access.read(uri)).equals(bytes));
  });

  test("a stream that fails writes nothing, and its error is what comes out", async ({ access }) => {
    const uri = access.newUri("failed");
    const work = access.writeStream(
      uri,
      (async function* () {
        yield pattern(6 * 1024 * 1024);
        throw new RangeError("the source is dry");
      })(),
    );
    const error = await work.catch((thrown: unknown) => thrown);
    assert.instance(error, RangeError);
    assert.is((await refusal(access.read(uri))).code, "file-not-found");
  });

  test("a folder of 200 files goes up and down with its paths", async ({ server, access }) => {
    const source = folder();
    mkdirSync(join(source, "deep/er"), { recursive: true });
    for (let at = 0; at < 200; at++) writeFileSync(join(source, at % 3 === 0 ? "deep/er" : ".", `f${at}.txt`), `${at}`);
    const uri = access.newUri();
    await access.putTree(source, uri);
    const directory = new FlyteDirectory(uri, access);
    assert.is((await directory.list()).length, 200);
    const path = await directory.path();
    assert.is(readFileSync(join(path, "deep/er/f198.txt"), "utf8"), "198");
    assert.is(readdirSync(path, { recursive: true, withFileTypes: true }).filter((item) => item.isFile()).length, 200);
    assert.is(await directory.file("f1.txt").text(), "1");
    // Some libraries keep connections of several kinds.
    assert.ok(server.proxy.most <= 48, `${server.proxy.most} connections at a time`);
  });

  test("2500 objects are listed, over several pages", async ({ server, access }) => {
    const uri = `${server.root}/many`;
    const names = Array.from({ length: 2500 }, (_, at) => `part-${String(at).padStart(5, "0")}`);
    const queue = [...names];
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
          await access.write(`${uri}/${name}`, Uint8Array.of(1));
        }
      }),
    );
    assert.equal(await access.list(uri), names);
    assert.equal(await access.list(`${uri}/`), names);
  });

  test("what is not there is named", async ({ server, access }) => {
    const uri = `${server.root}/no/such/object`;
    for (const work of [() => access.read(uri), () => access.get(uri), () => collect(access.stream(uri))]) {
      const error = await refusal(work());
      assert.is(error.code, "file-not-found");
      assert.match(error.message, `There is no file ${uri}\n  fix: check the path`);
    }
    assert.equal(await access.list(uri), []);
    const missing = `${server.missing}/x`;
    const bytes = Uint8Array.of(1);
    const reading = server.tellsBuckets ? [() => access.read(missing)] : [];
    for (const work of [...reading, () => access.write(missing, bytes), () => access.list(missing)]) {
      const error = await refusal(work());
      assert.is(error.code, "storage-failed");
      assert.match(
        error.message,
        /^Cannot (read|write|list) \S+no-such-bucket\/x: .* has no such (bucket|container) \(.*404/,
      );
      assert.match(error.message, /fix: check the name in the URI, or make the (bucket|container)$/);
    }
  });

  test("credentials that are wrong are told from other failures, and not shown", async ({ server }) => {
    if (server.wrong === undefined) return;
    const undo = setVariables(server.wrong);
    try {
      // Stores keep their connection, so a process of its own has the wrong one.
      const script = `
        import { createFileAccess } from ${JSON.stringify(import.meta.resolve("../../runtime/src/storage/index.ts"))};
        const access = createFileAccess({ rawOutputPrefix: "/tmp" });
        for (const work of [() => access.read(process.argv[1]), () => access.write(process.argv[1], Uint8Array.of(1))])
          await work().catch((error) => console.log(error));
      `;
      const argv = [
        "--conditions=source",
        "--disable-warning=ExperimentalWarning",
        "--input-type=module",
        "-e",
        script,
      ];
      const run = promisify(execFile);
      const { stdout: output } = await run(process.execPath, [...argv, `${server.root}/x`]);
      // Azurite has one code for a wrong key and for what a right one does not allow.
      assert.match(output, /Cannot read \S+: .* (?:does not accept the credentials.*|denies it) \(.*403\)/);
      assert.match(output, /Cannot write \S+: .* (?:does not accept the credentials.*|denies it) \(.*403\)/);
      assert.match(output, /\n {2}fix: .*set FLYTE_/);
      const shown = [server.secret, ...Object.values(server.wrong)].filter((text) => output.includes(text));
      assert.equal(shown, []);
    } finally {
      undo();
    }
  });

  test("a URI without an object is refused before anything is sent", async ({ server, access }) => {
    for (const uri of [server.root, `${server.root}/`, `${server.root}/folder/`]) {
      assert.match((await refusal(access.read(uri))).message, /names no object: expected a (key|path), as in/);
    }
  });

  test("an interrupted download goes on where it stopped", async ({ server, access }) => {
    const bytes = pattern(9_000_000);
    const uri = access.newUri("cut.bin");
    await access.write(uri, bytes);
    const before = server.proxy.broken;
    server.proxy.refuse(true);
    server.proxy.refuse(false);
    server.proxy.cut("down", 2_000_000, 3_000_000, 1_000_000, 1_500_000);
    const path = await access.get(uri);
    assert.ok(readFileSync(path).equals(bytes));
    assert.is(server.proxy.broken - before, 4);
  });

  test("an interrupted upload is repeated", async ({ server, access }) => {
    const source = join(folder(), "up.bin");
    const bytes = pattern(16 * 1024 * 1024);
    writeFileSync(source, bytes);
    for (const size of [1_000_000, bytes.length]) {
      writeFileSync(source, bytes.subarray(0, size));
      const uri = access.newUri("up.bin");
      const before = server.proxy.broken;
      server.proxy.refuse(true);
      server.proxy.refuse(false);
      server.proxy.cut("up", 300_000, 600_000);
      await access.put(source, uri);
      assert.is(server.proxy.broken - before, 2);
      assert.ok(Buffer.from(await access.read(uri)).equals(bytes.subarray(0, size)));
    }
  });

  test("a server that does not come back leaves no half file", async ({ server, access, downloads }) => {
    const bytes = pattern(4_000_000);
    const uri = access.newUri("lost.bin");
    await access.write(uri, bytes);
    const stream = access.stream(uri)[Symbol.asyncIterator]();
    await stream.next();
    const left = readdirSync(downloads, { recursive: true }).length;
    server.proxy.refuse(true);
    const restoreRetries = setVariables({ FLYTE_AWS_RETRIES: "1" });
    try {
      for (const work of [() => access.get(uri), () => access.read(uri), () => access.write(uri, bytes)]) {
        const error = await refusal(work());
        assert.is(error.code, "storage-failed");
        assert.match(
          error.message,
          /^Cannot (read|write) \S+: .* cannot be reached, or the connection broke again and again \(/,
        );
        assert.match(error.message, /\n {2}fix: check the network and the address: /);
      }
    } finally {
      restoreRetries();
      server.proxy.refuse(false);
      await stream.return?.();
    }
    const files = readdirSync(downloads, { recursive: true, withFileTypes: true });
    assert.equal(
      files.filter((item) => item.isFile() && item.name.includes("lost")).map(({ name }) => name),
      [],
    );
    assert.equal(
      files.filter((item) => item.name.endsWith(".tmp")),
      [],
    );
    assert.ok(files.length <= left + 1);
  });

  test.run();
}
