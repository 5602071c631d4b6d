/**
 * Builds every package: declarations with tsc, JavaScript with esbuild. The JavaScript of a package is a few chunks
 * instead of a file a module, because a container that starts pays for every file that it opens.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");

interface Package {
  readonly folder: string;
  /** Entry files below `src`, without extension. */
  readonly entries: readonly string[];
}

const packages: readonly Package[] = [
  { folder: "packages/runtime", entries: ["index", "metadata/index", "bin/tsflyte", "bin/tsflyte-execute"] },
  { folder: "packages/transformer", entries: ["index", "register"] },
];

for (const { folder, entries } of packages) {
  const sources = join(root, folder, "src");
  const out = join(root, folder, "dist");
  for (const file of ["chunks"]) rmSync(join(out, file), { recursive: true, force: true });
  const present = entries.filter((entry) => existsSync(join(sources, `${entry}.ts`)));
  await build({
    entryPoints: present.map((entry) => ({ in: join(sources, `${entry}.ts`), out: entry })),
    outdir: out,
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    platform: "node",
    target: "node22.15",
    packages: "external",
    sourcemap: true,
    keepNames: false,
    legalComments: "none",
    logLevel: "warning",
  });
  for (const entry of present.filter((name) => name.startsWith("bin/"))) {
    const file = join(out, `${entry}.js`);
    if (readFileSync(file, "utf8").startsWith("#!")) chmodSync(file, 0o755);
  }
}

execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b", join(root, "tsconfig.json")], {
  stdio: "inherit",
});
