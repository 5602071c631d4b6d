import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { dependencyTable } from "../../../src/context/decks/dependencies.ts";

const folder = mkdtempSync(join(tmpdir(), "tsflyte-dependencies-"));
const rows = (root: string): readonly string[] =>
  [...dependencyTable(root).text.matchAll(/<tr>(?=<th scope)(.*?)<\/tr>/g)].map(([, row = ""]) =>
    row
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );

const test = suite("the dependencies of a task");

test.before(() => {
  mkdirSync(join(folder, "dist/flows"), { recursive: true });
  mkdirSync(join(folder, "node_modules/@scope/a"), { recursive: true });
  writeFileSync(join(folder, "node_modules/@scope/a/package.json"), '{ "version": "1.2.3" }');
  writeFileSync(
    join(folder, "package.json"),
    '{ "dependencies": { "b": "file:../<b>", "@scope/a": "^1.0.0" }, "devDependencies": { "c": "1" } }',
  );
});
test.after(() => rmSync(folder, { recursive: true }));

test("are those of the nearest package.json, with the versions that are installed", () => {
  assert.equal(rows(join(folder, "dist/flows")), [
    `node ${process.versions.node}`,
    "@scope/a ^1.0.0 1.2.3",
    "b file:../&lt;b&gt; bundled, or not installed",
  ]);
});

test("are Node alone where there is no package.json, or none that can be read", () => {
  const broken = join(folder, "broken");
  mkdirSync(broken);
  writeFileSync(join(broken, "package.json"), "[1");
  assert.match(dependencyTable("/nowhere/at/all").text, "There is no package.json at /nowhere/at/all or above it.");
  assert.equal(rows("/nowhere/at/all"), [`node ${process.versions.node}`]);
  assert.is(rows(broken).length, 3, "the next one above counts");
});

test.run();
