import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf } from "../../src/compile/index.ts";
import { ImperativeWorkflow, type Int, launchPlan } from "../../src/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import { compileOne } from "../support/compile-one.ts";
import { addTask, callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const add = addTask("add");
const double = defineWorkflow("double", { n: m.int }, m.value(m.int), async (n: number) => add(n, n));
const log = defineTask("log", {}, m.none, async () => {});
const sum = defineTask("sum", { xs: m.list(m.int) }, m.value(m.int), async (xs: number[]) =>
  xs.reduce((all, x) => all + x, 0),
);
const two = defineTask(
  "two",
  { n: m.int },
  m.tupleOf({ half: m.float, whole: m.int }),
  async (n: number): Promise<[half: number, whole: number]> => [n / 2, n],
);

/** `addInput<T>(name)` as the transformer leaves it. */
function input<T>(workflow: ImperativeWorkflow, name: string, schema: Schema, $defs?: Record<string, Schema>): T {
  return callLoosely(workflow.addInput.bind(workflow) as never, name, {
    version: 1,
    kind: "value",
    source: { file: "flows.ts", line: 1, column: 1 },
    outputs: {
      type: "object",
      properties: { o0: schema },
      required: ["o0"],
      additionalProperties: false,
      ...($defs === undefined ? {} : { $defs }),
    },
  }) as T;
}

let count = 0;
const make = (): ImperativeWorkflow => new ImperativeWorkflow(`made.${count++}`);

const test = suite("imperative workflows");

test("have the nodes, inputs and outputs that were added", async () => {
  const flow = new ImperativeWorkflow("made.by.hand", { interruptible: true });
  const n = input<Int>(flow, "n", m.int);
  const first = flow.addTask(add, { a: n, b: 1 });
  const second = flow.addWorkflow(double, { n: first.outputs.o0 }).with({ retries: 2 });
  flow.addTask(log).after(second);
  const total = flow.addTask(sum, { xs: [n, first.outputs.o0, second.outputs.o0] });
  flow.addOutput("total", total.outputs.o0);
  flow.addOutput("all", [n, total.outputs.o0]);
  flow.addOutput("named", { first: first.outputs.o0 });
  const { id, nodes, outputs, interface: signature, metadataDefaults } = await compileOne(flow);
  assert.is(id.name, "made.by.hand");
  assert.is(metadataDefaults.interruptible, true);
  assert.equal(
    nodes.map((node) => [node.id, node.metadata.retries, node.upstreamNodeIds]),
    [
      ["n0", 0, []],
      ["n1", 2, ["n0"]],
      ["n2", 0, ["n1"]],
      ["n3", 0, ["n0", "n1"]],
    ],
  );
  assert.equal(
    outputs.map(({ var: name, binding }) => [name, binding.kind]),
    [
      ["total", "promise"],
      ["all", "collection"],
      ["named", "map"],
    ],
  );
  assert.equal(Object.keys(signature.inputs), ["n"]);
  assert.equal(
    Object.entries(signature.outputs).map(([name, { type }]) => [name, type.kind]),
    [
      ["total", "simple"],
      ["all", "collection"],
      ["named", "map"],
    ],
  );
});

test("are called with their inputs by name", async () => {
  const flow = make();
  const n = input<Int>(flow, "n", m.int);
  flow.addOutput("sum", flow.addTask(add, { a: n, b: 1 }).outputs.o0);
  assert.equal(await flow({ n: 41 }), { sum: 42 });
  const outer = defineWorkflow("outer", { n: m.int }, m.value(m.int), async (value: number) => {
    const { sum: result } = await flow({ n: value });
    return add(result as number, 100);
  });
  assert.is(await outer(1), 102);
});

test("have ids of their own inside a dynamic task", async () => {
  const flow = make();
  flow.addTask(log).after(flow.addTask(log));
  const { nodes } = await flow.compile("d");
  assert.equal(
    nodes.map(({ id }) => id),
    ["dn0", "dn1"],
  );
  assert.equal(
    [...(nodes[0]?.ordered ?? [])].map(({ id }) => id),
    ["dn1"],
  );
});

test("pass on parts of values, and outputs by their names", async () => {
  const flow = make();
  const rows = input<{ n: Int }[]>(flow, "rows", m.list({ $ref: "#/$defs/Row" }), {
    Row: m.struct("Row", { n: m.int }),
  });
  const parts = flow.addTask(two, { n: rows[1]?.n });
  flow.addOutput("whole", parts.outputs["whole"]);
  flow.addOutput("n", rows[0]?.n);
  const { nodes, outputs } = await compileOne(flow);
  assert.equal(nodes[0]?.inputs[0]?.binding, {
    kind: "promise",
    promise: { nodeId: "", var: "rows", attrPath: [1, "n"] },
  });
  assert.equal(outputs[0]?.binding, { kind: "promise", promise: { nodeId: "n0", var: "whole", attrPath: [] } });
  assert.equal(await problemsOf([flow]), []);
});

test("start launch plans with the defaults of these", async () => {
  const plan = launchPlan(double, { name: "doubled", defaultInputs: { n: 21 } });
  const flow = make();
  flow.addOutput("o", flow.addLaunchPlan(plan).outputs.o0);
  const { nodes } = await compileOne(flow);
  assert.equal(nodes[0]?.inputs[0]?.binding, { kind: "scalar", scalar: { kind: "integer", value: 21 } });
});

test("have a failure handler with an id of its own", async () => {
  const handler = defineTask("handler", { n: m.int }, m.none, async (_n: number) => {});
  const flow = make();
  const n = input<Int>(flow, "n", m.int);
  flow.addTask(add, { a: n, b: 1 });
  flow.addFailureHandler(handler);
  assert.is((await compileOne(flow)).failureNode?.id, "efn");
  const other = make();
  other.addTask(log);
  other.addFailureHandler(handler);
  const error = await refusal(() => other.compile());
  assert.match(error.text, /its failure handler, task flows\.handler, does not fit: it needs "n"/);
});

test("are ready when all inputs are used and something runs", async () => {
  const flow = make();
  assert.is(flow.ready(), false);
  const n = input<Int>(flow, "n", m.int);
  const error = await refusal(() => flow.compile());
  assert.is(error.text, `workflow ${flow.name} is not ready: it has no node; nothing takes its input "n"`);
  assert.match(error.where.join(), /imperative\.test\.ts:\d+:\d+$/);
  flow.addTask(add, { a: n, b: 1 });
  assert.is((await flow.compile()).nodes.length, 1);
  const again = make();
  again.addTask(add, { a: input<Int>(again, "n", m.int), b: 1 });
  assert.is(again.ready(), true);
});

test("cannot change when they have been compiled", async () => {
  const flow = make();
  flow.addTask(log);
  await flow.compile();
  const error = await refusal(() => flow.addTask(log));
  assert.is(error.text, `workflow ${flow.name}, .addTask(): it has been compiled, and cannot change any more`);
});

const mistakes: readonly (readonly [sentence: string, work: (flow: ImperativeWorkflow) => unknown, text: RegExp])[] = [
  [
    "a second input of one name",
    (flow) => [input(flow, "n", m.int), input(flow, "n", m.int)],
    /: it has an input "n" already$/,
  ],
  [
    "a second output of one name",
    (flow) => {
      const { outputs } = flow.addTask(add, { a: 1, b: 2 });
      flow.addOutput("o", outputs.o0);
      flow.addOutput("o", outputs.o0);
    },
    /: it has an output "o" already$/,
  ],
  [
    "an unknown input of a node",
    (flow) => flow.addTask(add, { a: 1, b: 2, c: 3 }),
    /^The input "c" is unknown to task flows\.add/,
  ],
  [
    "a missing input of a node",
    (flow) => flow.addTask(add, { a: 1 }),
    /^The input "b" \(an integer\) of task flows\.add is missing$/,
  ],
  [
    "a constant of another type",
    (flow) => flow.addTask(add, { a: 1, b: "2" }),
    /b: expected an integer, got the string "2"$/,
  ],
  [
    "an unknown output of a node",
    (flow) => flow.addTask(two, { n: 1 }).outputs["third"],
    /^task flows\.two has no output "third": it has the outputs half, whole$/,
  ],
  [
    "an output of a task without any",
    (flow) => flow.addTask(log).outputs["o0"],
    /^task flows\.log has no output "o0": it has no outputs$/,
  ],
  ["a constant as an output", (flow) => flow.addOutput("o", 1), /expected its output "o" to be an input, .* got 1$/],
  [
    "a part that a type does not have",
    (flow) => flow.addOutput("o", (input(flow, "n", m.int) as { x: unknown }).x),
    /got a part that its type does not have$/,
  ],
  [
    "values of another workflow",
    (flow) => flow.addTask(add, { a: input(make(), "n", m.int), b: 1 }),
    /^the input "n" belongs to made\.\d+, but workflow made\.\d+ uses it$/,
  ],
  [
    "nodes of another workflow",
    (flow) => flow.addTask(log).after(make().addTask(log)),
    /^node 0 belongs to made\.\d+, but/,
  ],
  [
    "a workflow as a task",
    (flow) => flow.addTask(double, { n: 1 }),
    /\.addTask\(\): expected a task, got workflow flows\.double$/,
  ],
  [
    "something else as a workflow",
    (flow) => flow.addWorkflow((() => 1) as never),
    /\.addWorkflow\(\): expected a workflow, got a function$/,
  ],
  [
    "computing with a value",
    (flow) => `${String(input(flow, "n", m.int))}`,
    /^the input "n" of made\.\d+ is known only at run time, but is computed with or turned into text$/,
  ],
  ["spreading a value", (flow) => [...input<number[]>(flow, "n", m.list(m.int))], /but is iterated or spread$/],
  [
    "a second failure handler",
    (flow) => [flow.addFailureHandler(log), flow.addFailureHandler(log)],
    /expected one failure handler, got "flows\.log"$/,
  ],
  [
    "a launch plan as a failure handler",
    (flow) => flow.addFailureHandler(launchPlan(double)),
    /expected a task or a workflow, got "launch plan flows\.double"$/,
  ],
];
for (const [sentence, work, text] of mistakes) {
  test(`refuse ${sentence}`, async () => {
    const error = await refusal(() => work(make()));
    assert.match(error.text, text);
    assert.ok(error.remedy);
  });
}

test("refuse names that are taken, and options that do not exist", async () => {
  new ImperativeWorkflow("made.once");
  assert.is((await refusal(() => new ImperativeWorkflow("made.once"))).text, 'two entities are named "made.once"');
  const unknown = await refusal(() => new ImperativeWorkflow("made.wrongly", { onFail: log } as never));
  assert.is(unknown.text, 'workflow made.wrongly: there is no option "onFail"');
  assert.is(
    (await refusal(() => new ImperativeWorkflow(""))).text,
    'new ImperativeWorkflow(): expected a name, got ""',
  );
});

test("need the transformer for the types of inputs", async () => {
  const error = await refusal(() => make().addInput<Int>("n"));
  assert.is(error.code, "not-compiled");
});

test("say where an addition stands that cannot be compiled", async () => {
  const flow = make();
  flow.addTask(log).with({ retries: -1 });
  const error = await refusal(() => flow.compile());
  assert.match(error.text, /\.with\(\): option "retries": expected a whole number from 0, got -1$/);
  assert.match(error.where.join(), /^the addition to workflow made\.\d+ \(.*imperative\.test\.ts:\d+:\d+\)$/);
});

test.run();
