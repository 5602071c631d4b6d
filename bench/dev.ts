/**
 * What the development server costs beside the tasks' own work: seconds until it answers, memory, and milliseconds a task for a chain
 * and a fan-out of `sh -c true`, as multiples of starting such processes with nothing around.
 *
 *     node bench/dev.ts [tasks of the chain] [elements of the fan-out]
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { numbers, type Row, report } from "./report.ts";

const [chainLength = 100, fanOut = 1000] = numbers;
const program = join(import.meta.dirname, "../packages/runtime/dist/bin/tsflyte.js");
const processes = 2 * availableParallelism();
const place = { project: "flytesnacks", domain: "development" };
const command = ["sh", "-c", "true"];
const starts = 5;
const running = new Set<ChildProcess>();

interface Server {
  readonly process: ChildProcess;
  /** Where its JSON API is. */
  readonly url: string;
  readonly seconds: number;
}

/** Starts the command, and waits until it says where it is. */
async function start(...args: readonly string[]): Promise<Server> {
  const begun = performance.now();
  const child = spawn(process.execPath, [program, "dev", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  const url = await new Promise<string>((done, fail) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      const found = /http:\S+\/api\/v1/.exec(text)?.[0];
      if (found !== undefined) done(found);
    });
    child.once("close", (code) => fail(new Error(`the server ended with ${code}: ${text}`)));
  });
  return { process: child, url, seconds: (performance.now() - begun) / 1000 };
}

function stop({ process: child }: Server): Promise<void> {
  return new Promise((done) => {
    child.once("close", () => done());
    child.kill("SIGTERM");
  });
}

function megabytes({ process: { pid } }: Server): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

/** The same process as often, so many at a time, with nothing around it: milliseconds for each. */
async function bare(count: number, atOnce: number): Promise<number> {
  const begun = performance.now();
  let left = count;
  const run = async (): Promise<void> => {
    while (left-- > 0) {
      await new Promise((done) => spawn(command[0] ?? "", command.slice(1), { stdio: "ignore" }).once("close", done));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, run));
  return (performance.now() - begun) / count;
}

const id = (resourceType: string, name: string) => ({ resourceType, ...place, name, version: "1" });

async function call(url: string, body?: object): Promise<Record<string, Record<string, unknown>>> {
  const response = await fetch(url, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as Record<string, Record<string, unknown>>;
}

/** Registers two tasks, a workflow that runs the first again and again, and one that runs the second for each of a list. */
async function register({ url }: Server): Promise<void> {
  const inputs = { variables: { xs: { type: { collectionType: { simple: "INTEGER" } } } } };
  const container = { image: "any", command };
  for (const [name, variables] of [
    ["task", {}],
    ["element", { inputs }],
  ] as const) {
    const template = { type: "container", metadata: {}, interface: variables, container };
    await call(`${url}/tasks`, { id: id("TASK", name), spec: { template } });
  }
  const taskNode = (nodeId: string, name: string, before: readonly string[] = []) => ({
    id: nodeId,
    upstreamNodeIds: before,
    taskNode: { referenceId: id("TASK", name) },
  });
  const chain = Array.from({ length: chainLength }, (_, index) =>
    taskNode(`n${index}`, "task", index === 0 ? [] : [`n${index - 1}`]),
  );
  const bindings = [{ var: "xs", binding: { promise: { nodeId: "", var: "xs" } } }];
  const fan = { id: "n0", inputs: bindings, arrayNode: { node: taskNode("inner", "element") } };
  for (const [name, template] of [
    ["chain", { interface: {}, nodes: chain }],
    ["fan", { interface: { inputs }, nodes: [fan] }],
  ] as const) {
    await call(`${url}/workflows`, { id: id("WORKFLOW", name), spec: { template } });
    await call(`${url}/launch_plans`, {
      id: id("LAUNCH_PLAN", name),
      spec: { workflowId: id("WORKFLOW", name) },
    });
  }
}

/** Milliseconds from the request to the end. */
async function run({ url }: Server, name: string, length?: number): Promise<number> {
  const literals = Array.from({ length: length ?? 0 }, (_, index) => ({
    scalar: { primitive: { integer: String(index) } },
  }));
  const begun = performance.now();
  const created = await call(`${url}/executions`, {
    ...place,
    spec: { launchPlan: id("LAUNCH_PLAN", name) },
    inputs: { literals: length === undefined ? {} : { xs: { collection: { literals } } } },
  });
  for (;;) {
    const { closure } = await call(
      `${url}/executions/${place.project}/${place.domain}/${String(created["id"]?.["name"])}`,
    );
    if (closure?.["phase"] === "SUCCEEDED") return performance.now() - begun;
    if (closure?.["phase"] === "FAILED") throw new Error(`${name} failed: ${JSON.stringify(closure)}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

const folder = mkdtempSync(join(tmpdir(), "tsflyte-bench-dev-"));
const rows: Row[] = [];
try {
  const seconds: number[] = [];
  for (let index = 0; index < starts; index++) {
    const server = await start("--folder", join(folder, "state"));
    seconds.push(server.seconds);
    await stop(server);
  }
  seconds.sort((a, b) => a - b);
  rows.push({ name: "start, median", value: seconds[starts >> 1] ?? 0, unit: "s" });

  for (const [where, ...args] of [
    ["on disk", "--folder", join(folder, "state")],
    ["in memory", "--memory"],
  ] as const) {
    const server = await start(...args);
    rows.push({ name: `memory at the start, ${where}`, value: megabytes(server), unit: "MB" });
    await register(server);
    await run(server, "chain");
    const against = "a bare process";
    const one = await bare(chainLength, 1);
    const chain = (await run(server, "chain")) / chainLength;
    rows.push({
      name: `a task of a chain of ${chainLength}, ${where}`,
      value: chain,
      unit: "ms",
      against,
      ratio: chain / one,
    });
    const many = await bare(fanOut, processes);
    const fan = (await run(server, "fan", fanOut)) / fanOut;
    const name = `an element of a fan-out of ${fanOut}, ${processes} at a time, ${where}`;
    rows.push({ name, value: fan, unit: "ms", against, ratio: fan / many });
    const tasks = 2 * chainLength + fanOut;
    rows.push({ name: `memory after ${tasks} tasks, ${where}`, value: megabytes(server), unit: "MB" });
    await stop(server);
  }
} finally {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
report("The development server, each task `sh -c true`", rows);
