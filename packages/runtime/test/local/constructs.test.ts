/** What workflows are made of, through the functions that users call. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  approve,
  bound,
  dynamic,
  eager,
  eq,
  type FlyteError,
  fail,
  gt,
  type Invocation,
  launchPlan,
  mapTask,
  referenceTask,
  sleep,
  type Task,
  when,
} from "../../src/index.ts";
import { drawGraph, type GateRequest, type RunEvent, runWorkflow } from "../../src/testing/index.ts";
import { addTask, bodyOf, callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const add = addTask("addEverywhere");
const double = defineTask("doubleEverywhere", { n: m.int }, m.value(m.int), async (n: number) => n * 2);
const total = defineTask("totalEverywhere", { values: m.list(m.int) }, m.value(m.int), async (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0),
);

/** `export const NAME = dynamic(fn)` */
function defineDynamic<Fn extends (...args: never[]) => unknown>(
  name: string,
  inputs: Parameters<typeof m.metadata>[1],
  result: m.Result,
  fn: Fn,
): Task<Fn> {
  return callLoosely(dynamic, fn, m.metadata(name, inputs, result)) as Task<Fn>;
}

const countUp = defineDynamic("countUp", { n: m.int }, m.value(m.list(m.int)), async (n: number) =>
  Promise.all(Array.from({ length: n }, (_, index) => add(index, 1))),
);
const inner = defineWorkflow("innerEverywhere", { n: m.int }, m.value(m.int), async (n: number) => add(double(n), 1));
const plan = launchPlan(inner, { name: "fixed everywhere", fixedInputs: { n: 100 } });
const seen: unknown[] = [];
const handler = defineTask("handlesEverywhere", { n: m.int }, m.none, async (n: number) => void seen.push(n));

const everything = defineWorkflow(
  "everything",
  { n: m.int },
  m.outputsOf({ sized: m.int, all: m.int, planned: m.int }),
  async (n: number) => {
    const sized = await when(gt(n, 5), () => double(n), { name: "size" })
      .elseWhen(eq(n, 1), () => inner(n))
      .otherwise(fail("neither large nor one"));
    const values = await mapTask(add, { concurrency: 2 })(countUp(3), bound(sized));
    const approved = await approve(total(values), { name: "looks good" });
    const pause = sleep({ milliseconds: 1 });
    const planned = callLoosely(plan) as Invocation<number>;
    return { sized, all: approved, planned: planned.after(pause) };
  },
  { onFailure: handler },
);

const constructs = suite("a workflow of every construct");

constructs("runs here", async () => {
  const events: RunEvent[] = [];
  const options = { gates: () => true, onEvent: (event: RunEvent) => void events.push(event) };
  assert.equal(await runWorkflow(everything, { n: 10 }, options), { sized: 20, all: 66, planned: 201 });
  const nodes = events.filter(({ kind }) => kind === "node-succeeded").map(({ node }) => node);
  assert.equal(
    [...nodes].sort(),
    ["n0/n0", "n1", "n1/dn0", "n1/dn1", "n1/dn2", "n2[0]", "n2[1]", "n2[2]", "n3", "n4", "n5", "n6/n0", "n6/n1"].sort(),
  );
  assert.equal(await runWorkflow(everything, { n: 1 }, options), { sized: 3, all: 15, planned: 201 });
});

constructs("runs its failure handler with its own inputs, and fails with what failed", async () => {
  const error = await refusal(() => runWorkflow(everything, { n: 3 }, { gates: () => true }));
  assert.is(error.code, "user-provided-error");
  assert.is(error.text, "neither large nor one");
  assert.equal(seen.splice(0), [3]);
  const no = await refusal(() => runWorkflow(everything, { n: 10 }, { gates: () => false }));
  assert.is(no.code, "disapproved");
  assert.equal(seen, [10]);
});

constructs("tells its failure handler which node failed and why", async () => {
  const told: unknown[] = [];
  const failure = m.nullable({ type: "object", "x-flyte": { type: "error" } });
  const hears = defineTask(
    "hearsOfFailure",
    { n: m.int, err: { ...failure, default: null } },
    m.none,
    async (n: number, err?: FlyteError | null) => void told.push([n, err?.failedNodeId, err?.message]),
  );
  const breaks = defineTask("breaks", {}, m.none, async () => Promise.reject(new RangeError("out of paper")));
  const within = defineWorkflow("failsWithin", { n: m.int }, m.none, async (_n: number) => void breaks(), {
    onFailure: hears,
  });
  const around = defineWorkflow("failsAround", { n: m.int }, m.none, async (n: number) => void within(n), {
    onFailure: hears,
  });
  const error = await refusal(() => around(7));
  const text = "task flows.breaks failed: RangeError: out of paper";
  assert.is(error.text, text);
  assert.equal(told, [
    [7, "n0", text],
    [7, "n0", text],
  ]);
});

constructs("says beside it that its failure handler has failed", async () => {
  const handles = defineTask("handlesBadly", {}, m.none, async () => Promise.reject(new Error("handler")));
  const breaks = defineTask("breaksFirst", {}, m.none, async () => Promise.reject(new Error("first")));
  const flow = defineWorkflow("failsTwice", {}, m.none, async () => void breaks(), { onFailure: handles });
  const error = await refusal(() => flow());
  assert.is(error.text, "task flows.breaksFirst failed: Error: first");
  assert.is(
    error.where.at(-1),
    "failure node fn0, which failed as well: task flows.handlesBadly failed: Error: handler",
  );
});

constructs("has a picture", async () => {
  assert.is(
    await drawGraph(everything),
    [
      "workflow flows.everything(n)",
      "├─ n0 when size",
      "│  ├─ if inputs.n > 5: n0 flows.doubleEverywhere(n = inputs.n)",
      "│  ├─ else if inputs.n = 1: n1 workflow flows.innerEverywhere(n = inputs.n)",
      "│  │  ├─ n0 flows.doubleEverywhere(n = inputs.n)",
      "│  │  ├─ n1 flows.addEverywhere(a = n0.o0, b = 1)",
      "│  │  └─ → o0 = n1.o0",
      '│  └─ else: fail "neither large nor one"',
      "├─ n1 flows.countUp(n = 3)",
      "├─ n2 map flows.addEverywhere by 2(a = n1.o0, b = n0.o0 (bound))",
      "├─ n3 flows.totalEverywhere(values = n2.o0)",
      '├─ n4 approve "looks good"(o0 = n3.o0)',
      "├─ n5 sleep 0.001 s",
      "├─ n6 launch plan fixed everywhere() after n5",
      "├─ on failure: fn0 flows.handlesEverywhere(n = inputs.n)",
      "├─ → sized = n0.o0",
      "├─ → all = n4.o0",
      "└─ → planned = n6.o0",
    ].join("\n"),
  );
});

constructs("shows whoever approves the value", async () => {
  const file = defineTask("makesRow", {}, m.value(m.struct("Row", { name: m.text })), async () => ({ name: "Oslo" }));
  const flow = defineWorkflow("approvesRow", {}, m.value(m.text), async () => {
    const row = (await approve(file(), { name: "row" })) as { name: string };
    return row.name;
  });
  const values: unknown[] = [];
  const gates = (gate: GateRequest): boolean => values.push(gate.kind === "approve" && gate.value) > 0;
  assert.is(await runWorkflow(flow, {}, { gates }), "Oslo");
  assert.equal(values, [{ name: "Oslo" }]);
});

constructs("ends a workflow inside whose time is over", async () => {
  const endless = defineTask("endlessInside", {}, m.none, () => new Promise<void>(() => {}));
  const inside = bodyOf("endlessFlow", () => endless());
  const flow = bodyOf("aroundEndless", () => inside().with({ timeout: { milliseconds: 20 } }));
  const error = await refusal(() => flow());
  assert.is(error.code, "timed-out");
  assert.is(error.text, "node n0 took longer than its timeout of 20 ms");
});

constructs("names the element, the inner node and the task where something fails deep inside", async () => {
  const odd = defineTask("oddDeep", { n: m.int }, m.value(m.int), async (n: number) => {
    if (n === 2) throw new RangeError("two");
    return n;
  });
  const outer = defineDynamic("outerDynamic", {}, m.value(m.list(m.int)), async () => mapTask(odd)([1, 2, 3]));
  const error = await refusal(() => bodyOf("deep", () => outer())());
  assert.is(error.text, "[1]: task flows.oddDeep failed: RangeError: two");
  assert.equal(error.where, ["node n0/dn0[1]", "task flows.oddDeep (flows.ts:1:1)"]);
});

constructs("runs on its own what stands outside a workflow", async () => {
  const odd = defineTask("oddAlone", { n: m.int }, m.value(m.int), async (n: number) => {
    if (n === 2) throw new RangeError("two");
    return n;
  });
  assert.equal(await mapTask(odd, { minSuccessRatio: 0.5 })([1, 2, 3]), [1, null, 3]);
  assert.is(await when(gt(3, 2), () => double(4)).otherwise(fail("no")), 8);
  assert.equal(await countUp(2), [1, 2]);
  assert.is(await (callLoosely(plan) as Promise<number>), 201);
  const start = performance.now();
  await sleep({ milliseconds: 10 });
  assert.ok(performance.now() - start >= 9);
});

constructs("runs eager tasks as they are, with what they call in the same run", async () => {
  const until = callLoosely(
    eager,
    async (limit: number): Promise<number> => {
      let value = 1;
      while (value < limit) value = await double(value);
      const [last] = await mapTask(double)([value]);
      return last ?? 0;
    },
    m.metadata("untilLimit", { limit: m.int }, m.value(m.int)),
  ) as typeof double;
  const flow = defineWorkflow("eagerly", {}, m.value(m.int), async () => add(until(5), 1));
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent): void => void events.push(event);
  assert.is(await runWorkflow(flow, {}, { onEvent, concurrency: 1 }), 17);
  const ended = events.filter(({ kind }) => kind === "node-succeeded");
  assert.equal(
    ended.map(({ node }) => node),
    ["n0/call0", "n0/call1", "n0/call2", "n0/call3/n0[0]", "n0", "n1"],
  );
});

constructs("runs no reference, and says what to do", async () => {
  const reference = callLoosely(
    referenceTask,
    { project: "p", domain: "d", name: "other.task", version: "v1" },
    { ...m.metadata("elsewhere", { n: m.int }, m.value(m.int)), kind: "reference-task" },
  ) as typeof double;
  const flow = defineWorkflow("refers", {}, m.value(m.int), async () => double(reference(4)));
  const error = await refusal(() => flow());
  assert.is(error.text, "task other.task is registered elsewhere, and its code is not here to run");
  assert.is(
    error.remedy,
    'in tests replace it with mockTask(…) of @tsflyte/runtime/testing, or give runWorkflow outputs: { "other.task": … }',
  );
  assert.is(await runWorkflow(flow, {}, { outputs: { "other.task": 7 } }), 14);
});

constructs.run();
