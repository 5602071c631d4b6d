import { suite } from "uvu";
import * as assert from "uvu/assert";
import { currentContext } from "../../src/index.ts";
import { fixedOutput, type RunEvent, runWorkflow, withContext } from "../../src/testing/index.ts";
import { addTask, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";

const add = addTask("addGiven");
const split = defineTask(
  "splitGiven",
  { n: m.int },
  m.tupleOf({ half: m.int, rest: m.int }),
  async (n: number): Promise<[half: number, rest: number]> => [Math.floor(n / 2), n % 2],
);
const inner = defineWorkflow("innerGiven", { n: m.int }, m.value(m.int), async (n: number) => {
  const [half, rest] = await split(n);
  return add(half, rest);
});
const outer = defineWorkflow(
  "outerGiven",
  { n: m.int },
  m.outputsOf({ first: m.int, second: m.int }),
  async (n: number) => {
    const first = inner(n);
    return { first, second: add(first, 1) };
  },
);

const runs = suite("runWorkflow");

runs("gives what the workflow's function would", async () => {
  assert.equal(await runWorkflow(outer, { n: 9 }), { first: 5, second: 6 });
  assert.is(await runWorkflow(add, { a: 1, b: 2 }), 3);
});

runs("takes outputs by node and by entity, and says which nodes it did not run", async () => {
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent): void => void events.push(event);
  const byNode = await runWorkflow(outer, { n: 9 }, { outputs: { "n0/n0": [100, 1] }, onEvent });
  assert.equal(byNode, { first: 101, second: 102 });
  assert.equal(
    events.map(({ kind, node }) => `${kind} ${node}`),
    ["node-replaced n0/n0", "node-started n0/n1", "node-succeeded n0/n1", "node-started n1", "node-succeeded n1"],
  );
  const byEntity = await runWorkflow(outer, { n: 9 }, { outputs: { ...fixedOutput(split, [7, 0]) } });
  assert.equal(byEntity, { first: 7, second: 8 });
  assert.equal(await runWorkflow(outer, { n: 9 }, { outputs: { n0: 50 } }), { first: 50, second: 51 });
});

runs("takes no outputs for what is not there", async () => {
  const error = await refusal(() => runWorkflow(outer, { n: 9 }, { outputs: { n7: 1 } }));
  assert.equal(spelled(error), {
    code: "invalid-option",
    message: [
      'option "outputs": workflow flows.outerGiven has no node or entity "n7"',
      "  fix: it has flows.outerGiven, n0, flows.innerGiven, n0/n0, flows.splitGiven, n0/n1, flows.addGiven, n1",
    ].join("\n"),
  });
});

runs("holds outputs to their types", async () => {
  const error = await refusal(() => runWorkflow(outer, { n: 9 }, { outputs: { n0: "fifty" } }));
  assert.is(error.code, "wrong-type");
  assert.match(error.text, 'The output "o0" of workflow flows.innerGiven is not of its type');
});

runs("has the types of the entity", () => {
  // @ts-expect-error one value for two outputs
  const wrong = () => fixedOutput(split, 7);
  assert.ok(wrong);
});

runs.run();

const contexts = suite("withContext");
const asks = defineTask("asksContext", {}, m.value(m.text), async () => {
  const { secrets, attempt, executionId } = currentContext();
  return `${secrets.get("token", { group: "crm" })} ${attempt} ${executionId.name}`;
});
const asking = defineWorkflow("asking", {}, m.value(m.text), async () => asks());
const double = {
  secrets: { crm: { token: "s3cret" } },
  attempt: 2,
  executionId: { project: "p", domain: "d", name: "e1" },
};

contexts("tells tasks what a test says, alone and in workflows", async () => {
  assert.is(await withContext(double, () => asks()), "s3cret 2 e1");
  assert.is(await withContext(double, () => asking()), "s3cret 2 e1");
});

contexts("tells the body itself, and nothing outside it", async () => {
  const seen = withContext(double, () => currentContext().secrets.get("token", { group: "crm" }));
  assert.is(seen, "s3cret");
  assert.is((await refusal(() => currentContext())).code, "outside-task");
  assert.is((await refusal(() => asking())).code, "secret-not-found");
});

contexts("is not seen by what runs at the same time", async () => {
  const [one, two] = await Promise.all([
    withContext({ ...double, attempt: 1 }, () => asking()),
    withContext({ ...double, attempt: 7 }, () => asking()),
  ]);
  assert.equal([one, two], ["s3cret 1 e1", "s3cret 7 e1"]);
});

contexts("hands a signal over", async () => {
  const signal = AbortSignal.abort("over");
  assert.is(
    withContext({ signal }, () => currentContext().signal.reason),
    "over",
  );
});

contexts.run();
