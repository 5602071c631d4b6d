/**
 * How large bundles are: one file with the tasks, what they import, and what runs them in a container.
 *
 *     node --conditions=source bench/bundle.ts
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { type Row, report } from "./report.ts";

const root = join(import.meta.dirname, "..");
const program = join(root, "packages/runtime/dist/bin/tsflyte.js");
const flows = [
  { name: "one task", folder: "packages/e2e/flows/bundle", file: "hello.ts", aim: "at most 100 kB" },
  { name: "examples/02-savings", folder: "examples/02-savings/src", file: "flows/savings.ts" },
  { name: "examples/03-orders", folder: "examples/03-orders/src", file: "flows/orders.ts" },
] as const;

const workspace = mkdtempSync(join(tmpdir(), "tsflyte-bench-bundle-"));
try {
  const rows = flows.flatMap(({ name, folder, file, ...rest }): readonly Row[] => {
    const place = join(root, folder);
    const out = join(workspace, "flows.mjs");
    execFileSync(process.execPath, [program, "bundle", join(place, file), "--root", place, "-o", out, "--no-copy"], {
      cwd: place,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const bytes = readFileSync(out);
    return [
      { name: `${name}, minified`, value: bytes.length / 1000, unit: "kB", ...rest },
      { name: `${name}, compressed`, value: brotliCompressSync(bytes).length / 1000, unit: "kB" },
    ];
  });
  report("Bundles with their execute entry", rows);
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
