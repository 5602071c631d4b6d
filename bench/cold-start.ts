/**
 * What starting a container costs: the CPU time of `tsflyte-execute` on a trivial task, from the start of the process to
 * its end, as a multiple of what `node -e 0` takes. CPU and not wall time, because other processes change the latter.
 *
 *     node scripts/build.ts && node bench/cold-start.ts [runs]
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const runs = Number(process.argv[2] ?? 30);
const root = join(import.meta.dirname, "..");
const entry = join(root, "packages/runtime/dist/bin/tsflyte-execute.js");
const tasks = join(import.meta.dirname, "tasks");
if (!existsSync(entry)) throw new Error(`${entry} is not built: run node scripts/build.ts first`);

const folder = mkdtempSync(join(tmpdir(), "tsflyte-cold-start-"));
const inputs = join(folder, "inputs.pb");
const outputs = join(folder, "out/outputs.pb");
// { a: 41 }
writeFileSync(inputs, Buffer.from("0a0b0a016112060a040a020829", "hex"));

const container = [
  ...[
    entry,
    "--inputs",
    inputs,
    "--output-prefix",
    join(folder, "out"),
    "--raw-output-data-prefix",
    join(folder, "raw"),
  ],
  ...["--resolver", "tsflyte.default", "--", "task-module", "increment", "task-name", "increment"],
];

/** CPU milliseconds, user and system, of one process, by the shell's own measurement. */
function cpuMillis(argv: readonly string[]): number {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1';
  const env = { ...process.env, TSFLYTE_ROOT: tasks, LC_ALL: "C" };
  const text = execFileSync("bash", ["-c", `{ ${script}; } 2>&1`, "bash", process.execPath, ...argv], {
    env,
    cwd: folder,
  });
  const [user = 0, system = 0] = String(text).trim().split(" ").map(Number);
  return (user + system) * 1000;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const bare: number[] = [];
const execute: number[] = [];
for (let run = 0; run < runs + 2; run++) {
  rmSync(outputs, { force: true });
  const pair = [cpuMillis(["-e", "0"]), cpuMillis(container)] as const;
  if (!existsSync(outputs)) throw new Error("the task wrote no outputs");
  // The first two only warm the disk's cache.
  if (run < 2) continue;
  bare.push(pair[0]);
  execute.push(pair[1]);
}
rmSync(folder, { recursive: true });

const describe = (name: string, values: readonly number[]): string =>
  `${name.padEnd(16)} median ${median(values).toFixed(1)} ms, least ${Math.min(...values).toFixed(1)} ms`;
console.log(`CPU time of ${runs} alternating runs, Node ${process.version}`);
console.log(describe("node -e 0", bare));
console.log(describe("tsflyte-execute", execute));
console.log(
  `ratio of medians ${(median(execute) / median(bare)).toFixed(2)}, of least ${(Math.min(...execute) / Math.min(...bare)).toFixed(2)}`,
);
