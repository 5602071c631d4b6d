/** One workflow with every construct. */
import {
  and,
  approve,
  bound,
  dynamic,
  eq,
  type FlyteFile,
  fail,
  ge,
  gt,
  ImperativeWorkflow,
  type Int,
  isTrue,
  launchPlan,
  lt,
  mapTask,
  type Outputs,
  sleep,
  waitForInput,
  when,
  workflow,
} from "@tsflyte/runtime";
import {
  add,
  cleanUp,
  countWords,
  describe,
  flaky,
  isLarge,
  large,
  log,
  type Point,
  pages,
  read,
  scale,
  show,
  small,
  split,
  stats,
  total,
  write,
} from "./tasks.js";

/** A sub-workflow with defaults, and the workflow of launch plans. */
export const halves = workflow(
  async (n: Int, factor: Int = 1, label: string = "n"): Promise<Outputs<{ sum: Int; text: string }>> => {
    const [half, rest] = await split(n);
    const scaled = scale(half, factor);
    return { sum: await add({ a: scaled, b: rest }), text: await small(rest).after(log(label)) };
  },
);

export const thirds = launchPlan(halves, {
  name: "every.thirds",
  fixedInputs: { factor: 3 },
  defaultInputs: { n: 9, label: "planned" },
});

/** Put together call by call. */
export const assembled = new ImperativeWorkflow("every.assembled");
const assembledIn = assembled.addInput<Int>("n");
const assembledLabel = assembled.addInput<string>("label");
const assembledSum = assembled.addTask(add, { a: assembledIn });
const assembledLog = assembled.addTask(log, { message: assembledLabel }).after(assembledSum);
const assembledHalves = assembled.addWorkflow(halves, { n: assembledSum.outputs.o0 }).after(assembledLog);
const assembledPlan = assembled.addLaunchPlan(thirds, { n: assembledSum.outputs.o0 });
assembled.addOutput("sums", [assembledSum.outputs.o0, assembledHalves.outputs.sum, assembledPlan.outputs.sum]);

/** Called by another dynamic task; where nothing is called, the result is real. */
export const countDown = dynamic(async (n: Int): Promise<Int> => {
  if (n <= 1) return n;
  return add({ a: countDown(n - 1), b: n });
});

/** Calls of every kind with values that are known only when it runs. */
export const fanOut = dynamic(async (n: Int, xs: Int[]): Promise<Outputs<{ sums: Int[]; text: string; down: Int }>> => {
  const sums = Array.from({ length: n }, (_, index) => add({ a: index, b: xs[index] ?? 0 }));
  const mapped = mapTask(scale)(xs, bound(n));
  const { sum } = await halves(n);
  const { sum: planned } = await thirds(sum);
  const { sum: all } = await stats(mapped);
  const text = when(gt(all, 10), () => large(all)).otherwise(() => small(planned));
  return { sums: [...(await Promise.all(sums)), planned, all], text: await text, down: await countDown(4) };
});

/** Everything at once. */
export const everything = workflow(
  { onFailure: cleanUp, failurePolicy: "fail-after-executable-nodes-complete" },
  async (
    n: Int,
    label: string = "everything",
  ): Promise<
    Outputs<{
      total: Int;
      point: Point;
      shown: string;
      texts: string[];
      words: string;
      copy: FlyteFile<"txt">;
      stored: string;
      sums: Record<string, Int>;
    }>
  > => {
    const sum = add({ a: n, b: 5 });
    const plus = add({ a: sum }).with({ nodeName: "plus", retries: 2, requests: { cpu: "200m" } });
    const [half, rest] = await split(plus);
    const { sum: halved, text } = await halves(half, 2);
    const { sum: planned } = await thirds();
    const { sums: assembledSums } = (await assembled({ n: half, label })) as { readonly sums: Int[] };

    const elements = mapTask(scale, { concurrency: 2, minSuccessRatio: 0.5 })([1, n, half, -1], bound(rest));
    const [totalled, missing] = await total(elements);

    const point = await describe({ x: totalled, y: 1.5, label, near: [{ x: missing, y: 0.5, label: "inner" }] });
    const shown = show([point, { x: half, y: 2, label: point.label }], { yes: true }, new Date("2026-03-01T12:00:00Z"));

    const branch = when(lt(n, 0), () => small(n), { name: "size" })
      .elseWhen(and(ge(n, 0), lt(n, 100)), () =>
        when(isTrue(isLarge(n)), () => large(plus), { name: "inner" })
          .elseWhen(eq(label, "everything"), () => small(plus))
          .otherwise(fail("a small number has no other label")),
      )
      .otherwise(fail("the number is too large"));

    const { sums: fanned, text: fannedText, down } = await fanOut(rest, [half, planned]);

    const approved = approve(plus, { name: "go on", timeout: "1h" });
    const title = waitForInput<string>({ name: "title", timeout: "1h" });
    const pause = sleep(0.01);

    const file = write(title).after(pause, log(title));
    const [words, copy] = await countWords(file, "words");
    const stored = read(copy, pages(3));

    const whole = await stats([approved, halved, planned, down, assembledSums[1] as Int, fanned[0] as Int]);
    return {
      total: whole.sum,
      point,
      shown: await shown,
      texts: [text, await branch, fannedText, await flaky(n)],
      words,
      copy,
      stored: await stored,
      sums: { down, planned, last: assembledSums[2] as Int },
    };
  },
);

/** What fails, with its failure node. */
export const failing = workflow({ onFailure: cleanUp }, async (n: Int, label: string = "failing"): Promise<Int> => {
  const sum = add({ a: n }).after(log(label));
  return await scale(sum, 2);
});
