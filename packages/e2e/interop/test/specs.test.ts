/**
 * Specs: the golden files are what flytekit writes today, ours are equal to them, and what we package is read by flytekit's
 * messages and classes without a loss.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Json, JsonObject } from "../../../runtime/src/metadata/index.ts";
import { diffSpecs, normalizeSpecs } from "../../../runtime/test/golden/compare-specs.ts";
import { FlytekitPeer, type ParsedSpec, type Specs } from "./flytekit-peer.ts";
import { built, newFolder } from "./run-task.ts";
import { serialize, tsflyte } from "./serialize.ts";

const interop = join(import.meta.dirname, "..");
const sources = join(interop, "golden_src");
const goldenSpecs = join(interop, "../../runtime/test/golden/specs");
const builtCases = join(interop, "../golden/dist");
const modules = readdirSync(sources).flatMap((name) => /^(c\d\d_\w+)\.py$/.exec(name)?.[1] ?? []);

const peer = new FlytekitPeer();

const golden = suite("golden specs");

for (const module of modules) {
  const committed = JSON.parse(readFileSync(join(goldenSpecs, `${module.slice(1)}.json`), "utf8"));

  golden(`${module}.json is what flytekit writes today`, async () => {
    const today = await peer.ask("serialize", { module, folder: sources });
    assert.equal(normalizeSpecs(today, { writer: "flytekit" }), normalizeSpecs(committed, { writer: "flytekit" }));
  });

  golden(`${module}.ts serialises to what flytekit writes today`, async () => {
    const today = await peer.ask("serialize", { module, folder: sources });
    assert.equal(diffSpecs(serialize(join(builtCases, `${module}.js`)), today), []);
  });
}

golden("has a counterpart in TypeScript for every Python module", () => {
  const flows = readdirSync(join(interop, "../golden/flows")).map((name) => name.replace(/\.ts$/, ""));
  assert.equal(
    modules.filter((module) => !flows.includes(module)),
    [],
  );
  assert.ok(modules.length >= 25);
});

/** Where flytekit's own classes drop or add something, whoever wrote it: a message that its class always writes. */
function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value as JsonObject).map(([name, member]) => [name, withoutEmpty(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => JSON.stringify(member) !== "{}"));
}

function assertLossless({ unknown, original, back }: ParsedSpec, name: string): void {
  assert.is(unknown, 0, `${name} has bytes that the messages have no field for`);
  // The name is only here to be seen in what a failure prints.
  assert.equal({ name, spec: withoutEmpty(back) }, { name, spec: withoutEmpty(original) });
}

const readers = suite("specs that flytekit reads");

/** What flytekit's classes keep of the specs: not all, whoever wrote them. */
async function throughClasses(specs: Specs): Promise<JsonObject> {
  const kept: { [kind: string]: Json[] } = {};
  for (const kind of ["tasks", "workflows", "launchPlans"] as const) {
    kept[kind] = [];
    for (const spec of specs[kind]) {
      const { unknown, back } = await peer.ask("parse_spec", { kind, spec });
      assert.is(unknown, 0);
      // Its class for launch plans is that of the spec inside.
      kept[kind].push(kind === "launchPlans" ? { ...spec, spec: back } : back);
    }
  }
  return kept;
}

for (const module of modules) {
  readers(`flytekit's classes read of ${module}.ts what they read of ${module}.py`, async () => {
    const ours = await throughClasses(serialize(join(builtCases, `${module}.js`)));
    const theirs = await throughClasses(await peer.ask("serialize", { module, folder: sources }));
    assert.equal(diffSpecs(ours, theirs), []);
  });
}

readers("every file of a package survives flytekit's messages and classes", async () => {
  const archive = newFolder("package");
  const file = join(archive, "package.tgz");
  const options = ["--image", "ghcr.io/acme/flows:v1", "-v", "v1", "-o", file];
  execFileSync(process.execPath, [tsflyte, "package", built, ...options], { stdio: "pipe" });
  execFileSync("tar", ["xzf", file, "-C", archive]);
  const files = readdirSync(archive, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".pb"));
  for (const kind of ["_1.pb", "_2.pb", "_3.pb"]) assert.ok(files.some((name) => name.endsWith(kind)));
  for (const name of files) assertLossless(await peer.ask("parse_file", { path: join(archive, name) }), name);
});

readers.after(() => peer.end());

golden.run();
readers.run();
