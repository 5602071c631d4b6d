/** Branches, maps, dynamic and eager tasks, gates. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Literal } from "../../../runtime/src/model/index.ts";
import { client, ended, eventually, failureOf, hasEagerTasks, launch, outputsOf, type Run } from "./platform.ts";

const test = suite("constructs");
test.after(() => client.close());

test("branches take the case whose condition holds", async () => {
  const cases = [
    [{ n: 5, unit: "one" }, 5],
    [{ n: 12, unit: "dozen" }, 100],
    [{ n: 20, unit: "dozen" }, 240],
    [{ n: 20, unit: "one" }, 200],
  ] as const;
  const found = await Promise.all(cases.map(([inputs]) => outputsOf("constructs.sized", inputs)));
  assert.equal(
    found,
    cases.map(([, o0]) => ({ o0 })),
  );
});

test("maps run once for each element, and some may fail", async () => {
  const [all, some, none] = await Promise.all([
    outputsOf("constructs.mapped", { ns: [1, 2, 3], by: 10 }),
    outputsOf("constructs.mapped", { ns: [1, -2, 3], by: 10 }),
    outputsOf("constructs.mapped", { ns: [], by: 10 }),
  ]);
  assert.equal([all, some, none], [{ o0: 60 }, { o0: 40 }, { o0: 0 }]);
  const { message } = await failureOf("constructs.mapped", { ns: [-1, -2, 3], by: 1 });
  assert.match(message, /is negative/);
});

test("calls of dynamic tasks become nodes, also inside of others", async () => {
  assert.equal(await outputsOf("constructs.counted", { n: 3 }), { o0: [6, 6] });
});

if (hasEagerTasks) {
  test("calls of eager tasks become executions", async () => {
    assert.equal(await outputsOf("constructs.search", { limit: 9 }, { kind: "task" }), { o0: 9 });
  });
}

test("gates wait for what people say", async () => {
  const run = await launch("constructs.gated", { n: 2 });
  await answer(run, "wanted", { kind: "integer", value: 21n });
  await answer(run, "go on", { kind: "boolean", value: true });
  assert.is((await ended(run)).closure.phase, "succeeded");
  assert.equal(await run.outputs(), { o0: 42 });
});

test("a gate that is not approved fails the execution", async () => {
  const run = await launch("constructs.gated", { n: 2 });
  await answer(run, "wanted", { kind: "integer", value: 1n });
  await answer(run, "go on", { kind: "boolean", value: false });
  assert.is((await ended(run)).closure.phase, "failed");
});

/** Answers a gate once it asks. */
async function answer(run: Run, name: string, value: Literal): Promise<void> {
  const signal = await eventually(async () => {
    for await (const { id } of client.signals.list(run.id)) if (id.signalId === name) return id;
    return undefined;
  }, `the gate ${name} waits`);
  await client.signals.set(signal, value);
}

test.run();
