/**
 * Runs every `*.test.ts` of the workspace, each in a process of its own, and ends with `N passed, N failed`.
 * A file that registers no test, or a run without any test, is a failure: uvu alone exits with 0 then.
 * Arguments are substrings of paths: only files that contain one of them run. `--root DIR` runs the tests of another tree,
 * `--tests GLOB` those that need more than Node and are no part of a plain run.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals: patterns } = parseArgs({
  options: { root: { type: "string" }, tests: { type: "string" } },
  allowPositionals: true,
});
const root = resolve(values.root ?? join(import.meta.dirname, ".."));
const plain = ["packages/*/test/**/*.test.ts", "examples/*/test/**/*.test.ts", "scripts/*.test.ts"];
const files = globSync(values.tests ?? plain, {
  cwd: root,
  exclude: (name) => name.includes("node_modules"),
})
  .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)))
  .sort();

interface Result {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
}

/** Reads uvu's tally; a file that ends without one counts as one failure. */
function readTally(file: string, output: string, exitCode: number | null): Result {
  const total = Number(/^\s*Total:\s+(\d+)/m.exec(output)?.[1] ?? 0);
  const passed = Number(/^\s*Passed:\s+(\d+)/m.exec(output)?.[1] ?? 0);
  const failures = total - passed;
  if (total === 0) return { file, passed: 0, failed: 1, output: `${output}\n${file} registered no test` };
  return { file, passed, failed: exitCode === 0 ? failures : Math.max(failures, 1), output };
}

function runFile(file: string): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ["--conditions=source", "--disable-warning=ExperimentalWarning", join(root, file)],
      {
        cwd: root,
        env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("close", (code) => resolve(readTally(file, output, code)));
  });
}

const results: Result[] = [];
const queue = [...files];
await Promise.all(
  Array.from({ length: Math.max(2, availableParallelism()) }, async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const result = await runFile(file);
      results.push(result);
      const mark = result.failed === 0 ? "ok  " : "FAIL";
      console.log(`${mark} ${file} (${result.passed} passed, ${result.failed} failed)`);
      if (result.failed > 0) console.log(result.output);
    }
  }),
);

const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0) + (results.length === 0 ? 1 : 0);
if (results.length === 0) console.log("no test file was found");
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
