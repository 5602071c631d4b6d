/**
 * Runs the tests against storage servers of each kind. Azurite is a development dependency; the S3 server and Google's emulator
 * are written in Go and are built into `.cache/bin` once, which takes about three minutes. Without Go their tests are left
 * out, and one line says so. Arguments are substrings of paths, as those of `test.ts`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = join(root, ".cache/bin");

interface Server {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** The tests that need it. */
  readonly tests: readonly string[];
}

const servers: readonly Server[] = [
  {
    name: "versitygw",
    module: "github.com/versity/versitygw/cmd/versitygw",
    version: "v1.8.0",
    tests: ["s3", "s3-settings", "container", "memory"],
  },
  { name: "fake-gcs-server", module: "github.com/fsouza/fake-gcs-server", version: "v1.56.1", tests: ["gs"] },
];

const hasGo = spawnSync("go", ["version"], { stdio: "ignore" }).status === 0;

/** Builds a server that is not built yet; the file beside it says which version is. */
function install({ name, module, version }: Server): boolean {
  const marker = join(bin, `${name}-${version}`);
  if (existsSync(marker) && existsSync(join(bin, name))) return true;
  if (!hasGo) return false;
  console.log(`Building ${name} ${version} into .cache/bin, once`);
  mkdirSync(bin, { recursive: true });
  const env = { ...process.env, GOBIN: bin, GOFLAGS: "-buildvcs=false" };
  const { status } = spawnSync("go", ["install", `${module}@${version}`], { env, stdio: "inherit" });
  if (status !== 0) throw new Error(`${name} could not be built: see above`);
  writeFileSync(marker, "");
  return true;
}

const tests = ["azure"];
for (const server of servers) {
  if (install(server)) tests.push(...server.tests);
  else console.log(`not run: the tests against ${server.name} need Go 1.24 or later, and there is none on the PATH`);
}
const pattern = `packages/e2e/storage/{${tests.join(",")}}.test.ts`;
const { status } = spawnSync(
  process.execPath,
  [join(root, "scripts/test.ts"), "--tests", pattern, ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = status ?? 1;
