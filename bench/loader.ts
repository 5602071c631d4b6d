/**
 * What running TypeScript source costs: the CPU time of a process that imports a workflow with three imports, through the
 * Node loader and through `tsflyte run`, with nothing kept, with the compiler's code alone, and with everything. Beside it, in the same
 * run, bare Node and Node's own type stripping of the same files. The aims are milliseconds over bare Node.
 *
 *     node scripts/build.ts && node bench/loader.ts [runs]
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { numbers, type Row, report } from "./report.ts";

const runs = numbers[0] ?? 9;
const root = join(import.meta.dirname, "..");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsflyte-loader-")));
const modules = join(folder, "node_modules");

/** Copies what is published of a package: what is linked counts as the project's own sources. */
function install(name: "runtime" | "transformer"): void {
  const from = join(root, "packages", name);
  if (!existsSync(join(from, "dist/index.js")))
    throw new Error(`${from} is not built: run node scripts/build.ts first`);
  for (const part of ["dist", "package.json"]) {
    cpSync(join(from, part), join(modules, "@tsflyte", name, part), { recursive: true });
  }
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

mkdirSync(join(modules, "@tsflyte"), { recursive: true });
install("runtime");
install("transformer");
symlinkSync(realpathSync(join(root, "node_modules/typescript")), join(modules, "typescript"));
write({
  "package.json": '{ "name": "bench", "type": "module" }',
  "tsconfig.json": JSON.stringify({
    compilerOptions: { target: "es2023", module: "nodenext", strict: true, types: [], erasableSyntaxOnly: true },
  }),
  "types.ts": `import type { Int } from "@tsflyte/runtime";
export interface Row { readonly name: string; readonly price: number; readonly tags: readonly string[]; readonly when?: Date }
export interface Summary { readonly total: number; readonly rows: Int; readonly mode: "mean" | "sum" }
`,
  "numbers.ts": `import type { Row } from "./types.ts";
export function total(rows: readonly Row[]): number { return rows.reduce((sum, { price }) => sum + price, 0); }
`,
  "tasks.ts": `import { type Int, task } from "@tsflyte/runtime";
import { total } from "./numbers.ts";
import type { Row, Summary } from "./types.ts";
/** Adds rows up. */
export const summarise = task({ retries: 2 }, async (rows: Row[], mode: "mean" | "sum" = "sum"): Promise<Summary> => {
  return { total: total(rows), rows: rows.length, mode };
});
/** Makes rows. */
export const make = task((count: Int): Row[] => {
  return Array.from({ length: count }, (_, index) => ({ name: String(index), price: index, tags: [] }));
});
`,
  "flow.ts": `import { type Int, workflow } from "@tsflyte/runtime";
import { make, summarise } from "./tasks.ts";
import { total } from "./numbers.ts";
import type { Summary } from "./types.ts";
export const wf = workflow(async (count: Int = 3): Promise<Summary> => summarise(await make(count), "mean"));
export const none = total([]);
`,
  // The same without the runtime, for Node alone.
  "plain.ts":
    'import { total } from "./numbers.ts";\nimport type { Summary } from "./types.ts";\nexport const none: Summary["total"] = total([]);\n',
});

const kept = join(modules, ".cache/tsflyte");
const loader = ["--import", "@tsflyte/transformer/register", "flow.ts"];
const command = [join(modules, "@tsflyte/runtime/dist/bin/tsflyte.js"), "run", "flow.ts", "wf"];

interface Contender {
  readonly name: string;
  readonly args: readonly string[];
  /** What is taken away before each run. */
  readonly without?: string;
  /** Milliseconds over bare Node. */
  readonly aim?: number;
  readonly millis: number[];
}

const bare: Contender = { name: "node -e 0", args: ["-e", "0"], millis: [] };
const contenders: readonly Contender[] = [
  bare,
  { name: "node, types stripped, no runtime", args: ["plain.ts"], millis: [] },
  { name: "loader, nothing changed", args: loader, aim: 40, millis: [] },
  { name: "loader, no module kept", args: loader, without: join(kept, "modules"), aim: 200, millis: [] },
  { name: "loader, nothing kept at all", args: loader, without: kept, millis: [] },
  { name: "tsflyte run, nothing changed", args: command, aim: 40, millis: [] },
  { name: "tsflyte run, no module kept", args: command, without: join(kept, "modules"), aim: 200, millis: [] },
];

/** CPU milliseconds, user and system, of one process, by the shell's own measurement. */
function cpuMillis(args: readonly string[]): number {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>/dev/null';
  const text = execFileSync("bash", ["-c", `{ ${script}; } 2>&1`, "bash", process.execPath, ...args], {
    cwd: folder,
    env: { ...process.env, LC_ALL: "C", NODE_COMPILE_CACHE: join(folder, "node-compile-cache") },
  });
  const [user = 0, system = 0] = String(text).trim().split(" ").map(Number);
  return (user + system) * 1000;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

for (let run = 0; run < runs + 1; run++) {
  for (const { args, without, millis } of contenders) {
    if (without === undefined) cpuMillis(args);
    else rmSync(without, { recursive: true, force: true });
    const measured = cpuMillis(args);
    // The first only warms the disk's cache.
    if (run > 0) millis.push(measured);
  }
}
rmSync(folder, { recursive: true });

report(
  `CPU of one process on TypeScript source, the median of ${runs} alternating runs, Node ${process.version}`,
  contenders.map(({ name, millis, aim }): Row => {
    const over = `${(median(millis) - median(bare.millis)).toFixed(0)} ms over bare Node`;
    return {
      name: millis === bare.millis ? name : `${name} (${over}${aim === undefined ? "" : `, aim ${aim}`})`,
      value: median(millis),
      unit: "ms",
      ...(millis === bare.millis ? {} : { against: bare.name, ratio: median(millis) / median(bare.millis) }),
    };
  }),
);
