/** The runner of all tests: what it must never call a success. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const uvu = import.meta.resolve("uvu");
const folder = mkdtempSync(join(tmpdir(), "tsflyte-runner-"));

/** Runs the runner over a tree of test files. */
function run(
  name: string,
  files: { readonly [path: string]: string },
): { readonly status: number | null; readonly last: string; readonly output: string } {
  const root = join(folder, name);
  mkdirSync(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const args = [join(import.meta.dirname, "test.ts"), "--root", root];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, last: stdout.trimEnd().split("\n").at(-1) ?? "", output: stdout };
}

const file = (body: string): string =>
  `import { suite } from ${JSON.stringify(uvu)};\nconst t = suite("s");\n${body}\n`;

const test = suite("the test runner");

test.after(() => rmSync(folder, { recursive: true, force: true }));

test("counts what passes", () => {
  const { status, last } = run("good", {
    "packages/a/test/a.test.ts": file('t("x", () => {}); t("y", () => {}); t.run();'),
  });
  assert.is(last, "2 passed, 0 failed");
  assert.is(status, 0);
});

test("counts what fails, and shows it", () => {
  const { status, last, output } = run("bad", {
    "packages/a/test/a.test.ts": file('t("x", () => {}); t("y", () => { throw new Error("because"); }); t.run();'),
  });
  assert.is(last, "1 passed, 1 failed");
  assert.is(status, 1);
  assert.match(output, "because");
});

test("fails when there is no test file", () => {
  const { status, last } = run("none", {});
  assert.is(last, "0 passed, 1 failed");
  assert.is(status, 1);
});

test("fails for a file that forgets to run its suite", () => {
  const { status, last, output } = run("forgets", {
    "packages/a/test/a.test.ts": file('t("x", () => { throw new Error(); });'),
  });
  assert.is(last, "0 passed, 1 failed");
  assert.is(status, 1);
  assert.match(output, "registered no test");
});

test("fails for a file that throws before its tests, and for one that hangs", () => {
  const { status, last } = run("throws", {
    "packages/a/test/a.test.ts": "throw new Error('at once');",
    "packages/a/test/b.test.ts": file('t("x", () => new Promise(() => {})); t.run();'),
  });
  assert.is(last, "0 passed, 2 failed");
  assert.is(status, 1);
});

test.run();
