/**
 * Runs the tests that build container images, where buildah works: it needs no service. In CI it is installed first, where that can be
 * done; elsewhere one line says that nothing ran.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { openStore } from "../packages/e2e/images/base-image.ts";

const root = join(import.meta.dirname, "..");

function works(): boolean {
  return spawnSync("buildah", ["--version"], { stdio: "ignore" }).status === 0;
}

if (!works() && process.env["CI"] !== undefined && process.getuid?.() === 0) {
  for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "buildah"]]) {
    spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"] });
  }
}
const args = [join(root, "scripts/test.ts"), "--tests", "packages/e2e/images/*.test.ts", ...process.argv.slice(2)];
const problem = whyNot();
if (problem !== undefined) console.log(`not run: the tests that build images, because ${problem}`);
else process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;

function whyNot(): string | undefined {
  try {
    openStore().remove();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
