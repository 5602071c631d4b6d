import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { filesOfPackages, packagesBeside } from "../../src/bundle/copy-packages.ts";
import { packageNameOf } from "../../src/bundle/external-packages.ts";
import { exportedNames } from "../../src/bundle/runtime-plugin.ts";

/** Installs packages; gives their folder. */
function install(
  packages: { readonly [path: string]: object },
  files: { readonly [path: string]: string } = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-packages-"));
  for (const [path, facts] of Object.entries(packages)) {
    mkdirSync(join(folder, "node_modules", path), { recursive: true });
    writeFileSync(join(folder, "node_modules", path, "package.json"), JSON.stringify(facts));
  }
  for (const [path, hex] of Object.entries(files)) {
    writeFileSync(join(folder, "node_modules", path), Buffer.from(hex, "hex"));
  }
  return join(folder, "node_modules");
}

const external = (folder: string, name: string) =>
  [{ name, version: "1.0.0", folder: join(folder, name), why: "named" }] as const;

const test = suite("packages beside a bundle");

test("come with all that they depend on, each version where Node finds it", () => {
  const folder = install({
    top: {
      name: "top",
      version: "1.0.0",
      dependencies: { one: "1", two: "1" },
      optionalDependencies: { nowhere: "1" },
    },
    one: { name: "one", version: "1.0.0" },
    two: { name: "two", version: "1.0.0", dependencies: { one: "2", top: "1" } },
    "two/node_modules/one": { name: "one", version: "2.0.0" },
  });
  const placed = packagesBeside(external(folder, "top"));
  assert.equal(
    placed.map(({ path, version }) => `${path}@${version}`),
    [
      "node_modules/one@1.0.0",
      "node_modules/top@1.0.0",
      "node_modules/two@1.0.0",
      "node_modules/two/node_modules/one@2.0.0",
    ],
  );
  assert.equal(
    filesOfPackages(placed).map(({ path }) => path),
    placed.map(({ path }) => `${path}/package.json`),
  );
});

test("may hold native code of several systems, Linux among them", () => {
  const packages = { n: { name: "n", version: "1.0.0" } };
  const both = install(packages, { "n/linux.node": "7f454c46", "n/mac.node": "cffaedfe" });
  assert.is(filesOfPackages(packagesBeside(external(both, "n"))).length, 3);
  const windows = install(packages, { "n/win.node": "4d5a9000" });
  assert.throws(
    () => filesOfPackages(packagesBeside(external(windows, "n"))),
    /The package n holds native code for Windows \(node_modules\/n\/win\.node\), and containers run on Linux\n {2}fix: bundle on Linux, or install n in the image/,
  );
});

test("are named by the first parts of what is imported", () => {
  assert.is(packageNameOf("sharp"), "sharp");
  assert.is(packageNameOf("sharp/lib/x.js"), "sharp");
  assert.is(packageNameOf("@aws-sdk/client-s3/dist"), "@aws-sdk/client-s3");
});

test("know what a module exports, types left out", () => {
  const code =
    "export function a() {}\nexport const b = 1;\nexport { c, type D, e as f };\nexport async function g() {}\n";
  assert.equal(exportedNames(code), ["a", "b", "g", "c", "f"]);
});

test.run();
