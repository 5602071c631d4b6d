import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const program = join(import.meta.dirname, "../../src/bin/tsflyte.ts");

const test = suite("cli/dev");
let folder: string;
test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), "tsflyte-cli-dev-"));
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command, and interrupts it once it has said that it is there. */
function dev(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ["--conditions=source", program, "dev", ...args], { cwd: folder });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
    if (out.includes("Ctrl-C ends it.")) child.kill("SIGINT");
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.on("close", (status) => done({ status, out, err })));
}

test("says where it is and how clients come there, and ends in order", async () => {
  const { status, out, err } = await dev("--port", "0");
  assert.is(status, 0, err);
  const port = /Flyte's API is at localhost:(\d+), as JSON at http:\/\/localhost:\d+\/api\/v1/.exec(out)?.[1];
  assert.match(out, `export FLYTE_PLATFORM_URL=localhost:${port} FLYTE_PLATFORM_INSECURE=true`);
  assert.match(err, /go on when it is started again/);
  assert.ok(existsSync(join(folder, ".tsflyte/dev/state.sqlite")));
  assert.not(existsSync(join(folder, ".tsflyte/dev/server.pid")));
});

test("keeps no state where it is told to keep none", async () => {
  const { status, out } = await dev("--port", "0", "--memory");
  assert.is(status, 0);
  assert.match(out, /Nothing is kept when it ends/);
  assert.not(existsSync(join(folder, ".tsflyte")));
});

test("forgets the state of before", async () => {
  assert.is((await dev("--port", "0", "--folder", "state")).status, 0);
  assert.is((await dev("--port", "0", "--folder", "state", "--reset")).status, 0);
  assert.ok(existsSync(join(folder, "state/state.sqlite")));
});

test("refuses what it cannot do", async () => {
  const port = await dev("--port", "70000");
  assert.is(port.status, 2);
  assert.match(port.err, /error\[bad-argument\]: --port 70000 is no port\n {2}fix: give a number from 0 to 65535/);
  const both = await dev("--memory", "--folder", "x");
  assert.match(both.err, /--memory and --folder say where the state is, both\n {2}fix: give one of them/);
  const image = await dev("--image", "mine:1=missing");
  assert.match(image.err, /--image mine:1=missing leads nowhere: there is no .*missing\n {2}fix: name a folder/);
  const more = await dev("now");
  assert.match(more.err, /there is no "now"/);
});

test("says what it takes", async () => {
  const { status, out } = await dev("--help");
  assert.is(status, 0);
  assert.match(out, /usage: tsflyte dev/);
  assert.match(out, /--image \[NAME=\]FOLDER/);
});

test.run();
