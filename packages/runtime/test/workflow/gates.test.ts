import { suite } from "uvu";
import * as assert from "uvu/assert";
import { approve, type Invocation, sleep, waitForInput } from "../../src/index.ts";
import { runLocally } from "../../src/local/index.ts";
import type { Schema, ValueMetadata } from "../../src/metadata/index.ts";
import type { Node } from "../../src/model/index.ts";
import { compileOne } from "../support/compile-one.ts";
import { bodyOf, callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

/** What a body gets, where a test does what types forbid. */
// biome-ignore lint/suspicious/noExplicitAny: the tests do what types forbid
type Loose = any;

const inc = defineTask("inc", { n: m.int }, m.value(m.int), async (n: number) => n + 1);
const pair = defineTask(
  "pair",
  {},
  m.tupleOf({ mean: m.float, rows: m.int }),
  async () => [0.5, 2] as [number, number],
);
const log = defineTask("log", { text: m.text }, m.none, async (_text: string) => {});

/** `waitForInput<T>(options)` as the transformer writes it. */
function wait<T>(schema: Schema, options: unknown): Invocation<T> {
  const embedded: ValueMetadata = {
    version: 1,
    kind: "value",
    source: { file: "flows.ts", line: 9, column: 5 },
    outputs: { type: "object", properties: { o0: schema }, required: ["o0"], additionalProperties: false },
  };
  return callLoosely(waitForInput as Loose, options, embedded) as Invocation<T>;
}

let counter = 0;
const nextName = (): string => `gates${++counter}`;

async function nodesOf(body: () => unknown): Promise<readonly Node[]> {
  return (await compileOne(bodyOf(nextName(), body))).nodes;
}

const gates = suite("gates");

gates("wait for an approval of a result, which keeps its name and type", async () => {
  const [, node, after] = await nodesOf(async () => {
    const [, rows] = await pair();
    inc(approve(rows, { name: "enough rows", timeout: "30m" }));
  });
  assert.equal(node?.target, { kind: "gate", gate: { kind: "approve", signalId: "enough rows" } });
  assert.equal(node?.metadata, { name: "enough rows", timeout: 1_800_000, retries: 0 });
  const promise = (nodeId: string): object => ({ kind: "promise", promise: { nodeId, var: "rows", attrPath: [] } });
  assert.equal(node?.inputs, [{ var: "rows", binding: promise("n0") }]);
  assert.equal(after?.inputs, [{ var: "n", binding: promise("n1") }]);
});

gates("wait for a value of a type", async () => {
  const [node, after] = await nodesOf(() => inc(wait<number>(m.int, { name: "how many" })));
  assert.equal(node?.target, {
    kind: "gate",
    gate: {
      kind: "signal",
      signalId: "how many",
      type: { kind: "simple", simple: "integer" },
      outputVariableName: "o0",
    },
  });
  assert.is(node?.metadata.timeout, 3_600_000);
  assert.equal(after?.upstreamNodeIds, ["n0"]);
});

gates("wait for a time, in which nothing comes of them", async () => {
  const [pause, after] = await nodesOf(() => {
    const five = sleep({ minutes: 5 });
    log("done").after(five);
  });
  assert.equal(pause?.target, { kind: "gate", gate: { kind: "sleep", duration: 300_000 } });
  assert.equal(pause?.metadata, { name: "sleep-gate", timeout: 3_600_000, retries: 0 });
  assert.equal(after?.upstreamNodeIds, ["n0"]);
});

gates("take other ids, names and timeouts, and nothing else", async () => {
  const [node] = await nodesOf(() => sleep("5m").with({ nodeName: "pause", name: "Pause", timeout: "2h" }));
  assert.equal([node?.id, node?.metadata.name, node?.metadata.timeout], ["pause", "Pause", 7_200_000]);
  assert.equal(node?.target, { kind: "gate", gate: { kind: "sleep", duration: 300_000 } });
  const error = await refusal(() => nodesOf(() => sleep(1).with({ retries: 2 })));
  assert.match(error.message, 'option "retries": expected one of nodeName, name, timeout, got 2');
  assert.match(error.message, "fix: leave it out: a gate only waits");
});

gates("are answered where the workflow runs", async () => {
  const flow = defineWorkflow(nextName(), { n: m.int }, m.value(m.int), async (n: number) => {
    const approved = await approve(inc(n), { name: "fine" });
    return await inc(wait<number>(m.int, { name: "value" })).after(inc(approved), sleep(0));
  });
  const answers = ({ name }: { readonly name: string }): unknown => (name === "fine" ? true : 41);
  assert.is((await runLocally(flow, { n: 1 }, { gates: answers })).get("o0"), 42);
});

gates("outside workflows sleep, and ask whoever runs the code", async () => {
  assert.is(await sleep(0), undefined);
  const error = await refusal(() => wait<number>(m.int, { name: "value" }));
  assert.is(error.code, "gate-unanswered");
  assert.match(error.message, "value");
  assert.is((await refusal(() => approve(inc(1), { name: "fine" }))).code, "gate-unanswered");
});

gates.run();

const refused = suite("gates that cannot be");

const cases: readonly (readonly [name: string, body: () => unknown, found: string, remedy: string])[] = [
  [
    "an approval of a constant",
    () => nodesOf(() => approve(3, { name: "fine" })),
    'approve() of the gate "fine": expected the result of a call, got 3',
    "approve what a task returns",
  ],
  [
    "an approval of an input",
    () =>
      compileOne(
        defineWorkflow(nextName(), { n: m.int }, m.none, async (n: number) => void approve(n, { name: "fine" })),
      ),
    'expected the result of a call, got the input "n" of the workflow',
    "a task that returns its input can pass a value on",
  ],
  [
    "an approval of nothing",
    () => nodesOf(() => approve(log("a"), { name: "fine" })),
    'approve() of the gate "fine": expected a value, got the call of task flows.log, which has no output',
    "",
  ],
  [
    "an approval of several outputs",
    () => nodesOf(() => approve(pair() as Loose, { name: "fine" })),
    "got the 2 outputs (mean, rows) of task flows.pair",
    "await the call and pass one of its outputs",
  ],
  [
    "a gate without a name",
    () => approve(1, {} as Loose),
    'approve(), option "name": expected a text that is not empty',
    "",
  ],
  ["a gate without options", () => approve(1, undefined as Loose), "approve(): expected options", ""],
  [
    "a wrong timeout",
    () => approve(1, { name: "fine", timeout: "soon" }),
    'approve(), option "timeout": expected a number of seconds',
    "",
  ],
  [
    "another option",
    () => approve(1, { name: "fine", after: 1 } as Loose),
    'approve(): there is no option "after"',
    "",
  ],
  ["a wrong time", () => sleep("soon"), "sleep(): expected a number of seconds", ""],
  [
    "plain JavaScript",
    () => waitForInput<number>({ name: "value" }),
    "waitForInput() was not compiled by @tsflyte/transformer",
    "build with tspc",
  ],
  [
    "metadata of another version",
    () => callLoosely(waitForInput as Loose, { name: "value" }, { version: 2 }),
    "waitForInput(): expected metadata of version 1",
    "build again",
  ],
];

for (const [name, body, found, remedy] of cases) {
  refused(`${name}: the error says what came and what to do`, async () => {
    const { message } = await refusal(body);
    assert.ok(message.includes(found), message);
    assert.ok(message.includes(remedy), message);
  });
}

refused.run();
