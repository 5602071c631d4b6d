/**
 * Runs every benchmark and prints one table. Most of them run what they compare with in the same run.
 *
 *     node bench/all.ts                     everything: ten minutes, on a machine that does nothing else
 *     node bench/all.ts --short             with little repetition, to see that they work
 *     node bench/all.ts --write FILE        also puts the table into a page, between its two marks
 *
 * With `TSFLYTE_PYTHON` naming a Python that has flytekit, flytekit runs beside.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { amount, comparison, type Row } from "./report.ts";

interface Benchmark {
  readonly file: string;
  /** Arguments of a whole run, and of a short one. */
  readonly whole: readonly string[];
  readonly short: readonly string[];
}

const benchmarks: readonly Benchmark[] = [
  { file: "transform.ts", whole: ["2"], short: ["1", "20"] },
  { file: "loader.ts", whole: [], short: ["2"] },
  { file: "watch.ts", whole: [], short: ["2"] },
  { file: "validation.ts", whole: [], short: ["2"] },
  { file: "types.ts", whole: [], short: ["2"] },
  { file: "cold-start.ts", whole: ["30"], short: ["2"] },
  { file: "bundle.ts", whole: [], short: [] },
  { file: "register.ts", whole: ["100", "1000"], short: ["100"] },
  { file: "local.ts", whole: [], short: ["1"] },
  { file: "dev.ts", whole: [], short: ["10", "20"] },
];

const short = process.argv.includes("--short");
const target = process.argv.includes("--write") ? process.argv.at(-1) : undefined;
const marks = ["<!-- figures -->", "<!-- end of figures -->"] as const;

interface Result {
  readonly heading: string;
  readonly rows: readonly Row[];
}

function run({ file, whole, short: few }: Benchmark): readonly Result[] {
  const args = ["--conditions=source", join(import.meta.dirname, file), ...(short ? few : whole), "--json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`bench/${file} ended with ${status}:\n${stderr.slice(-2000)}`);
  const lines = stdout.split("\n").filter((line) => line.startsWith('{"heading"'));
  if (lines.length === 0) throw new Error(`bench/${file} reported nothing`);
  return lines.map((line) => JSON.parse(line) as Result);
}

function table({ heading, rows }: Result): string {
  const lines = rows.map((row) => `| ${row.name} | ${amount(row)} | ${comparison(row)} |`);
  return [`### ${heading}`, "", "| | | |", "| --- | ---: | --- |", ...lines, ""].join("\n");
}

const [processor] = cpus();
const machine = `${cpus().length} cores (${processor?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ${process.platform} ${process.arch}`;
const parts = [`Machine: ${machine}.`, ""];
for (const benchmark of benchmarks) {
  const text = run(benchmark).map(table).join("\n");
  console.log(text);
  parts.push(text);
}
if (target !== undefined) {
  const page = readFileSync(target, "utf8");
  const [before, rest] = page.split(marks[0]);
  const after = rest?.split(marks[1])[1];
  if (before === undefined || after === undefined) throw new Error(`${target} has no ${marks.join(" and ")}`);
  writeFileSync(target, `${before}${marks[0]}\n\n${parts.join("\n")}\n${marks[1]}${after}`);
}
