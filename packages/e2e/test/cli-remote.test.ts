/** `tsflyte run --remote` and the commands that look at what runs, against a platform of this machine. */
import { execFileSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeProject, runCommand, startCommand, startPlatform, type TestPlatform } from "./support/remote-project.ts";
import type { Ended } from "./support/tsflyte.ts";

const flows = `/// <reference lib="esnext.temporal" />
import { existsSync } from "node:fs";
import { approve, eager, FlyteFile, launchPlan, sleep, task, waitForInput, workflow, type Int } from "@tsflyte/runtime";

export const add = task(async (a: Int, b: Int = 1): Promise<Int> => a + b);
export const twice = workflow(async (a: Int) => await add(await add(a, 2), 3));
export const daily = launchPlan(twice, { name: "daily", defaultInputs: { a: 5 }, autoActivate: true });
export const fail = task(async (text: string): Promise<string> => { throw new Error(\`no \${text}\`); });
export const failing = workflow(async (text: string) => await fail(text));
export const words = task(async (file: FlyteFile<"txt">): Promise<[words: Int, at: Date]> => [
  (await file.text()).split(/\\s+/).length, new Date(0)]);
export const gated = workflow(async (a: Int) => {
  const wanted = await waitForInput<Int>({ name: "wanted", timeout: "1h" });
  return await add(await approve(wanted, { name: "ok", timeout: "1h" }), a);
});
export const flaky = task(async (path: string): Promise<string> => {
  if (!existsSync(path)) throw new Error("there is no file yet");
  return "there";
});
export const once = workflow(async (path: string) => await flaky(path));
export const search = eager(async (limit: Int): Promise<Int> => {
  let at = 1;
  while (at < limit) at = await add(at, await twice(at));
  return at;
});
export const slow = task(async (): Promise<void> => { await new Promise((done) => setTimeout(done, 60_000)); });
export const strayed = eager(async (text: string): Promise<string> => {
  void slow().catch(() => {});
  await add(1, 2);
  return await fail(text);
});
export const stamp = task(async (at: Temporal.Instant, day: Temporal.PlainDate):
  Promise<[same: Temporal.Instant, day: Temporal.PlainDate]> => [at, day]);
export const rest = workflow(async () => { await sleep("1h"); });
`;

let folder: string;
let platform: TestPlatform;
const tsflyte = (...args: string[]): Promise<Ended> => runCommand(folder, platform.server.endpoint, args);
const remote = (...args: string[]): Promise<Ended> =>
  tsflyte("run", "--remote", "--image", "flows:1", "src/flows.ts", ...args);

const test = suite("tsflyte run --remote");
test.before(async () => {
  folder = makeProject({ "src/flows.ts": flows });
  platform = await startPlatform(folder);
});
test.after(() => platform.close());

test("registers, launches, follows, and prints outputs as a local run does", async () => {
  const { status, out, err } = await remote("twice", "--a", "4", "--wait");
  assert.is(status, 0, err);
  assert.is(out, "9\n");
  assert.match(err, /flytesnacks\/development\/f[0-9a-f]{19}: http:\/\/\S+\/console\/projects\/flytesnacks/);
  assert.match(err, /n1 succeeded \(\d+ ms\)/);
  const planned = await remote("daily", "--wait", "-q");
  assert.equal([planned.status, planned.out], [0, "10\n"], planned.err);
  for await (const { id } of platform.client.launchPlans.listActive()) assert.unreachable(`${id.name} is active`);
  const again = await remote("--json", "-q", "--wait", "add", "--a", "4");
  assert.equal([again.out, again.err], ['{\n  "o0": 5\n}\n', ""]);
});

test("sends files, and reads several outputs", async () => {
  writeFileSync(join(folder, "text.txt"), "one two three");
  const { status, out, err } = await remote("words", "--file", "text.txt", "--wait", "--json");
  assert.is(status, 0, err);
  assert.equal(JSON.parse(out), { words: 3, at: "1970-01-01T00:00:00.000Z" });
});

test("prints outputs in the types of the function", async () => {
  const { status, out, err } = await remote(
    "stamp",
    "--at",
    "2026-01-01T00:00:00.123456789Z",
    "--day",
    "2026-03-01",
    "--wait",
    "-q",
  );
  assert.is(status, 0, err);
  assert.is(out, "same: 2026-01-01T00:00:00.123456789Z\nday: 2026-03-01\n");
});

test("ends with 1 and the error where the execution fails", async () => {
  const { status, out, err } = await remote("failing", "--text", "luck", "--wait");
  assert.is(status, 1);
  assert.is(out, "");
  assert.match(err, /n0 failed \(\d+ ms\): Error: no luck\n/);
  assert.match(err, /error\[execution-failed\]: The execution flytesnacks\/development\/f\w+ ended failed: .*no luck/s);
});

test("prints the name alone where nobody waits, with labels and tags on the execution", async () => {
  const { status, out, err } = await remote(
    "add",
    "--a",
    "1",
    "--name",
    "my-run",
    "--label",
    "team=data",
    "--tag",
    "daily",
  );
  assert.is(status, 0, err);
  assert.is(out, "my-run\n");
  const { spec } = await platform.client.executions.get({ name: "my-run" });
  assert.equal(spec.labels, { team: "data" });
  assert.equal(spec.tags, ["daily"]);
});

test("an interrupt leaves the execution alone, and says so", async () => {
  const running = startCommand(folder, platform.server.endpoint, [
    ...["run", "--remote", "--image", "flows:1", "src/flows.ts", "rest", "--wait", "--name", "resting"],
  ]);
  await running.says("n0 running");
  running.interrupt();
  const { status, err } = await running.ended;
  assert.is(status, 130);
  assert.match(err, /the execution flytesnacks\/development\/resting goes on without being watched/);
  assert.match(err, /tsflyte executions watch resting follows it again/);
  assert.is((await platform.client.executions.get({ name: "resting" })).closure.phase, "running");
  assert.is((await tsflyte("executions", "abort", "resting", "--cause", "enough")).out, "resting is being aborted\n");
  const { closure } = await platform.client.execution({ name: "resting" }).wait({ pollInterval: 0.1 });
  assert.equal([closure.phase, closure.abort?.cause], ["aborted", "enough"]);
});

test("lists executions, shows one, and follows one", async () => {
  const listed = await tsflyte("executions", "list", "--phase", "failed", "--json");
  const [failed] = JSON.parse(listed.out);
  assert.is(failed.entity, "flows.failing");
  const shown = await tsflyte("executions", "get", failed.name);
  assert.match(shown.out, /phase +failed/);
  assert.match(shown.out, /inputs +\{"text":"luck"\}/);
  assert.match(shown.out, /n0 +failed +\S+ +Error: no luck\n/);
  const watched = await tsflyte("executions", "watch", failed.name);
  assert.is(watched.status, 1);
  assert.match(watched.err, /no luck/);
  assert.match(
    (await tsflyte("executions", "list", "--limit", "1")).out,
    /^name .*\n─.*\nresting +aborted +flows\.rest/,
  );
});

test("gives gates what they wait for", async () => {
  assert.is((await remote("gated", "--a", "1", "--name", "gated")).status, 0);
  const gates = async (): Promise<string> => (await tsflyte("executions", "signal", "gated")).out;
  for (let tries = 0; tries < 50 && !(await gates()).includes("wanted"); tries++);
  assert.match(await gates(), /wanted +an integer +no/);
  const wrong = await tsflyte("executions", "signal", "gated", "wanted", "many");
  assert.is(wrong.status, 2);
  assert.match(wrong.err, /wanted: .*integer/);
  assert.match(
    (await tsflyte("executions", "signal", "gated", "nothing", "1")).err,
    /has no signal "nothing"\n.*fix: it has /s,
  );
  assert.is((await tsflyte("executions", "signal", "gated", "wanted", "41")).out, "wanted has got its value\n");
  for (let tries = 0; tries < 50 && !(await gates()).includes("ok "); tries++);
  assert.is((await tsflyte("executions", "signal", "gated", "ok", "true")).status, 0);
  assert.is((await tsflyte("executions", "watch", "gated", "-q")).out, "42\n");
});

test("recovers and relaunches", async () => {
  const path = join(folder, "here");
  assert.is((await remote("once", "--path", path, "--wait", "--name", "first")).status, 1);
  writeFileSync(path, "");
  const recovered = await tsflyte("executions", "recover", "first", "--wait", "-q");
  assert.equal([recovered.status, recovered.out], [0, "there\n"], recovered.err);
  rmSync(path);
  const relaunched = await tsflyte("executions", "relaunch", "first", "--name", "second", "--wait");
  assert.is(relaunched.status, 1);
  assert.match(relaunched.err, /flytesnacks\/development\/second ended failed/);
});

test("what an eager task may call is registered with it", async () => {
  const { status, out, err } = await remote("search", "--limit", "3", "--wait", "-q");
  assert.equal([status, out], [0, "7\n"], err);
});

test("an eager task's calls are executions of their own", async () => {
  assert.is((await tsflyte("register", "src", "--image", "flows:1", "-v", "eager")).status, 0);
  const { client } = platform;
  const run = await client.execute(
    { resourceType: "task", name: "flows.search", version: "eager" },
    { limit: 20 },
    { name: "searching" },
  );
  const { closure } = await run.wait({ timeout: "120s", pollInterval: 0.2 });
  assert.is(closure.phase, "succeeded", closure.error?.message);
  assert.equal(await run.outputs(), { o0: 43 });
  const started: string[] = [];
  for await (const { id, spec } of client.executions.list()) {
    if (spec.labels["eager-exec"] !== "searching") continue;
    assert.is(spec.labels["eager-root-exec"], "searching");
    assert.is(spec.envs["_F_EE_ROOT"], "searching");
    started.push(id.name);
  }
  assert.is(started.length, 6);
  for (const name of started) assert.match(name, /^e-search-searc-(?:add|twice)-[0-9a-f]{16}$/);
});

test("an eager task that fails ends what it has started", async () => {
  const { client } = platform;
  const run = await client.execute(
    { resourceType: "workflow", name: "flows.strayed", version: "eager" },
    { text: "way" },
    { name: "strayed" },
  );
  const { closure } = await run.wait({ timeout: "120s", pollInterval: 0.2 });
  assert.is(closure.phase, "failed");
  assert.match(closure.error?.message ?? "", /no way/);
  const phases: { [entity: string]: string } = {};
  for await (const { spec, closure: child } of client.executions.list()) {
    if (spec.labels["eager-exec"] === "strayed") phases[spec.launchPlan.name] = child.phase;
  }
  assert.match(phases["flows.slow"] ?? "", /abort/);
  assert.is(phases["flows.add"], "succeeded");
});

test("lists what is registered, and starts and stops schedules", async () => {
  assert.match((await tsflyte("get", "tasks")).out, /^name\n─+\nflows\.add\n/);
  assert.match((await tsflyte("get", "tasks", "flows.add")).out, /^version +created\n/);
  const task = JSON.parse((await tsflyte("get", "tasks", "flows.add", "eager")).out);
  assert.equal([task.inputs, task.outputs], [{ a: "an integer", b: "an integer" }, { o0: "an integer" }]);
  assert.match((await tsflyte("get", "workflows", "--json")).out, /"flows\.twice"/);
  assert.is((await tsflyte("launchplan", "activate", "flows.twice", "eager")).out, "flows.twice eager is active\n");
  assert.match((await tsflyte("get", "launchplans", "--active")).out, /flows\.twice +eager +\S+ +active/);
  assert.is((await tsflyte("launchplan", "deactivate", "flows.twice")).out, "flows.twice eager is inactive\n");
  // The registration has set it active, since it says so itself.
  assert.is((await tsflyte("launchplan", "deactivate", "daily")).out, "daily eager is inactive\n");
  assert.is(
    (await tsflyte("get", "launchplans", "--active")).out,
    "There are no active launch plans in flytesnacks/development.\n",
  );
  assert.is((await tsflyte("launchplan", "deactivate", "flows.twice")).out, "flows.twice has no active version\n");
  assert.is((await tsflyte("launchplan", "deactivate", "flows.nothing")).status, 1);
  const unknown = await tsflyte("get", "tasks", "flows.nothing");
  assert.is(unknown.status, 1);
  assert.match(unknown.err, /error\[not-found\]: No version of flows\.nothing is registered/);
});

test("refuses what cannot be meant", async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["run", "--remote", "--run-dir", "x", "src/flows.ts", "add", "--a", "1"], /--run-dir is for runs on this machine/],
    [["run", "--wait", "src/flows.ts", "add", "--a", "1"], /--wait is for runs on a platform.*add --remote/s],
    [["run", "--remote", "src/flows.ts", "add", "--a", "1", "--label", "x"], /--label: expected KEY=VALUE, got "x"/],
    [["executions"], /expected what to do with executions/],
    [["executions", "wach", "x"], /did you mean watch\?/],
    [["executions", "get"], /expected get NAME/],
    [["executions", "list", "--phase", "odd"], /--phase: there is no odd/],
    [["get", "projects"], /expected tasks, workflows or launchplans, got "projects"/],
    [["launchplan", "start", "x"], /expected activate or deactivate and a name/],
  ];
  for (const [args, text] of cases) {
    const { status, err } = await tsflyte(...args);
    assert.is(status, 2, `${args.join(" ")}: ${err}`);
    assert.match(err, text);
  }
  const missing = await tsflyte("executions", "watch", "nobody");
  assert.is(missing.status, 1);
  assert.match(missing.err, /error\[not-found\]/);
});

test("keeps the commands of a package's programs where projects find them", () => {
  const version = execFileSync(join(folder, "node_modules/.bin/tsflyte"), ["--version"], { encoding: "utf8" });
  assert.match(version, /^\d+\.\d+\.\d+\n$/);
  assert.ok(existsSync(join(folder, "node_modules/.bin/tsflyte-fast-execute")));
});

test.run();
