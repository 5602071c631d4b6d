/** Servers that are killed at any moment, and those that come after them. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isRunning } from "./is-running.ts";

const kill = suite("killed servers");
const program = join(import.meta.dirname, "killed-server.ts");

interface Ended {
  readonly phase: string;
  readonly outputs?: { readonly [name: string]: unknown };
  readonly error?: { readonly code: string; readonly message: string };
  readonly nodes: { readonly [id: string]: string };
  readonly attempts: readonly string[];
}

interface Server {
  readonly process: ChildProcess;
  readonly exited: Promise<{ readonly code: number | null; readonly text: string }>;
}

function start(folder: string, scenario: string): Server {
  const child = spawn(
    process.execPath,
    ["--conditions=source", "--disable-warning=ExperimentalWarning", program, folder, scenario],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  return { process: child, exited: new Promise((done) => child.once("close", (code) => done({ code, text }))) };
}

async function end({ exited }: Server): Promise<Ended> {
  const { text } = await exited;
  return JSON.parse(text);
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("waited too long");
    await pause(10);
  }
}

function lines(folder: string, name: string): readonly string[] {
  const file = join(folder, "image", name);
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

function inFolder(test: (folder: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), "tsflyte-kill-"));
    try {
      await test(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

kill(
  "an execution with every kind of node goes on after kills at many moments",
  inFolder(async (folder) => {
    for (let moment = 0; moment < 9; moment++) {
      const server = start(folder, "everything");
      await Promise.race([server.exited, pause(450 + moment * 51)]);
      server.process.kill("SIGKILL");
      await server.exited;
    }
    const { phase, outputs, nodes } = await end(start(folder, "everything"));
    assert.is(phase, "SUCCEEDED");
    assert.equal(outputs, { a: 5, b: [0, 1, 2], c: 5 });
    assert.ok(Object.values(nodes).every((one) => one === "SUCCEEDED"));
  }),
);

kill(
  "what a killed server has left running is ended, and its attempt counts as a fault of the platform",
  inFolder(async (folder) => {
    for (let tries = 1; tries <= 3; tries++) {
      const server = start(folder, "limited");
      await until(() => lines(folder, "pids").length === tries * 2);
      server.process.kill("SIGKILL");
      await server.exited;
    }
    const server = start(folder, "limited");
    await until(() => lines(folder, "pids").length === 8);
    server.process.kill("SIGKILL");
    await server.exited;
    const pids = lines(folder, "pids").map(Number);
    assert.ok(isRunning(pids.at(-1) ?? 0));
    const { phase, error, attempts } = await end(start(folder, "limited"));
    assert.is(phase, "FAILED");
    assert.is(error?.code, "RetriesExhausted|Interrupted");
    assert.match(error?.message ?? "", /the development server ended while this attempt ran/);
    assert.equal(attempts, ["FAILED", "FAILED", "FAILED", "FAILED"]);
    assert.equal(pids.filter(isRunning), []);
  }),
);

kill(
  "an attempt that has left whole outputs is taken as done",
  inFolder(async (folder) => {
    const server = start(folder, "finished");
    await until(() => existsSync(join(folder, "objects/metadata/p-development-e0/n0/data/0/outputs.pb")));
    server.process.kill("SIGKILL");
    await server.exited;
    const { phase, outputs } = await end(start(folder, "finished"));
    assert.is(phase, "SUCCEEDED");
    assert.equal(outputs, { a: 5 });
    assert.is(lines(folder, "runs").length, 1);
  }),
);

kill(
  "a server that ends in order ends its processes, and their attempts start over without having counted",
  inFolder(async (folder) => {
    const server = start(folder, "forever");
    await until(() => lines(folder, "pids").length === 2);
    server.process.kill("SIGINT");
    await server.exited;
    assert.equal(lines(folder, "pids").map(Number).filter(isRunning), []);
    const second = start(folder, "forever");
    await until(() => lines(folder, "pids").length === 4);
    second.process.kill("SIGUSR2");
    const { phase, attempts } = await end(second);
    assert.is(phase, "ABORTED");
    assert.equal(attempts, ["ABORTED"]);
  }),
);

kill(
  "an execution that is being aborted when the server is killed is aborted by the next one",
  inFolder(async (folder) => {
    const server = start(folder, "forever");
    await until(() => lines(folder, "pids").length === 2);
    server.process.kill("SIGUSR2");
    server.process.kill("SIGKILL");
    await server.exited;
    const next = start(folder, "forever");
    let hasEnded = false;
    void next.exited.then(() => (hasEnded = true));
    await until(() => hasEnded || lines(folder, "pids").length === 4);
    next.process.kill("SIGUSR2");
    const { phase, nodes } = await end(next);
    assert.is(phase, "ABORTED");
    assert.equal(nodes, { n0: "ABORTED" });
    assert.equal(lines(folder, "pids").map(Number).filter(isRunning), []);
  }),
);

kill.run();
