/**
 * What a local run costs beside the tasks' own work: microseconds a task for calls, chains and maps, and milliseconds to compile workflows.
 * With a Python that has flytekit, flytekit does the same in the same run.
 *
 *     node --conditions=source bench/local.ts [repetitions]
 *     TSFLYTE_PYTHON=.venv/bin/python node --conditions=source bench/local.ts
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { workflowTemplate } from "../packages/runtime/src/compile/index.ts";
import { type Invocation, mapTask, type Task, task, type Workflow, workflow } from "../packages/runtime/src/index.ts";
import type { Metadata, MetadataKind, Schema } from "../packages/runtime/src/metadata/index.ts";
import { localSettings } from "../packages/runtime/src/settings/index.ts";
import { numbers, type Row, report } from "./report.ts";

const [repetitions = 5] = numbers;
const int: Schema = { type: "integer" };
const list: Schema = { type: "array", items: int };

/** What the transformer would embed. */
function metadata(
  kind: MetadataKind,
  name: string,
  inputs: { readonly [name: string]: Schema },
  output: Schema,
): Metadata {
  const object = { type: "object", additionalProperties: false } as const;
  return {
    version: 1,
    kind,
    module: "bench",
    name,
    source: { file: "bench.ts", line: 1, column: 1 },
    inputStyle: "positional",
    outputStyle: "value",
    inputs: { ...object, properties: inputs, required: Object.keys(inputs) },
    outputs: { ...object, properties: { o0: output }, required: ["o0"] },
  };
}

type Define = (fn: unknown, embedded: Metadata) => unknown;
const inc = (task as Define)(async (a: number) => a + 1, metadata("task", "inc", { a: int }, int)) as Task<
  (a: number) => Promise<number>
>;

let defined = 0;

/** Workflows compile once, so each measurement has its own. */
function define(body: () => unknown, output: Schema): Workflow<() => Promise<unknown>> {
  return (workflow as Define)(body, metadata("workflow", `flow${defined++}`, {}, output)) as Workflow<
    () => Promise<unknown>
  >;
}

function chainOf(length: number): Workflow<() => Promise<unknown>> {
  return define(async () => {
    let last: Invocation<number> = inc(0);
    for (let index = 1; index < length; index++) last = inc(last);
    return last;
  }, int);
}

function mapOf(length: number): Workflow<() => Promise<unknown>> {
  const values = Array.from({ length }, (_, index) => index);
  return define(async () => mapTask(inc)(values), list);
}

interface Case {
  readonly name: string;
  /** What the time is divided by. */
  readonly count: number;
  /** Makes what is measured. */
  readonly prepare: () => () => Promise<unknown>;
}

const compiling = (length: number): Case => ({
  name: `compile ${length.toLocaleString("en")} nodes`,
  count: length,
  prepare: () => {
    const flow = chainOf(length);
    return () => workflowTemplate(flow, localSettings);
  },
});

/** The first run of a workflow also compiles it, in both systems. */
const running = (name: string, count: number, flow: () => Workflow<() => Promise<unknown>>): Case => ({
  name,
  count,
  prepare: () => {
    const made = flow();
    return async () => made();
  },
});

const cases: readonly Case[] = [
  {
    name: "10,000 calls",
    count: 10_000,
    prepare: () => async () => {
      for (let index = 0; index < 10_000; index++) await inc(index);
    },
  },
  running("a chain of 100", 100, () => chainOf(100)),
  running("a chain of 1,000", 1000, () => chainOf(1000)),
  running("a map of 10,000", 10_000, () => mapOf(10_000)),
  compiling(1000),
  compiling(10_000),
];

/** Milliseconds that flytekit takes, by name; nothing without a Python that has it. */
function measureFlytekit(): { readonly [name: string]: number } {
  const python = process.env["TSFLYTE_PYTHON"];
  if (python === undefined || python === "") return {};
  const script = join(import.meta.dirname, "flytekit_local.py");
  const text = execFileSync(python, [script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return JSON.parse(text.trim().split("\n").at(-1) ?? "{}") as { readonly [name: string]: number };
}

/** Milliseconds, the least of the repetitions. */
async function measure({ prepare }: Case): Promise<number> {
  const times: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const work = prepare();
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

const flytekit = measureFlytekit();
const rows: Row[] = [];
for (const item of cases) {
  const least = await measure(item);
  const other = flytekit[item.name];
  rows.push({
    name: item.name,
    value: (least / item.count) * 1000,
    unit: "µs",
    ...(other === undefined ? {} : { against: "flytekit", ratio: least / other, aim: "at most 0.1" }),
  });
}
report(`Local runs, microseconds a task or node, the least of ${repetitions} runs`, rows);
