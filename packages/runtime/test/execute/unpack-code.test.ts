import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
import { unpackCode } from "../../src/execute/unpack-code.ts";
import { archiveOf, type Entry, temporaryFolder } from "./archives.ts";

const test = suite("execute/unpack-code");

async function unpack(
  entries: readonly Entry[] | Buffer,
  limits?: { bytes: number; entries: number },
): Promise<string> {
  const folder = temporaryFolder();
  const bytes = Buffer.isBuffer(entries) ? entries : await archiveOf(entries);
  await unpackCode(Readable.from([bytes]), folder, "s3://b/code.tar.gz", limits);
  return folder;
}

async function refusal(
  entries: readonly Entry[] | Buffer,
  limits?: { bytes: number; entries: number },
): Promise<string> {
  try {
    await unpack(entries, limits);
  } catch (error) {
    assert.instance(error, TsflyteError);
    assert.is((error as TsflyteError).code, "bad-document");
    return (error as TsflyteError).message;
  }
  return assert.unreachable("it was unpacked") as never;
}

test("unpacks files, folders, programs and links", async () => {
  const folder = await unpack([
    { name: "flows/", type: "directory" },
    { name: "flows/train.js", content: "export {}" },
    { name: "./bin/run", content: "#!/bin/sh", mode: 0o755 },
    { name: "flows/deep/same.js", type: "symlink", linkname: "../train.js" },
    { name: "empty/", type: "directory" },
  ]);
  assert.is(readFileSync(join(folder, "flows/train.js"), "utf8"), "export {}");
  assert.ok((statSync(join(folder, "bin/run")).mode & 0o100) !== 0);
  assert.is(readlinkSync(join(folder, "flows/deep/same.js")), "../train.js");
  assert.is(readFileSync(join(folder, "flows/deep/same.js"), "utf8"), "export {}");
  assert.ok(lstatSync(join(folder, "empty")).isDirectory());
});

test("unpacks long names and large files", async () => {
  const name = `${"folder/".repeat(20)}${"n".repeat(120)}.js`;
  const content = "x".repeat(3_000_000);
  const folder = await unpack([{ name, content, pax: { path: name } }]);
  assert.is(readFileSync(join(folder, name), "utf8").length, content.length);
});

for (const name of ["../evil.js", "/etc/passwd", "a/../../evil.js", "a\\..\\..\\evil.js", "C:/evil.js"]) {
  test(`refuses the path ${name}`, async () => {
    const text = await refusal([{ name, content: "x" }]);
    assert.match(text, `the entry ${JSON.stringify(name)} leads out of the folder that the code is unpacked into`);
  });
}

for (const [linkname, name] of [
  ["/etc", "etc"],
  ["../../out", "a/out"],
  ["..", "up"],
  ["a/b/p/../x", "q"],
  ["../c/./../x", "a/b/q"],
] as const) {
  test(`refuses a link from ${name} to ${linkname}`, async () => {
    assert.match(
      await refusal([{ name, type: "symlink", linkname }]),
      /is a link to .*, which is outside of the archive/,
    );
  });
}

test("refuses devices, pipes and hard links", async () => {
  for (const type of ["character-device", "block-device", "fifo", "link"] as const) {
    const text = await refusal([{ name: "thing", type, linkname: "other" }]);
    assert.match(text, `is a ${type}, and code is made of files, folders and symbolic links`);
  }
});

for (const [what, entries, text] of [
  [
    "a file below a link",
    [
      { name: "a", type: "symlink", linkname: "b" },
      { name: "b", type: "symlink", linkname: "." },
      { name: "a/file", content: "x" },
    ],
    /the entry "a\/file" lies below a link/,
  ],
  [
    "a link in the place of a folder",
    [
      { name: "a/file", content: "x" },
      { name: "a", type: "symlink", linkname: "b" },
    ],
    /the entry "a" is a folder and a link/,
  ],
  [
    "a file below a file",
    [
      { name: "a", content: "" },
      { name: "a/b/c", content: "x" },
    ],
    /the entry "a\/b\/c" lies below a file/,
  ],
  [
    "a file that is there twice",
    [
      { name: "a.js", content: "1" },
      { name: "./a.js", content: "2" },
    ],
    /the entry ".\/a\.js" is there twice/,
  ],
  [
    "a link that is there twice",
    [
      { name: "a", type: "symlink", linkname: "b" },
      { name: "x/../a", type: "symlink", linkname: "c" },
    ],
    /the entry "x\/..\/a" is there twice/,
  ],
] as const) {
  test(`refuses ${what}`, async () => {
    assert.match(await refusal(entries), text);
  });
}

test("takes names that differ in case alone, each as its own", async () => {
  const folder = await unpack([
    { name: "Up", type: "symlink", linkname: "." },
    { name: "up/file", content: "x" },
  ]);
  // On a disk that knows no case, the link would not be made: its place is taken.
  assert.is(readFileSync(join(folder, "up/file"), "utf8"), "x");
  assert.ok(lstatSync(join(folder, "up")).isDirectory());
});

test("refuses what unpacks to more than code is", async () => {
  const bomb = await archiveOf([{ name: "zeros", content: "\0".repeat(5_000_000) }]);
  assert.ok(bomb.length < 50_000);
  assert.match(await refusal(bomb, { bytes: 1_000_000, entries: 10 }), /unpacks to more than 1000000 bytes/);
  const many = Array.from({ length: 11 }, (_, i) => ({ name: `f${i}`, content: "" }));
  assert.match(await refusal(many, { bytes: 1_000_000, entries: 10 }), /unpacks to more than 10 entries/);
});

test("says of damaged archives that they are", async () => {
  const whole = await archiveOf([{ name: "a.js", content: "x".repeat(10_000) }]);
  const cases = [Buffer.from("no archive"), whole.subarray(0, whole.length - 20), Buffer.alloc(0)];
  for (const bytes of cases) {
    assert.match(
      await refusal(bytes),
      /s3:\/\/b\/code.tar.gz is no gzipped tar archive, or a damaged one: .+register again/s,
    );
  }
});

test("leaves out what holds no file", async () => {
  const folder = await unpack([{ name: "a.js", content: "1" }]);
  assert.equal(readdirSync(folder), ["a.js"]);
  assert.not(existsSync(join(folder, "pax")));
});

test.run();
