import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const packageFolder = join(import.meta.dirname, "../..");

/**
 * Builds the package into a folder as it is published, so that a test never meets an older build. Entries beyond
 * those of the compiler and of Node are built where they are named.
 */
export async function buildPackage(folder: string, entries: readonly string[] = []): Promise<void> {
  mkdirSync(folder, { recursive: true });
  cpSync(join(packageFolder, "package.json"), join(folder, "package.json"));
  await build({
    entryPoints: ["index", "build", "register", "module-compiler", ...entries].map((entry) =>
      join(packageFolder, "src", `${entry}.ts`),
    ),
    outdir: join(folder, "dist"),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22.15",
    packages: "external",
    logLevel: "silent",
  });
}
