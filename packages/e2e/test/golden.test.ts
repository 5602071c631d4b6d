/**
 * The same workflows in TypeScript and in Python give the same specs: `golden/flows` holds ours, and the golden files what
 * flytekit wrote of its own. The rules under which the two may differ stand in `spec-rules.ts`.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { diffSpecs } from "../../runtime/test/golden/compare-specs.ts";

const root = join(import.meta.dirname, "..");
const flows = join(root, "golden/flows");
const built = join(root, "golden/dist");
const goldenSpecs = join(root, "../runtime/test/golden/specs");
const bin = join(root, "../runtime/dist/bin/tsflyte.js");
const cases = readdirSync(flows).filter((name) => name.endsWith(".ts"));

function serialize(file: string): string {
  const images = ["--image", "ghcr.io/acme/flows:v1", "--image", "other=ghcr.io/acme/other:v9"];
  const args = [bin, "serialize", file, "--json", "-p", "flytesnacks", "-d", "development", "-v", "v1", ...images];
  return execFileSync(process.execPath, args, { encoding: "utf8", cwd: root, stdio: ["ignore", "pipe", "ignore"] });
}

/** Names that are words of TypeScript's, as flytekit wrote them. */
function withPythonNames(specs: string, name: string): string {
  return name === "c16_map.ts" ? specs.replaceAll("void_", "void") : specs;
}

function goldenOf(name: string): string {
  return readFileSync(join(goldenSpecs, name.replace(/^c(.*)\.ts$/, "$1.json")), "utf8");
}

const test = suite("golden specs");

test.before(() => {
  rmSync(built, { recursive: true, force: true });
  execFileSync(join(root, "node_modules/.bin/tspc"), ["-p", join(root, "golden")], { stdio: "inherit" });
});

for (const name of cases) {
  test(`${name} built with tspc serialises to what flytekit wrote`, () => {
    const ours = JSON.parse(withPythonNames(serialize(join(built, name.replace(/\.ts$/, ".js"))), name));
    assert.equal(diffSpecs(ours, JSON.parse(goldenOf(name))), []);
  });

  test(`${name} as source gives the same bytes as built`, () => {
    assert.is(serialize(join(flows, name)), serialize(join(built, name.replace(/\.ts$/, ".js"))));
  });
}

test("covers every golden case that has workflows in TypeScript", () => {
  assert.is(cases.length >= 14, true);
});

test.run();
