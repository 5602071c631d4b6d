import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type FileAccess, FlyteFile } from "../../src/types/index.ts";
import { memoryAccess } from "../support/values.ts";

const path = join(mkdtempSync(join(tmpdir(), "tsflyte-file-")), "a file.json");
writeFileSync(path, '{"é":1}');

const files = suite("FlyteFile");

for (const uri of [path, pathToFileURL(path).href]) {
  files(`reads ${uri.startsWith("file:") ? "a file: URI" : "a path"} in every way`, async () => {
    const file = new FlyteFile<"json">(uri);
    assert.is(file.uri, uri);
    assert.is(file.isStored, false);
    assert.is(await file.path(), path);
    assert.is(await file.text(), '{"é":1}');
    assert.equal(await file.json<{ é: number }>(), { é: 1 });
    assert.is((await file.bytes()).length, 8);
    const pieces: Uint8Array[] = [];
    for await (const piece of file.stream()) pieces.push(piece);
    assert.is(Buffer.concat(pieces).toString(), '{"é":1}');
  });
}

files("fetches a stored file on first use, once", async () => {
  let fetched = 0;
  const access: FileAccess = {
    ...memoryAccess(),
    get: async () => {
      fetched++;
      return path;
    },
  };
  const file = new FlyteFile("s3://bucket/key", access);
  assert.is(fetched, 0);
  await Promise.all([file.text(), file.path(), file.json()]);
  assert.is(fetched, 1);
  assert.is(file.isStored, true);
});

files("tries again after a download that failed", async () => {
  let attempts = 0;
  const access: FileAccess = {
    ...memoryAccess(),
    get: async () => {
      if (attempts++ === 0) throw new Error("unplugged");
      return path;
    },
  };
  const file = new FlyteFile("s3://bucket/key", access);
  await file.text().then(assert.unreachable, (error: Error) => assert.match(error.message, /unplugged/));
  assert.is(await file.path(), path);
});

files("a remote file outside a run says what to do", async () => {
  try {
    await new FlyteFile("s3://bucket/key").path();
    assert.unreachable();
  } catch (error) {
    const expected =
      /The file s3:\/\/bucket\/key is remote and no storage was given[\s\S]*fix: pass the file to a task/;
    assert.match((error as Error).message, expected);
  }
});

files("an empty path is refused", () => {
  assert.throws(() => new FlyteFile(""), /new FlyteFile\(\): expected a path or URI, got ""\n {2}fix: give the path/);
  assert.throws(() => new FlyteFile(undefined as never), /got undefined/);
});

files("knows its like from another copy of the package", () => {
  assert.ok({ "~tsflyte": "file" } instanceof FlyteFile);
  assert.not.ok({ uri: "x" } instanceof FlyteFile);
  assert.is(JSON.stringify({ f: new FlyteFile("s3://b/k") }), '{"f":{"path":"s3://b/k"}}');
});

files.run();
