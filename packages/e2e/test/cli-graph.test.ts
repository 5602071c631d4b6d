/** Graphs as text, runs that are cached, kept or interrupted. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { flows, makeFolder, program, tsflyte } from "./support/tsflyte.ts";

const folder = makeFolder("cli-graph");
const file = "src/constructs.ts";
process.env["FLYTE_LOCAL_CACHE_DIR"] = join(folder, "cache");

const graph = suite("tsflyte graph");

graph("prints a tree", () => {
  const { status, out, err } = tsflyte(["graph", file, "sized"]);
  assert.is(err, "");
  assert.is(status, 0);
  assert.equal(out.split("\n"), [
    "workflow constructs.sized(n)",
    "├─ n0 when size",
    "│  ├─ if inputs.n > 5: n0 constructs.double(n = inputs.n)",
    '│  └─ else: fail "too small"',
    "├─ n1 constructs.upTo(n = n0.o0)",
    "├─ n2 map constructs.double(n = n1.o0)",
    "└─ → o0 = n2.o0",
    "",
  ]);
});

graph("prints a flowchart, and data for machines", () => {
  assert.match(tsflyte(["graph", file, "guarded", "--format", "mermaid"]).out, /^flowchart TD\n {2}node_n0\[/);
  const { out } = tsflyte(["graph", file, "guarded", "--format", "json"]);
  const picture = JSON.parse(out) as { readonly nodes: readonly { readonly kind: string }[] };
  assert.equal(
    picture.nodes.map(({ kind }) => kind),
    ["task", "approve", "task"],
  );
});

graph("says what it expects", () => {
  const messages = [
    [["graph"], "expected a file and a workflow"],
    [["graph", file], `expected the name of a workflow behind ${file}`],
    [["graph", file, "double"], "task constructs.double has no graph"],
    [["graph", file, "sized", "--format", "svg"], 'there is no format "svg"'],
    [["graph", file, "size"], '"size"'],
  ] as const;
  for (const [args, text] of messages) {
    const { status, err } = tsflyte(args);
    assert.is(status, 2, err);
    assert.match(err, text);
  }
});

graph.run();

const run = suite("tsflyte run");

run("takes results from the cache until it is cleared", () => {
  const args = ["run", file, "double", "--n", "21"];
  assert.match(tsflyte(args).err, /doubling 21/);
  const again = tsflyte(args);
  assert.is(again.out, "42\n");
  assert.not.match(again.err, /doubling/);
  assert.match(again.err, / {2}hit {2}constructs\.double \(from the cache\)/);
  assert.match(tsflyte([...args.slice(0, 1), "--no-cache", ...args.slice(1)]).err, /doubling 21/);
  const cleared = tsflyte(["local-cache", "clear"]);
  assert.is(cleared.status, 0);
  assert.match(cleared.err, `cleared ${join(folder, "cache")}`);
  assert.is(tsflyte(["local-cache", "path"]).out, `${join(folder, "cache")}\n`);
  assert.match(tsflyte(args).err, /doubling 21/);
  assert.is(tsflyte(["local-cache", "wipe"]).status, 2);
});

run("shows branches, dynamic tasks and maps, and keeps what they took and gave", () => {
  const kept = join(folder, "kept");
  const { status, out, err } = tsflyte(["run", "--no-cache", "--run-dir", kept, file, "sized", "--n", "6", "--json"]);
  assert.is(status, 0, err);
  assert.equal(JSON.parse(out), { o0: Array.from({ length: 12 }, (_, index) => index * 4) });
  assert.match(err, / {2}ok {3}n0\/n0 constructs\.double/);
  assert.match(err, / {2}ok {3}n1\/dn11 constructs\.double/);
  assert.match(err, / {2}ok {3}n2\[11\] constructs\.double/);
  assert.ok(existsSync(join(kept, "nodes/n2[11]/outputs.json")));
  assert.match(readFileSync(join(kept, "nodes/outputs.json"), "utf8"), '"integer": "44"');
  const small = tsflyte(["run", file, "sized", "--n", "1"]);
  assert.is(small.status, 1);
  assert.match(small.err, "error[user-provided-error]: too small");
});

run("says that a gate has nobody to ask", () => {
  const { status, err } = tsflyte(["run", file, "guarded", "--n", "1"]);
  assert.is(status, 1);
  assert.match(err, 'error[gate-unanswered]: The gate "looks good" waits for an answer');
  assert.match(err, "  at node n1");
});

run("ends with 130 when it is interrupted", async () => {
  const child = spawn(process.execPath, [program, "run", file, "patient"], { cwd: flows });
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += String(chunk);
    if (err.includes("waiting") && !child.killed) child.kill("SIGINT");
  });
  const status = await new Promise((resolve) => child.on("exit", resolve));
  assert.is(status, 130);
  assert.match(err, "error[cancelled]: task constructs.patient was running when the run was cancelled");
});

run.after(() => rmSync(folder, { recursive: true, force: true }));
run.run();
