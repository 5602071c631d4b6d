import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { codecOf, Outbox } from "../../src/literals/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import { createFileAccess } from "../../src/storage/index.ts";
import { FlyteDirectory, FlyteFile } from "../../src/types/index.ts";
import { decode, encode, messageOf, rootOf, roundTrip, typeJson } from "../support/literals.ts";
import { file, nullable, struct, union } from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";
import { place } from "../support/values.ts";

const directory = (format: string): Schema => ({ type: "object", "x-flyte": { type: "directory", format } });
const folder = mkdtempSync(join(tmpdir(), "tsflyte-directory-"));
mkdirSync(join(folder, "sub"));
writeFileSync(join(folder, "a.txt"), "a");
writeFileSync(join(folder, "sub/b.txt"), "b");

const directories = suite("FlyteDirectory");

directories("lists and opens the files of a local folder", async () => {
  const value = new FlyteDirectory(folder);
  assert.is(value.isStored, false);
  assert.equal(await value.list(), ["a.txt", "sub/b.txt"]);
  assert.is(await value.path(), folder);
  assert.is(await value.file("sub/b.txt").text(), "b");
});

directories("gives no file outside of itself", () => {
  const value = new FlyteDirectory("s3://bucket/dir/");
  assert.is(value.file("a/b").uri, "s3://bucket/dir/a/b");
  for (const name of ["../x", "/etc/passwd", "", "a//b", "./a"]) {
    assert.match(
      messageOf(() => value.file(name)),
      /is no path inside the directory s3:\/\/bucket\/dir\/\n {2}fix: name a file as list\(\) does/,
    );
  }
});

directories("is known by its mark, and is no data", () => {
  assert.ok(new FlyteDirectory("x") instanceof FlyteDirectory);
  assert.not.ok(new FlyteFile("x") instanceof FlyteDirectory);
  assert.is(JSON.stringify(new FlyteDirectory("x")), '{"path":"x"}');
  assert.match(
    messageOf(() => encode({ type: "object", additionalProperties: { type: "string" } }, new FlyteDirectory("x"))),
    /expected an object, got a FlyteDirectory \(x\)/,
  );
});

directories("needs a path", () => {
  assert.throws(() => new FlyteDirectory(""), /new FlyteDirectory\(\): expected a path or URI, got ""/);
});

directories("a remote one outside a run says what to do", async () => {
  const error = await refusal(() => new FlyteDirectory("s3://bucket/dir").list());
  assert.match(error.message, /The directory s3:\/\/bucket\/dir is remote.*\n {2}fix: pass the directory to a task/);
});

directories("a local one is uploaded with all its files, once, to a folder of its own", async () => {
  const raw = mkdtempSync(join(tmpdir(), "tsflyte-raw-"));
  const access = createFileAccess({ rawOutputPrefix: raw });
  const outbox = new Outbox(access);
  const codec = codecOf(struct("S", { d: directory("txt"), e: directory("") }), rootOf());
  const value = new FlyteDirectory(folder);
  const literal = codec.encode({ d: value, e: value }, place, outbox);
  await outbox.settle();
  const read = codec.decode(literal, place, access) as { readonly d: FlyteDirectory; readonly e: FlyteDirectory };
  assert.match(read.d.uri.slice(raw.length), /^\/[0-9a-f]{32}$/);
  assert.is(read.e.uri, read.d.uri);
  assert.is(read.d.isStored, true);
  assert.equal(await read.d.list(), ["a.txt", "sub/b.txt"]);
  assert.is(await read.d.file("sub/b.txt").text(), "b");
  assert.is(readFileSync(join(await read.d.path(), "a.txt"), "utf8"), "a");
});

directories("is flytekit's, as a type and as a literal, alone, in a union and in a struct", () => {
  assert.equal(typeJson(directory("jsonl")), { blob: { format: "jsonl", dimensionality: "MULTIPART" } });
  assert.equal(typeJson(nullable(directory("")))["unionType"], {
    variants: [
      { blob: { dimensionality: "MULTIPART" }, structure: { tag: "FlyteDirectory" } },
      { simple: "NONE", structure: { tag: "none" } },
    ],
  });
  assert.equal(encode(directory("jsonl"), new FlyteDirectory("s3://bucket/dir")), {
    kind: "blob",
    uri: "s3://bucket/dir",
    format: "jsonl",
    dimensionality: "multipart",
  });
  const read = roundTrip(struct("S", { d: directory("") }), { d: new FlyteDirectory("s3://b/d") }) as {
    readonly d: FlyteDirectory;
  };
  assert.is(read.d.uri, "s3://b/d");
});

directories.run();

const formats = suite("formats of files");

formats("a local file has to have the extension of its type, in any spelling of it", () => {
  const local = (format: string, path: string): unknown => encode(file(format), new FlyteFile(path));
  for (const [format, path] of [
    ["csv", "/tmp/a.csv"],
    ["csv", "/tmp/A.CSV"],
    ["jpeg", "a.jpg"],
    ["tar.gz", "a.tgz"],
    ["tar.gz", "x.y.tar.gz"],
    ["yaml", "a.yml"],
    ["csv", "/tmp/without-extension"],
    ["", "a.bin"],
    ["csv", "s3://bucket/whatever.txt"],
  ] as const) {
    local(format, path);
  }
  for (const path of ["/tmp/a.txt", "a.csv.gz", "file:///tmp/x.json"]) {
    assert.match(
      messageOf(() => local("csv", path)),
      /expected a FlyteFile<"csv">, got a FlyteFile \(/,
    );
  }
});

formats("a stored file of another format is refused, and one of no format is not", () => {
  const read = (format: string, dimensionality: "single" | "multipart" = "single"): unknown =>
    decode(file("csv"), { kind: "blob", uri: "s3://b/x", format, dimensionality });
  assert.is((read("") as FlyteFile).uri, "s3://b/x");
  assert.is((read("csv") as FlyteFile).uri, "s3://b/x");
  assert.match(
    messageOf(() => read("pdf")),
    /expected a FlyteFile<"csv">, got a file \(s3:\/\/b\/x\) of the format "pdf"/,
  );
  assert.match(
    messageOf(() => read("csv", "multipart")),
    /expected a FlyteFile<"csv">, got a directory/,
  );
});

formats("of a union the one that a local file's name says is taken, and comes back", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "tsflyte-formats-")), "b.json");
  writeFileSync(path, "{}");
  const schema = union(file("csv"), file("json"));
  const literal = encode(schema, new FlyteFile(path));
  assert.is(literal.kind === "union" && literal.value.kind === "blob" ? literal.value.format : "", "json");
  assert.ok(decode(schema, literal) instanceof FlyteFile);
  assert.match(
    messageOf(() => encode(schema, new FlyteFile("/tmp/a.txt"))),
    /expected a FlyteFile<"csv"> or a FlyteFile<"json">, got a FlyteFile \(\/tmp\/a\.txt\)/,
  );
});

formats("a file of another format is not uploaded with a directory", async () => {
  const outbox = new Outbox(createFileAccess({ rawOutputPrefix: mkdtempSync(join(tmpdir(), "tsflyte-raw-")) }));
  codecOf(directory("csv"), rootOf()).encode(new FlyteDirectory(folder), place, outbox);
  const error = await refusal(() => outbox.settle());
  assert.match(
    error.message,
    /The file .*\/a\.txt cannot stand in a FlyteDirectory<"csv">: its extension says another/,
  );
});

formats.run();
