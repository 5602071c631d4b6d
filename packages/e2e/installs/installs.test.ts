/**
 * One project, installed by each package manager and built with each compiler: the same metadata and the same specs, to the byte, and the
 * same results.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { codeCache, type Ended, type InstalledProject, type Installer, Installs } from "./install-project.ts";

const typescript6 = { typescript: "6.0.3", "ts-patch": "4.0.1" };
const typescript5 = { typescript: "5.9.3", "ts-patch": "3.3.0" };
const typescript7 = { typescript: "7.0.2", "@typescript/typescript6": "6.0.2" };

interface Setting {
  readonly installer: Installer;
  readonly compilers: { readonly [name: string]: string };
  /** What checks the types, and builds where ts-patch is there. */
  readonly compile: readonly string[];
}

const settings: readonly Setting[] = [
  { installer: "npm", compilers: typescript6, compile: ["tspc"] },
  { installer: "npm", compilers: typescript5, compile: ["tspc"] },
  { installer: "npm", compilers: typescript7, compile: ["tsc", "--noEmit"] },
  { installer: "pnpm", compilers: typescript6, compile: ["tspc"] },
  { installer: "pnpm", compilers: typescript7, compile: ["tsc", "--noEmit"] },
  { installer: "pnpm, hoisted", compilers: typescript6, compile: ["tspc"] },
  { installer: "yarn, Plug'n'Play", compilers: typescript6, compile: ["tspc"] },
  // TypeScript 7 does not look into the archives of Plug'n'Play, and Yarn patches the package `typescript` alone to do so.
];

/** What each of them has to give, by what it is. */
const expected = new Map<string, string>();
function assertSame(what: string, text: string): void {
  if (!expected.has(what)) expected.set(what, text);
  assert.is(text, expected.get(what), what);
}

const installs = new Installs();
const test = suite("installed packages");
test.after(() => installs.remove());

function succeeded({ status, out, err }: Ended): string {
  assert.is(status, 0, out + err);
  return out;
}

const serialize = ["serialize", "--image", "ghcr.io/acme/flows:v1", "-v", "v1"];

/** The metadata in built JavaScript. */
function metadataIn({ folder }: InstalledProject): string {
  const code = readFileSync(join(folder, "dist/flow.js"), "utf8");
  return code.match(/\{ ?"?version"?: ?1,.*\}/g)?.join("\n") ?? code;
}

/** The text of all that was kept for the next start. */
function cached({ folder }: InstalledProject): readonly string[] {
  const cache = join(folder, codeCache);
  const files = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((file) => readFileSync(join(file.parentPath, file.name), "latin1"));
}

for (const { installer, compilers, compile } of settings) {
  test(`${installer}, TypeScript ${compilers["typescript"]}`, () => {
    const project = installs.project(installer, compilers);
    const [compiler = "", ...options] = compile;
    succeeded(project.run(compiler, ...options));
    if (compiler === "tspc") {
      assertSame("metadata", metadataIn(project));
      assertSame("specs", succeeded(project.run("tsflyte", ...serialize, "dist")));
    }
    succeeded(project.run("tsflyte", "build"));
    assertSame("metadata", metadataIn(project));
    assertSame("specs", succeeded(project.run("tsflyte", ...serialize, "dist")));
    assertSame("specs", succeeded(project.run("tsflyte", ...serialize, "src")));
    assertSame("outputs", succeeded(project.run("tsflyte", "run", "src/flow.ts", "twice", "--n", "4", "-q")));
    assert.is(expected.get("outputs"), "10\n");
    const refused = project.run("tsflyte", "run", "dist/flow.js", "weigh", "--count", "-1", "--unit", "kg", "-q");
    assert.is(refused.status === 0, false);
    assertSame("what is refused", refused.err.split("\n")[0] ?? "");
    // Code that was compiled counts as long as that file is the same.
    if (installer === "yarn, Plug'n'Play") assert.ok(cached(project).some((text) => text.includes("/.pnp.cjs")));
  });
}

test.run();
