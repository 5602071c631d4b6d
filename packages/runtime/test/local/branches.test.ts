import { suite } from "uvu";
import * as assert from "uvu/assert";
import { holds } from "../../src/local/evaluate-condition.ts";
import type { RunEvent } from "../../src/local/index.ts";
import type { BooleanExpression, BranchNode, Literal, Node } from "../../src/model/index.ts";
import { addTask, defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";
import { compare, integer, nodeOf, promise, runNodes, taskNode } from "./graph-by-hand.ts";

const add = addTask("addInBranch");
const ran: string[] = [];
const step = defineTask("branchStep", { name: m.text }, m.none, async (name: string) => void ran.push(name));
const fails = defineTask("branchFails", {}, m.value(m.int), async () => Promise.reject(new Error("no")));
const one = { a: { kind: "scalar", scalar: integer(1) }, b: promise("n0") } as const;

/** `n0` gives what the branch `n1` looks at. */
function branching(branch: BranchNode, first = 2): readonly Node[] {
  const source = taskNode("n0", add, {
    inputs: { a: { kind: "scalar", scalar: integer(first) }, b: { kind: "scalar", scalar: integer(0) } },
  });
  return [
    source,
    nodeOf("n1", { kind: "branch", branch }, { inputs: { "n0.o0": promise("n0") }, metadata: { name: "size" } }),
  ];
}

const over5: BooleanExpression = compare("n0.o0", "gt", integer(5));
const over1: BooleanExpression = compare("n0.o0", "gt", integer(1));

const branches = suite("a branch that runs");

branches("runs the first case that holds, and no other", async () => {
  const events: RunEvent[] = [];
  const outputs = await runNodes(
    branching({
      cases: [
        { condition: over5, thenNode: taskNode("n0", fails) },
        { condition: over1, thenNode: taskNode("n1", add, { inputs: one }) },
      ],
      otherwise: { kind: "node", node: taskNode("n2", fails) },
    }),
    [add, fails],
    {},
    { onEvent: (event) => events.push(event) },
  );
  assert.equal(outputs.get("n1"), { o0: integer(3) });
  assert.equal(
    events.map(({ kind, node }) => `${kind} ${node}`),
    [
      "node-started n0",
      "node-succeeded n0",
      "node-skipped n1/n0",
      "node-skipped n1/n2",
      "node-started n1/n1",
      "node-succeeded n1/n1",
    ],
  );
});

branches("fails with the user's text where its last case is an error", async () => {
  const error = await refusal(() =>
    runNodes(
      branching({
        cases: [{ condition: over5, thenNode: taskNode("n0", add, { inputs: one }) }],
        otherwise: { kind: "error", failedNodeId: "size", message: "it is too small" },
      }),
      [add],
    ),
  );
  assert.equal(spelled(error), {
    code: "user-provided-error",
    message: "it is too small\n  at branch size, in which no condition held",
  });
});

branches("waits for what its cases read, also in branches inside", async () => {
  ran.length = 0;
  const slow = defineTask("branchSlow", {}, m.value(m.text), async () => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return "slow";
  });
  const inner: BranchNode = {
    cases: [{ condition: over1, thenNode: taskNode("n0", step, { inputs: { name: promise("n2") } }) }],
    otherwise: { kind: "error", failedNodeId: "inner", message: "never" },
  };
  const nodes = branching({
    cases: [
      {
        condition: over1,
        thenNode: nodeOf("n0", { kind: "branch", branch: inner }, { inputs: { "n0.o0": promise("n0") } }),
      },
    ],
    otherwise: { kind: "error", failedNodeId: "outer", message: "never" },
  });
  await runNodes([...nodes, taskNode("n2", slow)], [add, step, slow]);
  assert.equal(ran, ["slow"]);
});

branches.run();

const conditions = suite("a condition that is evaluated");
const instant = (seconds: number, nanos = 0): Literal => ({
  kind: "datetime",
  value: { seconds: BigInt(seconds), nanos },
});
const check = (condition: BooleanExpression, x: Literal): boolean => holds(condition, { ".x": x });

conditions("compares integers of either size, floats, texts, booleans, times and durations", () => {
  assert.is(check(compare(".x", "eq", integer(3)), { kind: "integer", value: 3n }), true);
  assert.is(
    check(compare(".x", "gt", { kind: "integer", value: 2n ** 60n }), { kind: "integer", value: 2n ** 60n + 1n }),
    true,
  );
  assert.is(check(compare(".x", "le", { kind: "float", value: 0.5 }), { kind: "float", value: 0.5 }), true);
  assert.is(check(compare(".x", "ne", { kind: "string", value: "a" }), { kind: "string", value: "b" }), true);
  assert.is(check(compare(".x", "eq", { kind: "boolean", value: true }), { kind: "boolean", value: false }), false);
  assert.is(check(compare(".x", "lt", instant(5, 2) as never), instant(5, 1)), true);
  const day = { kind: "duration", value: { seconds: 86_400n, nanos: 0 } } as const;
  assert.is(check(compare(".x", "ge", day), day), true);
  for (const operator of ["eq", "gt", "lt", "ge", "le"] as const) {
    assert.is(check(compare(".x", operator, { kind: "float", value: 0 }), { kind: "float", value: Number.NaN }), false);
  }
});

conditions("joins comparisons, and looks at the second one only where it matters", () => {
  const low = compare(".x", "lt", integer(10));
  const wrong = compare(".missing", "lt", integer(10));
  const join = (operator: "and" | "or", left: BooleanExpression, right: BooleanExpression): BooleanExpression => ({
    kind: "conjunction",
    operator,
    left,
    right,
  });
  assert.is(check(join("and", low, low), integer(5)), true);
  assert.is(check(join("or", low, wrong), integer(5)), true);
  assert.is(check(join("and", low, wrong), integer(50)), false);
});

conditions("compares an optional value by its value, and not null", async () => {
  const wrapped: Literal = { kind: "union", value: integer(5), type: { kind: "simple", simple: "integer" } };
  assert.is(check(compare(".x", "eq", integer(5)), wrapped), true);
  const error = await refusal(() => check(compare(".x", "gt", integer(5)), { kind: "none" }));
  assert.is(error.text, 'The condition looks at "x", which is null: expected a value like a constant');
  assert.is(error.remedy, "let a task decide, and compare what it returns");
  const isNone: BooleanExpression = {
    kind: "comparison",
    operator: "eq",
    left: { kind: "var", var: ".x" },
    right: { kind: "scalar", scalar: { kind: "none" } },
  };
  assert.is(check(isNone, { kind: "none" }), true);
  assert.is(check(isNone, wrapped), false);
});

conditions("refuses values of two types, and values that have no order", async () => {
  const mixed = await refusal(() => check(compare(".x", "eq", { kind: "float", value: 1 }), integer(1)));
  assert.is(
    mixed.text,
    'The condition looks at "x", which is of type integer: expected one of type float, as a constant is',
  );
  const list = await refusal(() =>
    holds(
      { kind: "comparison", operator: "eq", left: { kind: "var", var: ".x" }, right: { kind: "var", var: ".x" } },
      {
        ".x": { kind: "collection", literals: [] },
      },
    ),
  );
  assert.is(
    list.text,
    'The condition looks at "x", which is of type collection: expected a number, a text, a boolean, a time or a duration',
  );
});

conditions.run();
