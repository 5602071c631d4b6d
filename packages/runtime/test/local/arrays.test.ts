import { suite } from "uvu";
import * as assert from "uvu/assert";
import { RecoverableError } from "../../src/errors/user-errors.ts";
import type { RunEvent } from "../../src/local/index.ts";
import type { Literal } from "../../src/model/index.ts";
import { addTask, defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";
import { arrayNode, integer, integers, promise, runNodes, taskNode } from "./graph-by-hand.ts";

const add = addTask("addElements");
const evenOnly = defineTask("evenOnly", { n: m.int }, m.value(m.int), async (n: number) => {
  if (n % 2 === 1) throw new Error(`${n} is odd`);
  return n;
});
const inputs = { a: promise("", "a"), b: promise("", "b") };
const over = { n: promise("", "n") };
const none: Literal = { kind: "none" };

const arrays = suite("an array node that runs");

arrays("runs its task on each element, with what is bound whole", async () => {
  const lists = { a: integers(1, 2, 3), b: integers(10, 20, 30) };
  const mapped = await runNodes([arrayNode("n0", add, {}, { inputs })], [add], lists);
  assert.equal(mapped.get("n0"), { o0: integers(11, 22, 33) });
  const bound = await runNodes([arrayNode("n0", add, { boundInputs: ["b"] }, { inputs })], [add], {
    ...lists,
    b: integer(5),
  });
  assert.equal(bound.get("n0"), { o0: integers(6, 7, 8) });
  const total = defineTask("total", { a: m.int, b: m.list(m.int) }, m.value(m.int), async (a: number, b: number[]) =>
    b.reduce((sum, item) => sum + item, a),
  );
  const whole = await runNodes([arrayNode("n0", total, { boundInputs: ["b"] }, { inputs })], [total], lists);
  assert.equal(whole.get("n0"), { o0: integers(61, 62, 63) });
});

arrays("gives an empty list for an empty list", async () => {
  const outputs = await runNodes([arrayNode("n0", evenOnly, {}, { inputs: over })], [evenOnly], { n: integers() });
  assert.equal(outputs.get("n0"), { o0: integers() });
});

arrays("refuses lists of different lengths", async () => {
  const lists = { a: integers(1, 2), b: integers(1) };
  const error = await refusal(() => runNodes([arrayNode("n0", add, {}, { inputs })], [add], lists));
  assert.equal(spelled(error), {
    code: "unequal-lengths",
    message: [
      "The lists that are mapped over differ in length: a has 2, b has 1",
      "  fix: give lists of one length, or bound(value) for what every element gets whole",
    ].join("\n"),
  });
});

arrays("fails with its first failing element, by its index, and starts no more", async () => {
  const events: RunEvent[] = [];
  const node = arrayNode("n0", evenOnly, { parallelism: 1 }, { inputs: over });
  const after = taskNode("n1", add, { inputs: { a: promise("n0"), b: promise("n0") } });
  const error = await refusal(() =>
    runNodes([node, after], [evenOnly, add], { n: integers(2, 3, 4) }, { onEvent: (event) => events.push(event) }),
  );
  assert.is(error.code, "task-failed");
  assert.is(error.text, "[1]: task flows.evenOnly failed: Error: 3 is odd");
  assert.equal(error.where, ["node n0[1]", "task flows.evenOnly (flows.ts:1:1)"]);
  assert.equal(
    events.map(({ kind, node }) => `${kind} ${node}`),
    ["node-started n0[0]", "node-succeeded n0[0]", "node-started n0[1]", "node-failed n0[1]", "node-skipped n1"],
  );
});

arrays("gives null for failures where enough succeed", async () => {
  const lists = { n: integers(2, 3, 4, 5) };
  for (const success of [
    { kind: "min-success-ratio", ratio: 0.5 },
    { kind: "min-successes", count: 2 },
  ] as const) {
    const outputs = await runNodes([arrayNode("n0", evenOnly, { success }, { inputs: over })], [evenOnly], lists);
    assert.equal(outputs.get("n0"), { o0: { kind: "collection", literals: [integer(2), none, integer(4), none] } });
  }
  const success = { kind: "min-success-ratio", ratio: 0.75 } as const;
  const error = await refusal(() =>
    runNodes([arrayNode("n0", evenOnly, { success }, { inputs: over })], [evenOnly], lists),
  );
  assert.is(error.text, "[1]: task flows.evenOnly failed: Error: 3 is odd");
});

arrays("runs the others to their end where it is told to", async () => {
  const seen: number[] = [];
  const see = defineTask("seeElement", { n: m.int }, m.none, async (n: number) => {
    seen.push(n);
    if (n === 1) throw new Error("no");
  });
  const array = (runAllSubNodes: boolean) => [
    arrayNode("n0", see, { parallelism: 1, runAllSubNodes }, { inputs: over }),
  ];
  await refusal(() => runNodes(array(false), [see], { n: integers(1, 2, 3) }));
  assert.equal(seen.splice(0), [1]);
  await refusal(() => runNodes(array(true), [see], { n: integers(1, 2, 3) }));
  assert.equal(seen, [1, 2, 3]);
});

arrays("runs as many at a time as it may, and as the run may", async () => {
  let now = 0;
  let most = 0;
  const crowd = defineTask("crowdElement", { n: m.int }, m.none, async () => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 2));
    now--;
  });
  for (const [parallelism, concurrency, expected] of [
    [2, 16, 2],
    [0, 16, 8],
    [undefined, 3, 3],
  ] as const) {
    most = 0;
    const array = parallelism === undefined ? {} : { parallelism };
    const node = arrayNode("n0", crowd, array, { inputs: over });
    await runNodes([node], [crowd], { n: integers(1, 2, 3, 4, 5, 6, 7, 8) }, { concurrency });
    assert.is(most, expected);
  }
});

arrays("tries elements again", async () => {
  const tries = new Map<number, number>();
  const flaky = defineTask("flakyElement", { n: m.int }, m.value(m.int), async (n: number) => {
    tries.set(n, (tries.get(n) ?? 0) + 1);
    if (tries.get(n) === 1) throw new RecoverableError("again");
    return n;
  });
  const node = arrayNode("n0", flaky, {}, { inputs: over, metadata: { retries: 1 } });
  const outputs = await runNodes([node], [flaky], { n: integers(1, 2) }, { retryDelay: { first: 1 } });
  assert.equal(outputs.get("n0"), { o0: integers(1, 2) });
});

arrays.run();
