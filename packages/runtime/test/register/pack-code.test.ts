import { chmodSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { unpackTar } from "modern-tar";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
import { type PackedCode, packCode } from "../../src/register/pack-code.ts";

const test = suite("register/pack-code");

/** Files in a folder of their own; gives its path. */
function folderOf(files: { readonly [path: string]: string }): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsflyte-pack-")));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function contentOf({ bytes }: PackedCode): Promise<{ readonly [name: string]: string }> {
  const entries = await unpackTar(gunzipSync(bytes));
  return Object.fromEntries(
    entries.map(({ header, data }) => [
      header.name,
      header.type === "symlink" ? `-> ${header.linkname}` : new TextDecoder().decode(data),
    ]),
  );
}

const project = {
  "package.json": '{"name":"x","type":"module"}',
  "dist/flows/a.js": "export {};",
  "dist/flows/b.js": "export const b = 1;",
  "dist/data.json": "{}",
};

test("auto takes what was loaded, and tells Node how to read it", async () => {
  const folder = folderOf(project);
  const packed = await packCode(join(folder, "dist"), [join(folder, "dist/flows/a.js")], "auto");
  assert.equal(await contentOf(packed), { "flows/a.js": "export {};", "package.json": '{"type":"module"}\n' });
  assert.is(packed.files, 2);
  assert.match(packed.name, /^code-[0-9a-f]{32}\.tar\.gz$/);
});

test("all takes what nothing leaves out", async () => {
  const folder = folderOf({
    ...project,
    "dist/.gitignore": "*.tmp\nlogs/",
    "dist/x.tmp": "",
    "dist/logs/y": "",
    "dist/flows/.flyteignore": "b.js",
    "dist/node_modules/z/index.js": "",
    "dist/flows/a.test.ts": "",
    "dist/flows/a.d.ts": "",
    "dist/.env": "TOKEN=1",
  });
  const packed = await packCode(join(folder, "dist"), [], "all");
  assert.equal(Object.keys(await contentOf(packed)), [
    ".gitignore",
    "data.json",
    "flows/.flyteignore",
    "flows/a.js",
    "package.json",
  ]);
});

test("what was loaded travels though it is ignored", async () => {
  const folder = folderOf({ ...project, "dist/.gitignore": "*" });
  const packed = await packCode(join(folder, "dist"), [join(folder, "dist/flows/a.js")], "all");
  assert.equal(Object.keys(await contentOf(packed)), ["flows/a.js", "package.json"]);
});

test("links that stay inside are links, others what they lead to", async () => {
  const outside = folderOf({ "shared/c.js": "c", "one.js": "1" });
  const folder = folderOf({ "package.json": "{}", "flows/a.js": "a" });
  symlinkSync("a.js", join(folder, "flows/same.js"));
  symlinkSync(join(folder, "flows"), join(folder, "again"));
  symlinkSync(join(outside, "shared"), join(folder, "shared"));
  symlinkSync(join(outside, "one.js"), join(folder, "one.js"));
  symlinkSync("nowhere", join(folder, "dangling"));
  symlinkSync(folder, join(folder, "self"));
  assert.equal(await contentOf(await packCode(folder, [], "all")), {
    again: "-> flows",
    "flows/a.js": "a",
    "flows/same.js": "-> a.js",
    "one.js": "1",
    "package.json": "{}",
    "shared/c.js": "c",
  });
});

test("the bytes follow from the content alone", async () => {
  const [one, other] = [folderOf(project), folderOf(Object.fromEntries(Object.entries(project).reverse()))];
  utimesSync(join(other, "dist/flows/a.js"), 1, 1);
  chmodSync(join(other, "dist/flows/a.js"), 0o600);
  const [a, b] = await Promise.all([one, other].map((folder) => packCode(join(folder, "dist"), [], "all")));
  assert.ok(Buffer.from(a?.bytes ?? []).equals(b?.bytes ?? Buffer.alloc(1)));
  writeFileSync(join(other, "dist/flows/a.js"), "export {}; ");
  assert.is.not((await packCode(join(other, "dist"), [], "all")).digest, a?.digest);
});

test("programs stay programs", async () => {
  const folder = folderOf({ "package.json": "{}", run: "#!/bin/sh" });
  chmodSync(join(folder, "run"), 0o755);
  const [, run] = await unpackTar(gunzipSync((await packCode(folder, [], "all")).bytes));
  assert.is(run?.header.name, "run");
  assert.is(run?.header.mode, 0o755);
});

test("leaves out files of other packages, and refuses those of its own that lie outside", async () => {
  const other = folderOf({ "package.json": "{}", "lib.js": "" });
  const folder = folderOf({ ...project, "shared/c.js": "" });
  const loaded = [join(folder, "dist/flows/a.js"), join(other, "lib.js")];
  assert.is((await packCode(join(folder, "dist"), loaded, "auto")).files, 2);
  try {
    await packCode(join(folder, "dist"), [...loaded, join(folder, "shared/c.js")], "auto");
    assert.unreachable();
  } catch (error) {
    assert.instance(error, TsflyteError);
    assert.match(String(error), /shared\/c\.js is imported, and lies outside of .*dist, from which the code travels/);
    assert.match((error as TsflyteError).remedy ?? "", /--root/);
  }
});

test.run();
