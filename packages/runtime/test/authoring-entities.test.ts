/**
 * The types of launch plans, references, dynamic and eager tasks and imperative workflows: what they let users write, and what they
 * refuse. Checked whenever the tests are type-checked; nothing of it runs.
 */
import { expectTypeOf } from "expect-type";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  artifact,
  cron,
  dynamic,
  eager,
  type FlyteError,
  fixedRate,
  ImperativeWorkflow,
  type Int,
  type Invocation,
  inputOf,
  launchPlan,
  mapTask,
  type Outputs,
  referenceLaunchPlan,
  referenceTask,
  referenceWorkflow,
  task,
  workflow,
} from "../src/index.ts";

/** Everything that is declared here would need the transformer to run. */
export function declarations(): void {
  const add = task(async (a: Int, b: Int = 2): Promise<Int> => a + b);
  const split = task(async (a: Int): Promise<[half: number, whole: Int]> => [a / 2, a]);
  const parts = task(async (a: Int): Promise<Outputs<{ half: number; whole: Int }>> => ({ half: a / 2, whole: a }));
  const log = task(async (_text: string): Promise<void> => {});
  const cleanUp = task(async (n: Int, name: string, err: FlyteError | null = null): Promise<void> => {
    expectTypeOf(err?.failedNodeId).toEqualTypeOf<string | undefined>();
    await log(`${n}${name}`);
  });
  const flow = workflow({ onFailure: cleanUp }, async (n: Int, name: string = "x"): Promise<Int> => {
    await log(name);
    return add(n);
  });
  const byName = workflow(async ({ n, day }: { n: Int; day: Date }): Promise<Date> => {
    await add(n);
    return day;
  });

  const plain = launchPlan(flow);
  expectTypeOf(plain(1, "x")).toEqualTypeOf<Invocation<Int>>();
  // @ts-expect-error nothing gives the input
  plain();
  const daily = launchPlan(flow, { name: "daily", schedule: cron("@daily"), labels: { team: "core" } });
  // @ts-expect-error a schedule gives no inputs to calls
  daily();
  const fixed = launchPlan(flow, { name: "fixed", fixedInputs: { n: 1 }, schedule: fixedRate({ hours: 6 }) });
  expectTypeOf(fixed()).toEqualTypeOf<Invocation<Int>>();
  fixed(undefined, "x");
  // @ts-expect-error no text is an integer
  fixed("1");
  const partly = launchPlan(byName, { name: "partly", defaultInputs: { n: 1 } });
  partly({ day: new Date() });
  partly({ day: new Date(), n: add(1) });
  // @ts-expect-error the workflow has no such input
  partly({ days: 1 });
  // @ts-expect-error no such option
  launchPlan(flow, { name: "x", scheduled: true });
  // @ts-expect-error a task has no launch plans
  launchPlan(add);

  const ref = referenceTask<(a: Int, b?: string) => Promise<number>>({
    project: "p",
    domain: "d",
    name: "n",
    version: "v",
  });
  expectTypeOf(ref(1)).toEqualTypeOf<Invocation<number>>();
  mapTask(ref)([1, 2]);
  const refPlan = referenceLaunchPlan<typeof flowFn>({ project: "p", domain: "d", name: "n", version: "v" });
  refPlan("x").after(ref(1));
  // @ts-expect-error a version is part of the name
  referenceWorkflow<() => Promise<void>>({ project: "p", domain: "d", name: "n" });

  const many = dynamic({ retries: 1 }, async (n: Int): Promise<Int[]> => {
    const calls: Invocation<Int>[] = [];
    for (let i = 0; i < n; i++) calls.push(add(i, fixed()));
    return Promise.all(calls);
  });
  expectTypeOf(many(3)).toEqualTypeOf<Invocation<Int[]>>();
  const plainly = eager(async (n: Int): Promise<Int> => ((await add(n, 1)) > 3 ? add(n, 2) : 0));
  expectTypeOf(plainly(add(1))).toEqualTypeOf<Invocation<Int>>();
  // @ts-expect-error the mode is what the name says
  dynamic({ executionMode: "eager" }, async () => {});

  const made = new ImperativeWorkflow("made", { failurePolicy: "fail-after-executable-nodes-complete" });
  const n = made.addInput<Int>("n");
  expectTypeOf(n).toEqualTypeOf<Int>();
  const first = made.addTask(add, { a: n }).with({ retries: 2 });
  expectTypeOf(first.outputs.o0).toEqualTypeOf<Int>();
  const both = made.addTask(parts, { a: first.outputs.o0 });
  expectTypeOf(both.outputs.half).toEqualTypeOf<number>();
  expectTypeOf(made.addTask(split, { a: 1 }).outputs["half"]).toEqualTypeOf<number | Int | undefined>();
  made.addTask(log, { text: "x" }).after(first, both);
  made.addWorkflow(flow, { n }).after(made.addLaunchPlan(fixed));
  made.addOutput("all", [first.outputs.o0, n]);
  made.addFailureHandler(cleanUp);
  // @ts-expect-error the outputs are half and whole
  both.outputs.third;
  expectTypeOf(made({ n: 1 })).toEqualTypeOf<Invocation<{ readonly [output: string]: unknown }>>();
  launchPlan(made, { name: "made daily", defaultInputs: { n: 1 } })();

  const model = artifact({ name: "model", partitionKeys: ["region"] });
  task({ artifacts: { o0: model({ region: inputOf("region") }) } }, async (_region: string): Promise<Int> => 1);
  workflow({ queries: { n: model.query({ region: "eu" }) } }, async (x: Int): Promise<Int> => add(x));
  // @ts-expect-error a query asks, and makes nothing
  task({ artifacts: { o0: model.query() } }, async (): Promise<Int> => 1);
}

declare const flowFn: (name: string) => Promise<boolean>;

const test = suite("types of entities");

test("let users write what stands above", () => {
  assert.type(declarations, "function");
});

test.run();
