/**
 * Holds what installing the published packages brings along: the packages, their licences, and how large they are.
 *
 *     node scripts/dependencies.ts           compare with scripts/dependencies.json
 *     node scripts/dependencies.ts --write   accept what is there now
 */
import { globSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const published = ["packages/runtime", "packages/transformer"];
const recordFile = join(import.meta.dirname, "dependencies.json");
const permissive = new Set([
  "MIT",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "(Apache-2.0 AND BSD-3-Clause)",
]);
/** A new version may be this much larger before someone has to look. */
const tolerance = 1.1;

interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly dependencies?: { readonly [name: string]: string };
}

interface Installed {
  readonly license: string;
  readonly kilobytes: number;
}

/** What npm would install for a package, without what a platform or a user chooses. */
function closureOf(folder: string): ReadonlyMap<string, Installed> {
  const found = new Map<string, Installed>();
  const visit = (from: string): void => {
    for (const name of Object.keys(readManifest(from).dependencies ?? {})) {
      if (found.has(name)) continue;
      const installed = folderOf(name, from);
      const { license = "none" } = readManifest(installed);
      found.set(name, { license, kilobytes: kilobytesOf(installed) });
      visit(installed);
    }
  };
  visit(folder);
  return found;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Looked up as Node does, since `exports` may hide a package's own description. */
function folderOf(name: string, from: string): string {
  for (const modules of createRequire(join(from, "package.json")).resolve.paths(name) ?? []) {
    try {
      return dirname(realpathSync(join(modules, name, "package.json")));
    } catch {
      // Not installed there.
    }
  }
  throw new Error(`${name}, a dependency of ${from}, is not installed`);
}

function kilobytesOf(folder: string): number {
  const files = globSync("**/*", { cwd: folder, exclude: (name) => name === "node_modules" });
  const sizes = files.map((file) => statSync(join(folder, file))).filter((file) => file.isFile());
  return Math.ceil(sizes.reduce((sum, { size }) => sum + size, 0) / 1000);
}

type Closures = { readonly [folder: string]: { readonly [name: string]: Installed } };

const current: Closures = Object.fromEntries(
  published.map((folder) => [
    folder,
    Object.fromEntries([...closureOf(join(root, folder))].sort(([a], [b]) => (a < b ? -1 : 1))),
  ]),
);

function problems(recorded: Closures): readonly string[] {
  return Object.entries(current).flatMap(([folder, packages]) =>
    Object.entries(packages).flatMap(([name, { license, kilobytes }]) => {
      const before = recorded[folder]?.[name];
      if (!permissive.has(license)) return [`${folder}: ${name} has the licence ${license}`];
      if (before === undefined) return [`${folder}: installs ${name} too (${kilobytes} kB)`];
      const grown = kilobytes > before.kilobytes * tolerance;
      return grown ? [`${folder}: ${name} has grown from ${before.kilobytes} to ${kilobytes} kB`] : [];
    }),
  );
}

if (process.argv.includes("--write")) writeFileSync(recordFile, `${JSON.stringify(current, null, 2)}\n`);
const found = problems(JSON.parse(readFileSync(recordFile, "utf8")) as Closures);
for (const [folder, packages] of Object.entries(current)) {
  const total = Object.values(packages).reduce((sum, { kilobytes }) => sum + kilobytes, 0);
  console.log(`${folder}: ${Object.keys(packages).length} packages, ${total} kB`);
}
if (found.length > 0) {
  console.log(
    `${found.join("\n")}\n  fix: do without, or run node scripts/dependencies.ts --write and say why in the commit`,
  );
  process.exitCode = 1;
}
