/** Failures: whose they are, what is tried again, and what a workflow does about them. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { attemptsOf, client, ended, failureOf, launch, nodesOf, onlyNode, outputsOf } from "./platform.ts";

const test = suite("failures");
test.after(() => client.close());

test("what a user's code throws ends it, without another attempt", async () => {
  const { run, message } = await failureOf("failures.refuse", { text: "luck" }, { kind: "task" });
  assert.match(message, "no luck");
  assert.match(message, /RangeError/);
  const node = await onlyNode(run);
  assert.is(node.closure.phase, "failed");
  assert.is(node.closure.error?.kind, "user");
  assert.is((await attemptsOf(node)).length, 1);
});

test("what can be tried again is", async () => {
  const run = await launch("failures.third", {}, { kind: "task" });
  await ended(run);
  assert.equal(await run.outputs(), { o0: 2 });
  const node = await onlyNode(run);
  const phases = (await attemptsOf(node)).map(({ closure }) => closure.phase);
  assert.is(phases.length, 3);
  assert.is(phases.at(-1), "succeeded");
});

test("attempts come to an end", async () => {
  const { code, message } = await failureOf("failures.never", {}, { kind: "task" });
  assert.match(`${code} ${message}`, /not today/);
  assert.match(`${code} ${message}`, /[Rr]etr/);
});

test("a process that is taken away is the platform's failure, and tried again", async () => {
  const { run } = await failureOf("failures.vanish", {}, { kind: "task" });
  const node = await onlyNode(run);
  assert.ok((await attemptsOf(node)).length > 1);
});

test("a task ends when its time is over", async () => {
  const run = await launch("failures.overslept", {});
  const { phase } = (await ended(run)).closure;
  assert.ok(phase === "failed" || phase === "timed-out", phase);
});

test("a failure handler runs, and the first error stays", async () => {
  const { run, message } = await failureOf("failures.handled", { text: "money" });
  assert.match(message, "no money");
  const handlers = [...(await nodesOf(run)).values()].filter(({ metadata }) => /^e?fn\d|fn/.test(metadata.specNodeId));
  assert.equal(
    handlers.map(({ closure }) => closure.phase),
    ["succeeded"],
  );
});

test("others go on where the workflow says so", async () => {
  const { run, message } = await failureOf("failures.goesOn", { text: "way" });
  assert.match(message, "no way");
  const phases = [...(await nodesOf(run)).values()].map(({ metadata, closure }) => [
    metadata.specNodeId,
    closure.phase,
  ]);
  const succeeded = phases.filter(([id, phase]) => /^n\d/.test(String(id)) && phase === "succeeded");
  assert.is(succeeded.length, 2, JSON.stringify(phases));
});

test("a branch without a case fails with its text", async () => {
  assert.equal(await outputsOf("failures.branched", { n: 3 }), { o0: 3 });
  const { message } = await failureOf("failures.branched", { n: 0 });
  assert.match(message, "it has to be positive");
});

test.run();
