/**
 * Everything that has to hold before a change lands: one line a check, the output of those that fail, and at the end
 * `N passed, N failed` over checks and tests. `--no-tests` leaves the tests out.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = (name: string): string => join(root, "node_modules/.bin", name);
const node = process.execPath;
const tarballs = mkdtempSync(join(tmpdir(), "tsflyte-pack-"));

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

const packages = ["packages/runtime", "packages/transformer"];
const typed = [
  ...packages,
  "packages/e2e",
  "examples/03-orders",
  "examples/04-task-plugin",
  "examples/05-github-actions",
];

const checks: readonly Check[] = [
  { name: "build", command: [node, "scripts/build.ts"] },
  { name: "lint and format", command: [bin("biome"), "ci", "--error-on-warnings", "--colors=off"] },
  ...typed.map((folder) => ({
    name: `types of the tests of ${folder}`,
    command: [bin("tsc"), "-p", `${folder}/tsconfig.test.json`],
  })),
  { name: "types of the scripts", command: [bin("tsc"), "-p", "scripts"] },
  { name: "types of the benchmarks", command: [bin("tsc"), "-p", "bench"] },
  { name: "generated protobuf code", command: [node, "scripts/generate-idl.ts", "--check"] },
  { name: "API reports", command: [node, "scripts/api-report.ts", "--check"] },
  ...packages.map((folder) => ({
    name: `pack ${folder}`,
    command: ["pnpm", "--dir", folder, "pack", "--pack-destination", tarballs],
  })),
  { name: "dead code", command: [bin("knip")] },
  { name: "sizes", command: [bin("size-limit")] },
  { name: "dependencies", command: [node, "scripts/dependencies.ts"] },
];

let passed = 0;
let failed = 0;

function run({ name, command }: Check): void {
  const [program = "", ...args] = command;
  const start = performance.now();
  const result = spawnSync(program, args, { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  const ok = result.status === 0;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${ok ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (ok) passed++;
  else {
    failed++;
    console.log(`${result.error?.message ?? ""}${result.stdout ?? ""}${result.stderr ?? ""}`);
  }
}

for (const check of checks) run(check);
for (const tarball of readdirSync(tarballs).map((name) => join(tarballs, name))) {
  run({ name: `publint ${tarball}`, command: [bin("publint"), tarball, "--strict"] });
  run({ name: `attw ${tarball}`, command: [bin("attw"), tarball, "--profile", "esm-only"] });
}
rmSync(tarballs, { recursive: true, force: true });

if (!process.argv.includes("--no-tests")) {
  const tests = spawnSync(node, ["scripts/test.ts"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  console.log(tests.stdout + tests.stderr);
  const tally = /^(\d+) passed, (\d+) failed$/m.exec(tests.stdout);
  passed += Number(tally?.[1] ?? 0);
  failed += Number(tally?.[2] ?? 1);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
