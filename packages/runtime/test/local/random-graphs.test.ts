/** Random graphs: what a run gives is what the sums say, and nothing starts before what it waits for has ended. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Invocation } from "../../src/index.ts";
import { type RunEvent, runLocally } from "../../src/local/index.ts";
import { defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

let turn = 0;
const sum = defineTask(
  "sumOfRandom",
  { own: m.int, others: m.list(m.int), fails: m.flag },
  m.value(m.int),
  async (own: number, others: number[], fails: boolean) => {
    // Nodes end in another order than they start in.
    for (let count = turn++ % 4; count > 0; count--) await new Promise((resolve) => setImmediate(resolve));
    if (fails) throw new Error("meant to fail");
    return others.reduce((total, value) => total + value, own);
  },
);

interface RandomNode {
  /** Earlier nodes whose outputs it takes, and earlier nodes that it only waits for. */
  readonly takes: readonly number[];
  readonly after: readonly number[];
}

const graphs = fc
  .array(fc.tuple(fc.array(fc.nat(), { maxLength: 4 }), fc.array(fc.nat(), { maxLength: 2 })), {
    minLength: 1,
    maxLength: 15,
  })
  .map((nodes) =>
    nodes.map(([takes, after], index): RandomNode => {
      const earlier = (numbers: readonly number[]): readonly number[] =>
        index === 0 ? [] : numbers.map((number) => number % index);
      return { takes: earlier(takes), after: earlier(after) };
    }),
  );

let made = 0;
function flowOf(nodes: readonly RandomNode[], failing: number) {
  return defineWorkflow(`random${made++}`, {}, m.value(m.int), async () => {
    const calls: Invocation<number>[] = [];
    for (const [index, { takes, after }] of nodes.entries()) {
      const others = takes.map((take) => calls[take] as Invocation<number>);
      const call = sum(index, others, index === failing);
      calls.push(call.after(...after.map((number) => calls[number] as Invocation<number>)));
    }
    return calls.at(-1) as Invocation<number>;
  });
}

function resultOf(nodes: readonly RandomNode[]): number {
  const results: number[] = [];
  for (const [index, { takes }] of nodes.entries()) {
    results.push(takes.reduce((total, take) => total + (results[take] ?? 0), index));
  }
  return results.at(-1) ?? 0;
}

const random = suite("random graphs");

random("give what they should, in an order that they allow", () =>
  fc.assert(
    fc.asyncProperty(graphs, fc.integer({ min: 1, max: 6 }), async (nodes, concurrency) => {
      const events: RunEvent[] = [];
      const onEvent = (event: RunEvent): void => void events.push(event);
      const outputs = await runLocally(flowOf(nodes, -1), {}, { concurrency, onEvent });
      assert.is(outputs.get("o0"), resultOf(nodes));
      const at = (kind: string, index: number): number =>
        events.findIndex((event) => event.kind === kind && event.node === `n${index}`);
      let running = 0;
      for (const { kind } of events) {
        if (kind === "node-started") assert.ok(++running <= concurrency);
        if (kind === "node-succeeded") running--;
      }
      for (const [index, { takes, after }] of nodes.entries()) {
        for (const earlier of [...takes, ...after]) {
          assert.ok(at("node-succeeded", earlier) < at("node-started", index), `n${earlier} before n${index}`);
        }
      }
    }),
    { numRuns: 60 },
  ),
);

random("run nothing that waits for a node which has failed, and all else where they are told to go on", () =>
  fc.assert(
    fc.asyncProperty(graphs, fc.nat(), async (nodes, number) => {
      const failing = number % nodes.length;
      const flow = flowOf(nodes, failing);
      const lenient = defineWorkflow(`${flow.lhs}Lenient`, {}, m.value(m.int), flow.workflowFunction, {
        failurePolicy: "fail-after-executable-nodes-complete",
      });
      const blocked = new Set([failing]);
      for (const [index, { takes, after }] of nodes.entries()) {
        if ([...takes, ...after].some((earlier) => blocked.has(earlier))) blocked.add(index);
      }
      for (const [workflow, isLenient] of [
        [flow, false],
        [lenient, true],
      ] as const) {
        const ended = new Set<string>();
        const onEvent = ({ kind, node }: RunEvent): void => void (kind === "node-succeeded" && ended.add(node));
        const error = await refusal(() => runLocally(workflow, {}, { onEvent }));
        assert.match(error.text, "meant to fail");
        for (const index of nodes.keys()) {
          if (blocked.has(index)) assert.not(ended.has(`n${index}`));
          else if (isLenient) assert.ok(ended.has(`n${index}`));
        }
      }
    }),
    { numRuns: 40 },
  ),
);

random.run();
