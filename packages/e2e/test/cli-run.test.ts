/** What a run prints, and how it ends. */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { buildFlows, flows, makeFolder, program, tsflyte } from "./support/tsflyte.ts";

const folder = makeFolder("cli-run");
const outputs = join(folder, "outputs.js");

const test = suite("tsflyte run");

test.before(() => buildFlows(folder));
test.after(() => rmSync(folder, { recursive: true, force: true }));

test("prints records as a table, whatever the width of their letters", () => {
  assert.equal(tsflyte(["run", "-q", outputs, "rows"]).out.split("\n"), [
    "city    people  since",
    "────  ────────  ────────────────────────",
    "Oslo    717710  1048-01-01T00:00:00.000Z",
    "東京  13960000  1457-01-01T00:00:00.000Z",
    "",
  ]);
});

test("prints JSON for machines, with texts for what JSON has no number for", () => {
  assert.equal(JSON.parse(tsflyte(["run", "-q", outputs, "hard", "--json"]).out), {
    big: "9007199254740993",
    small: 3,
    nan: "NaN",
    infinite: "-Infinity",
    when: "2024-02-29T12:00:00.123Z",
    missing: null,
  });
  assert.is(tsflyte(["run", "--json", outputs, "noisy"]).out, '{\n  "o0": "result"\n}\n');
});

test("keeps standard output for the result: what tasks print goes to standard error", () => {
  const { out, err } = tsflyte(["run", outputs, "all"]);
  assert.match(out, /^table:\n {2}city .*\ntext: result\n$/s);
  assert.match(err, /a line that the task prints/);
  assert.match(err, / {2}ok {3}n1 outputs\.noisy \(\d+ ms\)/);
});

test("gives the same from source and from built JavaScript", () => {
  assert.is(tsflyte(["run", "-q", "src/outputs.ts", "hard"]).out, tsflyte(["run", "-q", outputs, "hard"]).out);
});

test("names task, node, line and message of a failure", () => {
  for (const file of ["src/failing.ts", join(folder, "failing.js")]) {
    const { status, out, err } = tsflyte(["run", file, "roots", "--value", "-3"]);
    assert.is(status, 1);
    assert.is(out, "");
    assert.match(err, /error\[task-failed\]: task failing\.root failed: RangeError: negative: -3/);
    assert.match(err, /at src\/failing\.ts:5:24/);
    assert.match(err, /at node first-root/);
    assert.match(err, /at task failing\.root \(failing\.ts:\d+:\d+\)/);
    assert.not.match(err, /node:internal|chunks/);
  }
});

test("names a task that fails alone, and one that throws no error", () => {
  const alone = tsflyte(["run", "src/failing.ts", "root", "--value", "-3"]);
  assert.is(alone.status, 1);
  assert.match(alone.err, /task failing\.root failed: RangeError: negative: -3\n {2}at src\/failing\.ts:5:24/);
  const bare = tsflyte(["run", "src/failing.ts", "thrower"]);
  assert.is(bare.status, 1);
  assert.match(bare.err, /task failing\.thrower failed: .*a bare text/);
});

test("shows the stack in the TypeScript source with --debug, wherever it stands", () => {
  const file = join(folder, "failing.js");
  for (const args of [
    ["run", "--debug", file, "root", "--value", "-3"],
    ["run", file, "root", "--value", "-3", "--debug"],
  ]) {
    assert.match(tsflyte(args).err, /caused by RangeError: negative: -3\n\s+at checked \(.*src\/failing\.ts:5:24\)/);
  }
});

test("says which output is not what the task promised", () => {
  const { status, err } = tsflyte(["run", "src/failing.ts", "liar"]);
  assert.is(status, 1);
  assert.match(err, /error\[wrong-type\]: .*task failing\.liar.*expected an integer, got the number 1\.5/);
});

test("fails when user code ends the process, leaves a rejection, or waits for nothing", () => {
  const file = join(folder, "ends.js");
  const quits = tsflyte(["run", file, "quits"]);
  assert.is(quits.status, 1);
  assert.match(quits.err, /called process\.exit\(0\) before it was done/);
  const hangs = tsflyte(["run", file, "hangs"]);
  assert.is(hangs.status, 1);
  assert.match(hangs.err, /nothing is left to happen, and ends\.hangs has not ended/);
  const rejects = tsflyte(["run", file, "rejects"]);
  assert.is(rejects.status, 1);
  assert.match(rejects.err, /error: Error: nobody waits for this\n {2}at src\/ends\.ts/);
});

test("ends when the run has ended, whatever timers are left", () => {
  assert.is(tsflyte(["run", "-q", join(folder, "ends.js"), "leaves"]).out, "done\n");
});

interface Signalled {
  readonly status: number | null;
  readonly signal: string | null;
  readonly err: string;
}

function start(args: readonly string[], act: (child: ReturnType<typeof spawn>) => void): Promise<Signalled> {
  const child = spawn(process.execPath, [program, ...args], { cwd: flows, stdio: ["ignore", "pipe", "pipe"] });
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  act(child);
  return new Promise((resolve) => child.on("close", (status, signal) => resolve({ status, signal, err })));
}

test("is silent when the reader of its output leaves", async () => {
  const { status, err } = await start(["run", "-q", outputs, "long", "--lines", "300000"], (child) => {
    child.stdout?.once("data", () => child.stdout?.destroy());
  });
  assert.is(status, 0);
  assert.is(err, "");
});

test("ends with 130 after Ctrl-C, without a stack", async () => {
  const { status, err } = await start(["run", join(folder, "failing.js"), "sleeper"], (child) => {
    child.stderr?.on("data", (chunk) => {
      if (String(chunk).includes("sleeping")) child.kill("SIGINT");
    });
  });
  assert.is(status, 130);
  assert.match(err, "error[cancelled]: task failing.sleeper was running when the run was cancelled");
  assert.not.match(err, /\n\s+at (?!task )/);
});

test("lists the entities of a file, and those that it exports from elsewhere", () => {
  const { status, out } = tsflyte(["run", "--help", "src/modules/index.ts"]);
  assert.is(status, 0);
  assert.match(
    out,
    /entities:\n {2}quadruple {2}workflow {2}Doubles twice\.\n {2}double {5}task {6}Used by the other module\./,
  );
});

test("lists the inputs of an entity with type, default and description, and runs nothing", () => {
  for (const args of [
    ["run", "src/inputs.ts", "greet", "--help"],
    ["run", "--help", "src/inputs.ts", "greet"],
    ["run", "src/inputs.ts", "greet", "-h"],
  ]) {
    const { status, out, err } = tsflyte(args);
    assert.is(status, 0);
    assert.is(err, "");
    assert.match(out, /task inputs\.greet: Greets somebody\.\n\nThe greeting is in English\.\n/);
    assert.match(out, /--name TEXT {5}whom to greet; string; required\n/);
    assert.match(out, /--times NUMBER {2}how often; integer; default 1\n/);
    assert.match(out, /--\[no-\]loud {5}in capitals; boolean; default false\n/);
    assert.match(out, /--color VALUE {3}one of "blue", "green", "red"; default "red"\n/);
  }
});

test("helps on every level, and tells its version", () => {
  assert.match(tsflyte(["--help"]).out, /commands:\n {2}run/);
  assert.is(tsflyte(["help", "run"]).out, tsflyte(["run", "--help"]).out);
  assert.match(tsflyte(["help", "package"]).out, /--output FILE/);
  assert.match(tsflyte(["serialize", "-h"]).out, /--image IMAGE/);
  assert.match(tsflyte(["--version"]).out, /^\d+\.\d+\.\d+/);
});

test("refuses a command line that makes no sense", () => {
  const cases = [
    [[], /usage: tsflyte COMMAND/],
    [["runn"], /did you mean tsflyte run\?/],
    [["run"], /expected a file and an entity/],
    [["run", "src/outputs.ts"], /expected the name of an entity .*\n.*rows, hard/],
    [["run", "src/outputs.ts", "row"], /defines no "row"\n.*it defines rows/],
    [["run", "--halp"], /there is no option --halp\n {2}fix: did you mean --help\?/],
    [["run", "--root", "nope", "src/outputs.ts", "rows"], /there is no folder nope/],
    [["serialize", "-v", "1", "-v", "2", "src"], /--version is given twice/],
    [["serialize"], /expected a file or folder/],
  ] as const;
  for (const [args, text] of cases) {
    const { status, out, err } = tsflyte(args);
    assert.is(status, 2, args.join(" "));
    assert.is(out, "");
    assert.match(err, text);
  }
});

test.run();
