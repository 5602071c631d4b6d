import { suite } from "uvu";
import * as assert from "uvu/assert";
import { launchPlan } from "../../src/index.ts";
import { mockTask, runWorkflow } from "../../src/testing/index.ts";
import { addTask, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const add = addTask("addToMock");
const sum = defineWorkflow("sumToMock", { n: m.int }, m.value(m.int), async (n: number) => add(add(n, 1), 10));
const options = defineTask(
  "optionsToMock",
  { a: m.int, b: m.withDefault(m.int, 2) },
  m.value(m.int),
  async ({ a, b = 2 }: { a: number; b?: number }) => a + b,
  {},
  { inputStyle: "object" },
);

const mocks = suite("a mocked entity");

mocks("gives what the mock gives, in workflows and alone, until its block ends", async () => {
  {
    using mock = mockTask(add, (a, b) => a * b);
    assert.is(await sum(4), 40);
    assert.is(await add(3, 3), 9);
    assert.equal(mock.calls, [
      [4, 1],
      [4, 10],
      [3, 3],
    ]);
  }
  assert.is(await sum(4), 15);
});

mocks("can be a workflow or a launch plan, and take one object", async () => {
  const plan = launchPlan(sum, { name: "mocked plan" });
  const around = defineWorkflow("aroundMock", {}, m.value(m.int), async () => add(sum(1), plan(2)));
  assert.is(
    await mockTask(
      sum,
      async (n) => n * 100,
      () => around(),
    ),
    300,
  );
  using _plan = mockTask(plan, () => 1000);
  assert.is(await around(), 1012);
  using mock = mockTask(options, ({ a, b }) => a - (b ?? 0));
  assert.is(await options({ a: 10 }), 8);
  assert.equal(mock.calls, [[{ a: 10, b: 2 }]]);
});

mocks("is held to its types", async () => {
  using _mock = mockTask(add, () => "five" as never);
  const error = await refusal(() => sum(1));
  assert.is(error.code, "wrong-type");
  assert.is(
    error.text,
    'The output "o0" of task flows.addToMock is not of its type: o0: expected an integer, got the string "five"',
  );
  assert.equal(error.where, ["task flows.addToMock (flows.ts:1:1)", "node n0"]);
});

mocks("may fail, as the entity may", async () => {
  using _mock = mockTask(add, () => {
    throw new RangeError("out of paper");
  });
  assert.is((await refusal(() => sum(1))).text, "task flows.addToMock failed: RangeError: out of paper");
  const alone = await Promise.resolve(add(1, 2)).catch((error: unknown) => error);
  assert.is((alone as Error).message, "out of paper");
});

mocks("is the innermost of several, which go in any order", async () => {
  const outer = mockTask(add, () => 1);
  const inner = mockTask(add, () => 2);
  assert.is(await add(0, 0), 2);
  inner.restore();
  assert.is(await add(0, 0), 1);
  outer.restore();
  assert.is(await add(2, 3), 5);
});

mocks("is not seen by what runs at the same time", async () => {
  const mocked = async (value: number): Promise<number> => {
    await null;
    using _mock = mockTask(add, () => value);
    await new Promise((resolve) => setTimeout(resolve, 2));
    return await sum(1);
  };
  assert.equal(await Promise.all([mocked(5), sum(1), mocked(6)]), [5, 12, 6]);
  assert.equal(
    await Promise.all([
      mockTask(
        add,
        () => 5,
        () => sum(1),
      ),
      sum(1),
    ]),
    [5, 12],
  );
});

mocks("runs calls of its own for real", async () => {
  const inner = addTask("addInsideMock");
  using _mock = mockTask(add, async (a, b) => (await inner(a, b)) + 100);
  assert.is(await runWorkflow(sum, { n: 1 }), 212);
});

mocks("has the types of the entity", () => {
  // @ts-expect-error gives a text for a number
  const wrongResult = () => mockTask(add, () => "text");
  // @ts-expect-error takes texts for numbers
  const wrongArguments = () => mockTask(add, (a: string, b: string) => a.length + b.length);
  assert.ok(wrongResult !== wrongArguments);
});

mocks.run();
