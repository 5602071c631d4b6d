/**
 * What starting a container costs: the CPU time of `tsflyte-execute` on a trivial task, from the start of the process to
 * its end, as a multiple of what `node -e 0` takes. CPU and not wall time, because other processes change the latter.
 * The same task with constraints runs from a bundle, as one file and with its validators in it, and from the same
 * without its cache. Where `TSFLYTE_PYTHON` names a Python that has flytekit, its `pyflyte-execute` runs the task beside them.
 *
 *     node scripts/build.ts && node bench/cold-start.ts [runs]
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { numbers, type Row, report } from "./report.ts";

const [runs = 30] = numbers;
const root = join(import.meta.dirname, "..");
const entry = join(root, "packages/runtime/dist/bin/tsflyte-execute.js");
const tasks = join(import.meta.dirname, "tasks");
if (!existsSync(entry)) throw new Error(`${entry} is not built: run node scripts/build.ts first`);

const folder = mkdtempSync(join(tmpdir(), "tsflyte-cold-start-"));
const inputs = join(folder, "inputs.pb");
const outputs = join(folder, "out/outputs.pb");
// { a: 41 }
writeFileSync(inputs, Buffer.from("0a0b0a016112060a040a020829", "hex"));

const contract = [
  ...["--inputs", inputs, "--output-prefix", join(folder, "out"), "--raw-output-data-prefix", join(folder, "raw")],
  "--resolver",
];
const loader = ["--", "task-module", "increment", "task-name", "increment"];

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly millis: number[];
}

const bare: Contender = { name: "node -e 0", command: [process.execPath, "-e", "0"], millis: [] };
const ours: Contender = {
  name: "tsflyte-execute",
  command: [process.execPath, entry, ...contract, "tsflyte.default", ...loader],
  millis: [],
};
const program = join(root, "packages/runtime/dist/bin/tsflyte.js");
const bundle = join(folder, "flows.mjs");
execFileSync(process.execPath, [program, "bundle", join(tasks, "bounded.js"), "-o", bundle], { stdio: "ignore" });
const bundled: Contender = {
  name: "a bundle, with validators",
  command: [
    ...[process.execPath, bundle, "execute", ...contract, "tsflyte.default"],
    ...["--", "task-module", "bounded", "task-name", "bounded"],
  ],
  millis: [],
};
// As a Node of another version finds it.
const uncachedFolder = join(folder, "uncached");
mkdirSync(uncachedFolder);
const uncachedBundle = join(uncachedFolder, "flows.mjs");
copyFileSync(bundle, uncachedBundle);
const uncached: Contender = {
  name: "the same without its cache",
  command: bundled.command.map((word) => (word === bundle ? uncachedBundle : word)),
  millis: [],
};
const python = process.env["TSFLYTE_PYTHON"] ?? "";
const flytekits: Contender = {
  name: "pyflyte-execute",
  command: [
    join(resolve(dirname(python)), "pyflyte-execute"),
    ...[...contract, "flytekit.core.python_auto_container.default_task_resolver", ...loader],
  ],
  millis: [],
};
const executes = python === "" ? [ours, bundled, uncached] : [ours, bundled, uncached, flytekits];

/** CPU milliseconds, user and system, of one process, by the shell's own measurement. */
function cpuMillis(argv: readonly string[]): number {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1';
  const env = { ...process.env, TSFLYTE_ROOT: tasks, PYTHONPATH: tasks, LC_ALL: "C" };
  const text = execFileSync("bash", ["-c", `{ ${script}; } 2>&1`, "bash", ...argv], { env, cwd: folder });
  const [user = 0, system = 0] = String(text).trim().split(" ").map(Number);
  return (user + system) * 1000;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

for (let run = 0; run < runs + 2; run++) {
  const millis = new Map<Contender, number>([[bare, cpuMillis(bare.command)]]);
  for (const execute of executes) {
    rmSync(outputs, { force: true });
    millis.set(execute, cpuMillis(execute.command));
    if (!existsSync(outputs)) throw new Error(`${execute.name} wrote no outputs`);
  }
  // The first two only warm the disk's cache.
  if (run < 2) continue;
  for (const [contender, measured] of millis) contender.millis.push(measured);
}
rmSync(folder, { recursive: true });

const row = (contender: Contender, against?: Contender, aim?: string): Row => {
  const value = median(contender.millis);
  const compared = against === undefined ? {} : { against: against.name, ratio: value / median(against.millis) };
  return { name: contender.name, value, unit: "ms", ...compared, ...(aim === undefined ? {} : { aim }) };
};
report(`CPU of one container's process, the median of ${runs} alternating runs, Node ${process.version}`, [
  row(bare),
  row(ours, bare, "at most 1.50"),
  row(bundled, bare, "at most 1.20"),
  row(uncached, bare),
  ...(python === "" ? [] : [row(flytekits, bundled, "at least 20")]),
]);
