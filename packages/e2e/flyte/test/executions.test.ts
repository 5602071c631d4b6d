/** Executions: started, followed, ended and repeated. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../../runtime/src/errors/index.ts";
import {
  client,
  ended,
  eventually,
  failureOf,
  flows,
  launch,
  newName,
  nodesOf,
  outputsOf,
  type Run,
  version,
} from "./platform.ts";

const test = suite("executions");
test.after(() => client.close());

test("a task on its own", async () => {
  assert.equal(await outputsOf("basics.add", { a: 40, b: 2 }, { kind: "task" }), { o0: 42 });
});

test("entities of the program, with their defaults and the types of their functions", async () => {
  const { add, scaled } = await flows<typeof import("../src/basics.ts")>("basics");
  const whole = await client.execute(scaled, [7], { version });
  await ended(whole as Run);
  const { sum, rest } = await whole.outputs();
  assert.equal([sum, rest], [5, 1]);
  const single = await client.execute(add, [41], { version });
  await ended(single as unknown as Run);
  const total: number = await single.outputs();
  assert.is(total, 42);
});

test("a workflow, node by node", async () => {
  const run = await launch("basics.scaled", { n: 9, by: 10 });
  assert.is((await ended(run)).closure.phase, "succeeded");
  assert.equal(await run.outputs(), { sum: 14, rest: 1 });
  const nodes = await nodesOf(run);
  assert.is(nodes.get("n0")?.closure.phase, "succeeded");
  assert.is(nodes.get("n1")?.closure.phase, "succeeded");
});

test("a launch plan, with its fixed and default inputs", async () => {
  assert.equal(await outputsOf("suite.planned", {}, { kind: "launch-plan" }), { sum: 104, rest: 0 });
  const error = await launch("suite.planned", { by: 1 }, { kind: "launch-plan" }).catch((reason) => reason);
  assert.instance(error, TsflyteError);
  assert.is(error.code, "unknown-input");
});

test("a sub-workflow and an execution inside of one", async () => {
  const run = await launch("basics.both", { n: 6 });
  await ended(run);
  assert.equal(await run.outputs(), { o0: [5, 103] });
  const [inside, outside] = [...(await nodesOf(run)).values()].filter(({ metadata }) =>
    /^n\d/.test(metadata.specNodeId),
  );
  assert.ok([inside, outside].some((node) => node?.closure.workflowExecutionId !== undefined));
});

test("labels, environment and name reach it", async () => {
  const name = newName("named");
  const run = await launch(
    "basics.whoAmI",
    {},
    { kind: "task", name, labels: { suite: "labels" }, envs: { SUITE_MODE: "given" } },
  );
  const { spec } = await ended(run);
  assert.is(spec.labels["suite"], "labels");
  const { execution, task, mode } = await run.outputs();
  assert.equal([execution, task], [name, "basics.whoAmI"]);
  assert.ok(mode === "given" || mode === "registered");
});

test("a name is given once", async () => {
  const name = newName("twice");
  await ended(await launch("basics.add", { a: 1, b: 1 }, { kind: "task", name }));
  const error = await launch("basics.add", { a: 1, b: 1 }, { kind: "task", name }).catch((reason) => reason);
  assert.is((error as TsflyteError).code, "already-exists");
});

test("wrong inputs are refused", async () => {
  for (const [inputs, code] of [
    [{}, "missing-input"],
    [{ a: "one", b: 1 }, "wrong-type"],
    [{ a: 1, b: 1, c: 1 }, "unknown-input"],
  ] as const) {
    const error = await launch("basics.add", inputs, { kind: "task" }).catch((reason) => reason);
    assert.is((error as TsflyteError).code, code);
  }
});

test("is aborted, with the reason", async () => {
  const run = await launch("basics.waits", {});
  await eventually(async () => {
    const node = (await nodesOf(run)).get("n0");
    return node?.closure.phase === "running" ? node : undefined;
  }, "the task runs");
  await run.abort("enough");
  const { closure } = await ended(run);
  assert.equal([closure.phase, closure.abort?.cause], ["aborted", "enough"]);
  const node = await eventually(async () => {
    const found = (await nodesOf(run)).get("n0");
    return found?.closure.phase === "running" ? undefined : found;
  }, "the task ends");
  assert.ok(["aborted", "failed"].includes(node.closure.phase), node.closure.phase);
});

test("is relaunched from the start, and recovered from what failed", async () => {
  const name = newName("fails");
  const { run, message } = await failureOf("failures.repeatable", { execution: name }, { name });
  assert.match(message, `not in ${name}`);
  const relaunched = await run.relaunch({ name: newName("again") });
  assert.is((await ended(relaunched)).closure.phase, "succeeded");
  assert.equal(await relaunched.outputs(), { o0: 7 });
  const recovered = await run.recover({ name: newName("recovered") });
  const { spec, closure } = await ended(recovered);
  assert.equal([closure.phase, spec.metadata?.mode], ["succeeded", "recovered"]);
  assert.is((await nodesOf(recovered)).get("n0")?.closure.phase, "recovered");
  assert.is((await nodesOf(recovered)).get("n1")?.closure.phase, "succeeded");
});

test("executions are listed, the newest first where that is asked for", async () => {
  const run = await launch("basics.add", { a: 2, b: 1 }, { kind: "task" });
  const sortBy = { key: "created_at", ascending: false };
  const found = await eventually(async () => {
    for await (const { id } of client.executions.list({}, { limit: 100, sortBy }))
      if (id.name === run.id.name) return id;
    return undefined;
  }, "the execution is listed");
  assert.equal([found.project, found.domain], [client.project, client.domain]);
  await ended(run);
});

test.run();
