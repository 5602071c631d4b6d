/** What is registered, and registering it again. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../../runtime/src/errors/index.ts";
import { client, version } from "./platform.ts";

const tsflyte = join(import.meta.dirname, "../../../runtime/dist/bin/tsflyte.js");
const registration = JSON.parse(process.env["TSFLYTE_SUITE_REGISTRATION"] ?? "[]") as readonly string[];

function register(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [tsflyte, ...registration, ...args], { encoding: "utf8" });
}

const test = suite("registration");
test.after(() => client.close());

test("the same again is left as it is", () => {
  const { status, stdout, stderr } = register("--json", "--quiet");
  assert.is(status, 0, stderr);
  const { entities } = JSON.parse(stdout) as { entities: readonly { kind: string; outcome: string }[] };
  assert.ok(entities.length > 30);
  assert.equal([...new Set(entities.map(({ outcome }) => outcome.replace("-", " ")))], ["already registered"]);
  assert.equal([...new Set(entities.map(({ kind }) => kind))].sort(), ["launch-plan", "task", "workflow"]);
});

test("another content under the same version is refused, with what differs", () => {
  const { status, stderr } = register("--env", "SUITE_MODE=another", "--quiet");
  assert.is(status, 1);
  assert.match(stderr, /error\[different-structure\]/);
  assert.match(stderr, /SUITE_MODE/);
});

test("tasks are there with their interface, resources and command", async () => {
  const { template, interface: signature } = await client.tasks.get({ name: "basics.add", version });
  assert.equal(Object.keys(signature.inputs).sort(), ["a", "b"]);
  assert.is(signature.inputs["b"]?.description, "what is added to it");
  assert.is(template.type, "typescript-task");
  const container = template.target?.kind === "container" ? template.target : undefined;
  assert.ok(JSON.stringify(template.target).includes("tsflyte-fast-execute"), JSON.stringify(container));
});

test("workflows are there with their nodes", async () => {
  const { template, subWorkflows } = await client.workflows.get({ name: "basics.both", version });
  assert.is(template.nodes.length, 2);
  assert.equal(
    subWorkflows.map(({ id }) => id.name),
    ["basics.scaled"],
  );
});

test("launch plans are there, and inactive", async () => {
  const planned = await client.launchPlans.get({ name: "suite.planned", version });
  assert.is(planned.state, "inactive");
  assert.equal(Object.keys(planned.expectedInputs), ["n"]);
  assert.equal(Object.keys(planned.fixedInputs), ["by"]);
  assert.equal(planned.spec.labels, { suite: "tsflyte" });
});

test("a schedule starts with its launch plan, and stops with it", async () => {
  const plan = { name: "suite.hourly", version };
  await client.launchPlans.activate(plan);
  const active = await client.launchPlans.getActive({ name: plan.name });
  assert.equal([active.id.version, active.state], [version, "active"]);
  await client.launchPlans.deactivate(plan);
  assert.is((await client.launchPlans.get(plan)).state, "inactive");
});

test("versions are listed, the newest first where that is asked for", async () => {
  const versions: string[] = [];
  const sortBy = { key: "created_at", ascending: false };
  for await (const { id } of client.tasks.list({ name: "basics.add" }, { sortBy })) versions.push(id.version);
  assert.is(versions[0], version);
});

test("what is not there is said to be not there", async () => {
  const error = await client.tasks.get({ name: "basics.nothing", version }).catch((reason) => reason);
  assert.instance(error, TsflyteError);
  assert.is(error.code, "not-found");
});

test.run();
