import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf, specsOf } from "../../src/compile/index.ts";
import { type ArtifactOptions, type ArtifactPartitions, artifact, inputOf, launchPlan } from "../../src/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { addTask, callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const add = addTask("add");
const model = artifact({ name: "model", partitionKeys: ["region"], timePartitionGranularity: "day" });
const inputs = { region: m.text, day: m.date };
const body = async (_region: string, _day: Date): Promise<number> => 1;

const test = suite("artifacts");

test("are what an output is said to be", () => {
  const task = defineTask("train", inputs, m.value(m.int), body, {
    artifacts: { o0: model({ region: inputOf("region"), timePartition: inputOf("day") }) },
  });
  assert.equal(task.interface.outputs["o0"]?.artifactPartialId, {
    name: "model",
    partitions: { region: { kind: "input", var: "region" } },
    timePartition: { value: { kind: "input", var: "day" }, granularity: "day" },
  });
});

test("are asked for by the launch plans of workflows, which open-source servers refuse", async () => {
  const flow = defineWorkflow("asks", { n: m.int }, m.value(m.int), async (n: number) => add(n, 1), {
    queries: { n: model.query({ region: "eu" }) },
  });
  const all = await specsOf([flow], localSettings);
  const plan = all.find(({ kind }) => kind === "launch-plan");
  assert.equal(plan?.kind === "launch-plan" && plan.spec.spec.defaultInputs["n"]?.behavior, {
    kind: "artifact-query",
    artifact: { name: "model", partitions: { region: { kind: "static", value: "eu" } } },
  });
  const found = await problemsOf([flow]);
  assert.equal(
    found.map(({ text }) => text),
    ['its input "n" is an artifact query, which only a control plane with an artifact service answers'],
  );
});

test("are asked for by launch plans of their own", async () => {
  const flow = defineWorkflow("asked", { n: m.int }, m.value(m.int), async (n: number) => add(n, 1));
  const plan = launchPlan(flow, { name: "asking", queries: { n: model.query() } });
  const all = await specsOf([plan], localSettings);
  const spec = all.find((item) => item.kind === "launch-plan" && item.spec.id.name === "asking");
  const behavior = spec?.kind === "launch-plan" ? spec.spec.spec.defaultInputs["n"]?.behavior : undefined;
  assert.equal(behavior, { kind: "artifact-query", artifact: { name: "model" } });
  assert.is((await problemsOf([plan])).length, 1);
});

const wrongOptions: readonly (readonly [options: object, text: string])[] = [
  [{ name: "" }, 'artifact(), option "name": expected a name, got ""'],
  [{ name: "a", partitions: [] }, 'artifact(): there is no option "partitions"'],
  [
    { name: "a", partitionKeys: ["x", "x"] },
    'artifact(), option "partitionKeys": expected different names, none of them timePartition, got ["x", "x"]',
  ],
  [
    { name: "a", partitionKeys: Array.from({ length: 11 }, (_, i) => `k${i}`) },
    /^artifact\(\), option "partitionKeys": expected at most 10 names, got/.source,
  ],
  [
    { name: "a", timePartitionGranularity: "week" },
    'artifact(), option "timePartitionGranularity": expected "minute", "hour", "day" or "month", got "week"',
  ],
];
for (const [options, text] of wrongOptions) {
  test(`refuse ${JSON.stringify(options)}`, async () => {
    const error = await refusal(() => artifact(options as ArtifactOptions));
    if (text.startsWith("^")) assert.match(error.text, new RegExp(text));
    else assert.is(error.text, text);
  });
}

const wrongPartitions: readonly (readonly [partitions: object, text: string])[] = [
  [{ area: "eu" }, 'artifact model: there is no option "area"'],
  [{ region: 1 }, 'artifact model, partition "region": expected a text or inputOf("…"), got 1'],
  [
    { timePartition: "today" },
    'artifact model, partition "timePartition": expected inputOf("…") of a Date input, got "today"',
  ],
];
for (const [partitions, text] of wrongPartitions) {
  test(`refuse the partitions ${JSON.stringify(partitions)}`, async () => {
    assert.is((await refusal(() => model(partitions as ArtifactPartitions))).text, text);
  });
}

test("refuse variables and inputs that there are not", async () => {
  const define = (name: string, artifacts: object): unknown =>
    defineTask(name, inputs, m.value(m.int), body, { artifacts } as never);
  assert.is(
    (await refusal(() => define("noOutput", { o1: model() }))).text,
    'task flows.noOutput, option "artifacts": there is no option "o1"',
  );
  assert.is(
    (await refusal(() => define("noInput", { o0: model({ region: inputOf("area") }) }))).text,
    'task flows.noInput, option "artifacts", key "o0": expected inputs that there are (region, day), got "area"',
  );
  assert.is(
    (await refusal(() => define("query", { o0: model.query() }))).text.split(", got")[0],
    'task flows.query, option "artifacts", key "o0": expected what an artifact gives when it is called',
  );
  assert.is((await refusal(() => callLoosely(inputOf, ""))).text, 'inputOf(): expected the name of an input, got ""');
});

test.run();
