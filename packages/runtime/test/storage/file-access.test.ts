import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
import { createFileAccess, localAccess, registerStore } from "../../src/storage/index.ts";
import { FlyteDirectory } from "../../src/types/index.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "tsflyte-test-"));

async function refusal(work: Promise<unknown>): Promise<TsflyteError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof TsflyteError) return error;
    throw error;
  }
  return assert.unreachable() as never;
}

const local = suite("the local disk");

local("writes and reads bytes by path and by file: URI", async () => {
  const root = folder();
  const access = createFileAccess({ rawOutputPrefix: root });
  const path = join(root, "deep/er/a b.bin");
  await access.write(path, Uint8Array.of(1, 2, 3));
  assert.equal([...(await access.read(path))], [1, 2, 3]);
  assert.equal([...(await access.read(pathToFileURL(path).href))], [1, 2, 3]);
  assert.is(await access.get(path), path);
  assert.equal(readdirSync(join(root, "deep/er")), ["a b.bin"], "no temporary file stays");
});

local("puts a file below the raw output prefix under its own name", async () => {
  const root = folder();
  const source = join(folder(), "out.txt");
  writeFileSync(source, "hello");
  for (const rawOutputPrefix of [root, `${root}/`, pathToFileURL(root).href]) {
    const access = createFileAccess({ rawOutputPrefix });
    const uri = access.newUri("out.txt");
    assert.match(uri.slice(rawOutputPrefix.length), /^\/?[0-9a-f]{32}\/out\.txt$/);
    await access.put(source, uri);
    assert.is(readFileSync(await access.get(uri), "utf8"), "hello");
  }
});

local("gives every object a place of its own", () => {
  const access = createFileAccess({ rawOutputPrefix: "/raw" });
  const uris = new Set(Array.from({ length: 1000 }, () => access.newUri("same")));
  assert.is(uris.size, 1000);
});

local("keeps hostile names inside the prefix", async () => {
  const root = folder();
  const access = createFileAccess({ rawOutputPrefix: root });
  const names = ["../../etc/passwd", "..", ".", "", "a\\..\\b", "a\u0000b\n", "ü€𝄞".repeat(100), "?#%2e%2e", "-rf"];
  for (const name of names) {
    const uri = access.newUri(name);
    const [, , last] = uri.slice(root.length).split("/");
    assert.is(uri.slice(root.length).split("/").length, 3, uri);
    assert.not.ok(last === "" || last === "." || last === "..", uri);
    await access.write(uri, Uint8Array.of(1));
    assert.is((await access.read(uri)).length, 1);
  }
  assert.match(access.newUri(`${"x".repeat(500)}.csv`), /x\.csv$/);
  const remote = createFileAccess({ rawOutputPrefix: pathToFileURL(root).href });
  const uri = remote.newUri("100% sure?#.csv");
  await remote.write(uri, Uint8Array.of(7));
  assert.equal([...(await remote.read(uri))], [7]);
});

local("streams content in pieces, whole or not at all", async () => {
  const root = folder();
  const access = createFileAccess({ rawOutputPrefix: root });
  const path = join(root, "deep/streamed");
  const piece = new Uint8Array(100_000).fill(7);
  await access.writeStream(
    path,
    (async function* () {
      for (let count = 0; count < 30; count++) yield piece;
    })(),
  );
  let length = 0;
  for await (const part of access.stream(path)) length += part.length;
  assert.is(length, 3_000_000);
  const broken = access.writeStream(
    join(root, "deep/broken"),
    (async function* () {
      yield piece;
      throw new RangeError("the source is dry");
    })(),
  );
  assert.instance(await broken.catch((error: unknown) => error), RangeError);
  assert.equal(readdirSync(join(root, "deep")), ["streamed"]);
  const missing = access.stream("/no/such")[Symbol.asyncIterator]();
  assert.is((await refusal(missing.next())).code, "file-not-found");
});

local("finds the files of a folder whose names a URI escapes", async () => {
  const source = folder();
  for (const name of ["a?b.csv", "50%.txt", "#1"]) writeFileSync(join(source, name), name);
  const access = createFileAccess({ rawOutputPrefix: folder() });
  const uri = `${pathToFileURL(folder()).href}/tree`;
  await access.putTree(source, uri);
  const directory = new FlyteDirectory(uri, access);
  assert.equal(await directory.list(), ["#1", "50%.txt", "a?b.csv"]);
  for (const name of await directory.list()) assert.is(await directory.file(name).text(), name);
});

local("says that a file is missing", async () => {
  const access = createFileAccess({ rawOutputPrefix: "/raw" });
  for (const work of [access.read("/no/such"), access.get("/no/such"), access.put("/no/such", "/tmp/x")]) {
    const error = await refusal(work);
    assert.is(error.code, "file-not-found");
    assert.match(error.message, /^There is no file \/no\/such\n {2}fix: check the path/);
  }
});

local("says that a folder is no file", async () => {
  const root = folder();
  const access = createFileAccess({ rawOutputPrefix: root });
  for (const work of [access.read(root), access.get(root), access.put(root, join(root, "x"))]) {
    assert.match((await refusal(work)).message, /is a folder, and a file is needed/);
  }
});

local("says what the disk refused and leaves nothing behind", async () => {
  const root = folder();
  writeFileSync(join(root, "file"), "");
  const access = createFileAccess({ rawOutputPrefix: root });
  const error = await refusal(access.write(join(root, "file/below"), Uint8Array.of(1)));
  assert.is(error.code, "storage-failed");
  assert.match(error.message, /^Cannot write .*file\/below: E(NOTDIR|EXIST)/);
  mkdirSync(join(root, "taken"));
  assert.is((await refusal(access.write(join(root, "taken"), Uint8Array.of(1)))).code, "storage-failed");
  assert.equal(readdirSync(root).sort(), ["file", "taken"]);
  symlinkSync("loop", join(root, "loop"));
  assert.match((await refusal(access.read(join(root, "loop")))).message, /^Cannot read .*loop: ELOOP/);
});

local("makes a run's directory when the first object comes", async () => {
  let made = 0;
  const root = folder();
  const access = localAccess(() => {
    made++;
    return root;
  });
  assert.is(made, 0);
  await access.write(access.newUri("a"), Uint8Array.of(1));
  assert.is(made, 1);
});

local.run();

const schemes = suite("storage by scheme");

schemes("names an unknown scheme and the known ones", async () => {
  const access = createFileAccess({ rawOutputPrefix: "gopher://x" });
  const error = await refusal(access.read("gopher://host/a"));
  assert.is(error.code, "unsupported-scheme");
  assert.match(
    error.message,
    /^No storage is known for gopher: in gopher:\/\/host\/a\n {2}fix: use a path or one of file:/,
  );
});

schemes("uses a registered store for its scheme, in any case", async () => {
  registerStore("Mem", () => ({
    read: async (uri) => new TextEncoder().encode(uri),
    write: async () => {},
    put: async () => {},
    get: async (_uri, target) => target(),
    list: async () => [],
    async *stream() {},
    writeStream: async () => {},
  }));
  const access = createFileAccess({ rawOutputPrefix: "mem://raw", downloadDirectory: "/downloads" });
  assert.is(new TextDecoder().decode(await access.read("MEM://a")), "MEM://a");
  assert.match(await access.get("mem://bucket/a?.csv"), /^\/downloads\/[0-9a-f]{32}\/a\?\.csv$/);
  assert.match(access.newUri("ä b.csv"), /^mem:\/\/raw\/[0-9a-f]{32}\/ä b\.csv$/);
  assert.match(access.newUri("100%? #1.csv"), /\/100__ _1\.csv$/, "no character that a URL takes for more than itself");
});

schemes.run();

const trees = suite("folders");

trees("are stored with all files below them, and need no download where they lie on this machine", async () => {
  const source = folder();
  mkdirSync(join(source, "sub/empty"), { recursive: true });
  writeFileSync(join(source, "b.txt"), "b");
  writeFileSync(join(source, "sub/a ü.txt"), "a");
  symlinkSync("b.txt", join(source, "link.txt"));
  const access = createFileAccess({ rawOutputPrefix: folder() });
  const uri = access.newUri();
  assert.match(uri, /\/[0-9a-f]{32}$/);
  await access.putTree(source, uri);
  assert.equal(await access.list(uri), ["b.txt", "link.txt", "sub/a ü.txt"]);
  assert.is(await access.getTree(uri), uri);
  assert.is(readFileSync(join(uri, "link.txt"), "utf8"), "b");
});

trees("without files are folders as well", async () => {
  const access = createFileAccess({ rawOutputPrefix: folder() });
  const uri = access.newUri();
  await access.putTree(folder(), uri);
  assert.equal(await access.list(uri), []);
  assert.is(await access.getTree(uri), uri);
});

trees("with links that lead elsewhere are refused", async () => {
  const outside = folder();
  writeFileSync(join(outside, "secret.txt"), "s");
  for (const target of [join(outside, "secret.txt"), outside, ".", "nowhere"]) {
    const source = folder();
    symlinkSync(target, join(source, "link"));
    const access = createFileAccess({ rawOutputPrefix: folder() });
    const error = await refusal(access.putTree(source, access.newUri()));
    assert.is(error.code, "file-not-found");
    assert.match(error.message, /link is a link that leads to no file of its folder\n {2}fix: copy what it leads to/);
  }
});

trees("that are not there, or are files, are named", async () => {
  const access = createFileAccess({ rawOutputPrefix: folder() });
  const file = join(folder(), "f");
  writeFileSync(file, "");
  for (const path of ["/no/such/folder", file]) {
    const error = await refusal(access.putTree(path, access.newUri()));
    assert.match(
      error.message,
      /^There is no folder .* that can be read\n {2}fix: pass the path of a folder; for one file use FlyteFile/,
    );
  }
});

trees("of remote storage are downloaded with their paths, and nowhere else", async () => {
  const objects = new Map([
    ["rem://b/tree/x.txt", "x"],
    ["rem://b/tree/deep/y.txt", "y"],
    ["rem://b/evil/../../out.txt", "!"],
  ]);
  registerStore("rem", () => ({
    read: async (uri) => new TextEncoder().encode(objects.get(uri)),
    write: async () => {},
    put: async (localPath, uri) => void objects.set(uri, readFileSync(localPath, "utf8")),
    get: async (uri, target) => {
      const path = target();
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, objects.get(uri) ?? "");
      return path;
    },
    async *stream() {},
    writeStream: async () => {},
    list: async (uri) =>
      [...objects.keys()].filter((key) => key.startsWith(`${uri}/`)).map((key) => key.slice(uri.length + 1)),
  }));
  const access = createFileAccess({ rawOutputPrefix: "rem://raw", downloadDirectory: folder() });
  const path = await access.getTree("rem://b/tree");
  assert.is(readFileSync(join(path, "deep/y.txt"), "utf8"), "y");
  assert.equal(readdirSync(path).sort(), ["deep", "x.txt"]);
  const uri = access.newUri();
  await access.putTree(path, uri);
  assert.equal(await access.list(uri), ["deep/y.txt", "x.txt"]);
  const error = await refusal(access.getTree("rem://b/evil"));
  assert.match(error.message, /The object "\.\.\/\.\.\/out\.txt" below rem:\/\/b\/evil cannot be a file of a folder/);
});

trees.run();
