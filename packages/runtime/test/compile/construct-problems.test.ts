/** What the server would refuse of branches, maps and gates. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf } from "../../src/compile/index.ts";
import { problemText } from "../../src/errors/graph.ts";
import type { CallableEntity, Invocation } from "../../src/graph/index.ts";
import { approve, eq, fail, gt, isNone, launchPlan, mapTask, when } from "../../src/index.ts";
import { bodyOf, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";

const size = defineTask("size", {}, m.value(m.int), async () => 1);
const ratio = defineTask("ratio", {}, m.value(m.float), async () => 0.5);
const maybe = defineTask("maybe", {}, m.value(m.nullable(m.int)), async () => null as number | null);
const region = defineTask(
  "region",
  {},
  m.value({ type: "string", enum: ["eu", "us"] }),
  async () => "eu" as "eu" | "us",
);
const half = defineTask("half", { n: m.float }, m.value(m.float), async (n: number) => n / 2);
const add = defineTask("add", { a: m.int, b: m.int }, m.value(m.int), async (a: number, b: number) => a + b);

let counter = 0;
const nextName = (): string => `constructs${++counter}`;

async function problemsIn(body: () => unknown): Promise<readonly string[]> {
  return texts(bodyOf(nextName(), body));
}

async function texts(entity: CallableEntity): Promise<readonly string[]> {
  return (await problemsOf([entity])).map((problem) => problemText(problem).replace(/^workflow \S+?,? /, ""));
}

const problems = suite("problems of branches, maps and gates");

problems("are none in what the server takes", async () => {
  const found = await problemsIn(() => {
    const n = size();
    const r = ratio();
    when(gt(n, 3), () => add(n, 1))
      .elseWhen(eq(size(), n), () => when(eq(r, 0.5), () => size()).otherwise(fail("no")))
      .otherwise(() => add(n, 2));
    mapTask(add)([1, 2], [3, 4]);
    approve(n, { name: "fine" });
  });
  assert.equal(found, []);
});

const decide = "let a task decide, and ask for its result with isTrue(…)";

problems("name conditions that the server cannot compare", async () => {
  const found = await problemsIn(() => {
    when(isNone(maybe()), () => size()).otherwise(() => size());
    when(gt(maybe() as Invocation<number>, 3), () => size()).otherwise(() => size());
    when(eq(size(), ratio()), () => size()).otherwise(() => size());
    when(eq(region(), "eu"), () => size()).otherwise(() => size());
  });
  const same = "give both the same type, or let a task decide";
  assert.equal(found, [
    `node n1 (flows.ts:1:1): it asks whether the output "o0" of node n0 (flows.maybe) (an integer or null) is null, which the server cannot; ${decide}`,
    `node n3 (flows.ts:1:1): it compares the output "o0" of node n2 (flows.maybe) (an integer or null), which may be null, and the server compares no such values; ${decide}`,
    `node n6 (flows.ts:1:1): it compares the output "o0" of node n4 (flows.size) (an integer) with the output "o0" of node n5 (flows.ratio) (a number), and the server compares only values of one type; ${same}`,
    `node n8 (flows.ts:1:1): it compares the output "o0" of node n7 (flows.region) (one of "eu", "us") with a string constant, and the server compares only values of one type; ${same}`,
  ]);
});

problems("name times inside structs, which are texts there", async () => {
  const event = m.struct("Event", { at: m.date, size: m.int });
  const read = defineTask("readEvent", {}, m.value(event), async () => ({ at: new Date(0), size: 1 }));
  const all = defineTask("readDates", {}, m.value(m.list(m.date)), async () => [new Date(0)]);
  const found = await problemsIn(async () => {
    const { at, size: count } = await read();
    const [first] = [(await all())[0] as Date];
    when(gt(at, new Date(0)), () => size()).otherwise(() => size());
    when(gt(count, 1), () => size()).otherwise(() => size());
    when(gt(first, new Date(0)), () => size()).otherwise(() => size());
  });
  assert.equal(found, [
    `node n2 (flows.ts:1:1): it compares the output "o0.at" of node n0 (flows.readEvent) (a Date), and a struct holds it as a text, which the server compares with no date or duration; ${decide}`,
  ]);
});

problems("name outputs of different types, where something takes them", async () => {
  const different = (): Invocation<number> => when(gt(size(), 1), () => size()).otherwise(() => ratio());
  assert.equal(await problemsIn(different), []);
  const found = await problemsIn(() => add(different(), 1));
  assert.equal(found, [
    'node n1 (flows.ts:1:1): its output "o0" is used, and flows.size and flows.ratio give it with different types; let the cases give the same type',
  ]);
});

problems("see nodes inside branches, by the ids that the server gives them", async () => {
  const found = await problemsIn(() => {
    const n = size();
    when(gt(n, 1), () => half(n).with({ nodeName: "same" }))
      .elseWhen(gt(n, 2), () => ratio().with({ nodeName: "same" }))
      .otherwise(() => ratio().with({ nodeName: "käse" }));
  });
  assert.equal(found, [
    "node n1-käse (flows.ts:1:1): its id has letters that the server cannot find outputs by; give it a nodeName of the letters a to z, digits and dashes",
    "node n1-same (flows.ts:1:1): 2 nodes have this id; give each another nodeName",
    'node n1-same (flows.ts:1:1): task flows.half takes a number for "n", and the output "o0" of node n0 (flows.size) is an integer; Flyte converts nothing between tasks: give both the same type, or convert in a task',
  ]);
});

problems("name maps that cannot run", async () => {
  const flow = defineWorkflow(nextName(), { n: m.int }, m.value(m.int), async (n: number) => add(n, 1));
  const plan = launchPlan(flow, { name: "mapped plan" });
  const found = await problemsIn(() => {
    mapTask(plan)([1, 2]);
    mapTask(add)([1, 2], [3]);
  });
  assert.equal(found, [
    "node n0 (flows.ts:1:1): it maps over the launch plan mapped plan, which the server does not run; start the launch plan for each element in a dynamic task",
    "node n1 (flows.ts:1:1): the lists that it maps over have different lengths: a has 2, b has 1; give all of them one element a run",
  ]);
});

problems("name gates that one answer opens", async () => {
  const found = await problemsIn(() => {
    const n = size();
    approve(n, { name: "fine" });
    when(gt(n, 1), () => approve(n, { name: "fine" })).otherwise(() => size());
  });
  assert.equal(found, [
    'node n2-n0 (flows.ts:1:1): 2 gates are named "fine", so that one answer opens all of them; give each a name of its own',
  ]);
});

problems("see circles through the cases of a branch", async () => {
  const found = await problemsIn(() => {
    const first = size();
    const n = size();
    const branch = when(gt(n, 1), () => add(first, 1)).otherwise(() => size());
    first.after(branch);
  });
  assert.equal(found, [
    "(flows.ts:1:1): nodes wait for each other in a circle: n0 → n2 → n0; remove one .after() of the circle",
  ]);
});

problems.run();
