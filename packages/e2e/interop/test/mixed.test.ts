/** Workflows of both languages, registered by the programs of both, and run: each task in the container of its own language. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createFlyteClient, type FlyteClient } from "../../../runtime/src/client/index.ts";
import { Temporal } from "../../../runtime/src/index.ts";
import { built } from "./run-task.ts";
import { pythonImage, startTwoLanguages, type TwoLanguages } from "./two-languages.ts";

let platform: TwoLanguages;
let client: FlyteClient;

const test = suite("workflows of two languages");
test.before(async () => {
  platform = await startTwoLanguages();
  client = await createFlyteClient({
    env: {},
    configFile: false,
    overrides: { endpoint: platform.endpoint, insecure: true },
  });
});
test.after(async () => {
  client.close();
  await platform.close();
});

/** Runs what is registered under a name and version to its end. */
async function outputsOf(
  resourceType: "task" | "workflow" | "launch-plan",
  name: string,
  version: string,
  inputs: { readonly [input: string]: unknown },
): Promise<{ readonly [output: string]: unknown }> {
  const execution = await client.execute({ resourceType, name, version }, inputs);
  await execution.wait({ timeout: "2m", pollInterval: 0.1 });
  return execution.outputs();
}

test("Python's code is registered by Python", async () => {
  for (const file of ["pipeline.py", "shout.py"]) {
    const { status, out, err } = await platform.pyflyte("register", "--image", pythonImage, "--version", "py1", file);
    assert.is(status, 0, out + err);
  }
});

test("what Python has registered is listed and read", async () => {
  const tasks = await platform.tsflyte("get", "tasks");
  for (const name of ["pipeline.load", "pipeline.finish", "shout.shout"])
    assert.ok(tasks.out.includes(name), tasks.out);
  const { status, out, err } = await platform.tsflyte("get", "tasks", "shout.shout", "py1");
  assert.is(status, 0, err);
  const shout = JSON.parse(out);
  assert.equal([shout.inputs, shout.outputs], [{ text: "a string", times: "an integer" }, { o0: "a string" }]);
  const plan = JSON.parse((await platform.tsflyte("get", "launchplans", "shout.greeting", "py1")).out);
  assert.ok(JSON.stringify(plan).includes("text"), JSON.stringify(plan));
  const load = await client.tasks.get({ name: "pipeline.load", version: "py1" });
  assert.is(load.template.type, "python-task");
});

test("what Python has registered is run with values, and its outputs are read", async () => {
  assert.equal(await outputsOf("task", "shout.shout", "py1", { text: "ho", times: 3 }), { o0: "HO HO HO" });
  assert.equal(await outputsOf("workflow", "shout.shouted", "py1", { text: "ho" }), { o0: "HO" });
  assert.equal(await outputsOf("launch-plan", "shout.greeting", "py1", {}), { o0: "HI HI" });
  const { o0: batch } = await outputsOf("task", "pipeline.load", "py1", { key: "seven" });
  const { name, stage, points } = batch as { name: string; stage: string; points: { x: number; label: string }[] };
  assert.equal([name, points.length, points[2]?.label], ["b", 3, "é"]);
  assert.match(stage.toLowerCase(), "raw");
});

test("a reference says as what values are given and read", async () => {
  const { later } = (await import(`${built}/later.js`)) as typeof import("../flows/later.ts");
  const at = Temporal.Instant.from("2026-03-01T12:00:00.123456Z");
  const run = await client.execute(later, [at, Temporal.Duration.from({ hours: 1 }), 3_002_399_751_580_331n]);
  await run.wait({ timeout: "2m" });
  const [when, count] = await run.outputs();
  assert.equal([String(when), count], ["2026-03-01T13:00:00.123456Z", 9_007_199_254_740_993n]);
});

test("Python's tasks and launch plans run in a workflow of ours", async () => {
  const flows = ["mixed.js", "pipeline.js"];
  const registered = await platform.tsflyte(
    "register",
    ...flows,
    "--image",
    "ts:1",
    "-v",
    "ts1",
    "--skip-errors",
    "--root",
    ".",
  );
  assert.is(registered.status, 1);
  // A reference says what the types are, and the platform whether they are.
  assert.match(registered.err, /workflow mixed\.mistaken/);
  assert.match(registered.err, /Int|integer|INTEGER/);
  const { text, loud, rows } = await outputsOf("workflow", "mixed.through", "ts1", { key: "seven" });
  assert.match(String(text), /^b CLEAN 5 2024-02-29T12:30:15\.123000\+00:00 \[a=2\.0\/4\.0, é=6\.5\/2e\+300\]/);
  assert.equal([loud, rows], ["DONE DONE", 12]);
});

test("our tasks and launch plans run in a workflow of Python's", async () => {
  const { status, out, err } = await platform.pyflyte(
    ...["register", "--image", pythonImage, "--version", "py2", "mixed_flow.py"],
  );
  assert.is(status, 0, out + err);
  const { o0, o1 } = await outputsOf("workflow", "mixed_flow.back", "py2", { key: "seven" });
  assert.match(String(o0), /^b CLEAN 5 .* 'HÉLLO\\n' 'part' 'héllo\\n'$/);
  assert.is(o1, 22);
});

test.run();
