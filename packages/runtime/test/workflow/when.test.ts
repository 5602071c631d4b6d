import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  and,
  eq,
  fail,
  ge,
  gt,
  type Invocation,
  isFalse,
  isNone,
  isTrue,
  le,
  lt,
  ne,
  or,
  Temporal,
  when,
} from "../../src/index.ts";
import { runLocally } from "../../src/local/index.ts";
import type { BooleanExpression, BranchNode, Node } from "../../src/model/index.ts";
import { compileOne } from "../support/compile-one.ts";
import { bodyOf, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

/** What a body gets, where a test does what types forbid. */
// biome-ignore lint/suspicious/noExplicitAny: the tests do what types forbid
type Loose = any;

const sq = defineTask("sq", { n: m.float }, m.value(m.float), async (n: number) => n * n);
const dbl = defineTask("dbl", { n: m.float }, m.value(m.float), async (n: number) => n * 2);
const coin = defineTask("coin", { seed: m.int }, m.value(m.flag), async (seed: number) => seed > 0);
const log = defineTask("log", { text: m.text }, m.none, async (_text: string) => {});
const pair = defineTask(
  "pair",
  {},
  m.tupleOf({ mean: m.float, rows: m.int }),
  async () => [0.5, 2] as [number, number],
);
const mean = defineTask(
  "mean",
  {},
  m.tupleOf({ mean: m.float, size: m.int }),
  async () => [0.25, 9] as [number, number],
);
const readRow = defineTask("readRow", {}, m.value(m.struct("Row", { name: m.text })), async () => ({ name: "a" }));
const maybe = defineTask("maybe", {}, m.value(m.nullable(m.int)), async () => null as number | null);
const either = defineTask("either", {}, m.value(m.union(m.int, m.text)), async () => 1 as number | string);
const today = defineTask("today", {}, m.value(m.date), async () => new Date(0));
const listed = defineTask("listed", {}, m.value(m.list(m.int)), async () => [1]);

let counter = 0;
const nextName = (): string => `when${++counter}`;

async function nodesOf(body: () => unknown): Promise<readonly Node[]> {
  return (await compileOne(bodyOf(nextName(), body))).nodes;
}

function branchOf(node: Node | undefined): BranchNode {
  if (node?.target.kind !== "branch") throw new Error("expected a branch");
  return node.target.branch;
}

/** The condition of the first case of a body's only branch. */
async function conditionOf(body: () => unknown): Promise<BooleanExpression> {
  return branchOf((await nodesOf(body)).find(({ target }) => target.kind === "branch")).cases[0].condition;
}

const recorded = suite("when() in a workflow");

recorded("has one node, which waits for what the conditions look at", async () => {
  const nodes = await nodesOf(async () => {
    const seed = coin(1);
    const x = dbl(2);
    const c = when(isTrue(seed), () => sq(x), { name: "lucky" }).otherwise(() => dbl(3));
    await sq(c);
  });
  assert.equal(
    nodes.map(({ id, upstreamNodeIds }) => [id, upstreamNodeIds]),
    [
      ["n0", []],
      ["n1", []],
      ["n2", ["n0"]],
      ["n3", ["n2"]],
    ],
  );
  const [, , node] = nodes;
  assert.is(node?.metadata.name, "lucky");
  const { cases, otherwise } = branchOf(node);
  assert.equal([cases[0].thenNode.id, cases[0].thenNode.upstreamNodeIds], ["n0", ["n1"]]);
  assert.equal(otherwise.kind === "node" ? otherwise.node.id : otherwise, "n1");
});

recorded("is named by its place, unless it has a name", async () => {
  const nodes = await nodesOf(() => {
    const x = dbl(1);
    when(gt(x, 1), () => when(lt(x, 9), () => sq(x)).otherwise(() => dbl(x))).otherwise(() => dbl(x));
    when(gt(x, 1), () => sq(x)).otherwise(fail("too small"));
  });
  const inner = branchOf(nodes[1]).cases[0].thenNode;
  assert.equal(
    [nodes[1]?.metadata.name, inner.metadata.name, nodes[2]?.metadata.name],
    ["branch-0", "branch-0-0-0", "branch-1"],
  );
  assert.equal(branchOf(nodes[2]).otherwise, { kind: "error", failedNodeId: "branch-1", message: "too small" });
});

recorded("takes fail() in a function too", async () => {
  const nodes = await nodesOf(() => void when(gt(dbl(1), 1), () => sq(1)).otherwise(() => fail("no")));
  assert.equal(branchOf(nodes[1]).otherwise, { kind: "error", failedNodeId: "branch-0", message: "no" });
});

recorded("makes constants of the type that they are compared with", async () => {
  const at = async (body: () => unknown): Promise<unknown> => {
    const condition = await conditionOf(body);
    return condition.kind === "comparison" ? [condition.operator, condition.left, condition.right] : condition;
  };
  const primitive = (kind: string, value: unknown): object => ({ kind: "primitive", primitive: { kind, value } });
  const x = { kind: "var", var: "n0.o0" };
  assert.equal(await at(() => when(gt(dbl(1), 3), () => sq(1)).otherwise(fail("no"))), [
    "gt",
    x,
    primitive("float", 3),
  ]);
  assert.equal(await at(() => when(le(3, dbl(1)), () => sq(1)).otherwise(fail("no"))), [
    "le",
    primitive("float", 3),
    x,
  ]);
  assert.equal(await at(() => when(isFalse(coin(1)), () => sq(1)).otherwise(fail("no"))), [
    "eq",
    x,
    primitive("boolean", false),
  ]);
  assert.equal(await at(() => when(eq(today(), new Date(5000)), () => sq(1)).otherwise(fail("no"))), [
    "eq",
    x,
    primitive("datetime", { seconds: 5n, nanos: 0 }),
  ]);
  assert.equal(await at(async () => when(ne((await readRow()).name, "b"), () => sq(1)).otherwise(fail("no"))), [
    "ne",
    { kind: "var", var: "n0.o0.name" },
    primitive("string", "b"),
  ]);
});

recorded("joins any number of conditions from the left", async () => {
  const condition = await conditionOf(() => {
    const x = dbl(1);
    when(and(gt(x, 1), lt(x, 2), or(eq(x, 3), eq(x, 4))), () => sq(x)).otherwise(fail("no"));
  });
  const spell = (part: BooleanExpression): string =>
    part.kind === "comparison"
      ? `${part.operator}${part.right.kind === "primitive" ? part.right.primitive.value : ""}`
      : `(${spell(part.left)} ${part.operator} ${spell(part.right)})`;
  assert.is(spell(condition), "((gt1 and lt2) and (eq3 or eq4))");
});

recorded("gives the outputs that all cases have, in the order of the first", async () => {
  const flow = defineWorkflow(nextName(), {}, m.value(m.float), async () => {
    const x = dbl(1);
    const [average] = (await when(gt(x, 1), () => pair())
      .elseWhen(lt(x, 0), () => mean())
      .otherwise(fail("no"))) as unknown as [number];
    return average;
  });
  assert.equal((await compileOne(flow)).outputs, [
    { var: "o0", binding: { kind: "promise", promise: { nodeId: "n1", var: "mean", attrPath: [] } } },
  ]);
  const none = bodyOf(nextName(), async () => {
    const result: unknown = await when(gt(dbl(1), 1), () => sq(1)).otherwise(() => log("no"));
    assert.is(result, undefined);
  });
  await compileOne(none);
});

recorded("can be ordered and named, and nothing else", async () => {
  const nodes = await nodesOf(() => {
    const first = log("first");
    const x = dbl(1);
    when(gt(x, 1), () => sq(x).after(first))
      .otherwise(() => dbl(x))
      .after(first)
      .with({ nodeName: "choice", name: "Choice" });
  });
  assert.equal([nodes[2]?.id, nodes[2]?.metadata.name, nodes[2]?.upstreamNodeIds], ["choice", "Choice", ["n1", "n0"]]);
  const error = await refusal(() =>
    nodesOf(
      () =>
        void when(gt(dbl(1), 1), () => sq(1))
          .otherwise(() => dbl(1))
          .with({ retries: 3 }),
    ),
  );
  assert.match(error.message, "the call of branch branch-0 in workflow flows.when");
  assert.match(error.message, 'option "retries": expected one of nodeName, name, got 3');
  assert.match(error.message, "fix: override the calls in its cases");
});

recorded.run();

const running = suite("when() that runs");

running("runs the case that the conditions of a workflow lead to", async () => {
  const flow = defineWorkflow(
    nextName(),
    { x: m.float, low: m.flag },
    m.value(m.float),
    async (x: number, low: boolean) => {
      const twice = dbl(x);
      return await when(and(gt(twice, 1), lt(twice, 10)), () => sq(twice))
        .elseWhen(isTrue(low), () => when(eq(x, 0), () => dbl(100)).otherwise(() => dbl(x)))
        .otherwise(fail("out of range"));
    },
  );
  const run = async (x: number, low: boolean): Promise<unknown> => (await runLocally(flow, { x, low })).get("o0");
  assert.is(await run(2, false), 16);
  assert.is(await run(0, true), 200);
  assert.is(await run(50, true), 100);
  const error = await refusal(() => run(50, false));
  assert.is(error.code, "user-provided-error");
  assert.match(error.message, "out of range");
});

running("decides on real values outside workflows", async () => {
  const choose = (x: number | null): Invocation<number> =>
    when(isNone(x), () => dbl(0))
      .elseWhen(or(lt(x as number, 0), ge(x as number, 10)), () => sq(x as number))
      .elseWhen(isTrue(coin(1)), () => dbl(x as number))
      .otherwise(fail("no coin"));
  assert.equal([await choose(null), await choose(-3), await choose(4)], [0, 9, 8]);
  const error = await refusal(() => when(isFalse(coin(1)), () => sq(1), { name: "toss" }).otherwise(fail("no luck")));
  assert.equal(
    [error.code, error.text, error.where],
    ["user-provided-error", "no luck", ["branch toss, in which no condition held"]],
  );
});

running("compares dates, durations, bigints and null by value", async () => {
  const holds = async (condition: Parameters<typeof when>[0]): Promise<boolean> =>
    (await when(condition, () => dbl(1)).otherwise(() => dbl(0))) === 2;
  const { Instant, Duration } = Temporal;
  assert.ok(await holds(eq(new Date(5), new Date(5))));
  assert.ok(await holds(lt(new Date(4), new Date(5))));
  assert.ok(await holds(gt(Duration.from("PT61M"), Duration.from("PT1H"))));
  assert.ok(await holds(le(Instant.from("2024-01-01T00:00:00Z"), Instant.from("2024-01-01T00:00:00.000000001Z"))));
  assert.ok(await holds(eq<number | bigint>(1n, 1)));
  assert.ok(await holds(ne<number | null>(null, 1)));
  assert.not(await holds(eq(Number.NaN, Number.NaN)));
  const error = await refusal(() => holds(gt(null as Loose, 1)));
  assert.match(error.message, "branch branch: expected gt(…) to compare values, got null");
});

running("decides at once on the real inputs of a dynamic task, and records the rest", async () => {
  const task = defineTask(
    "whenDynamic",
    { n: m.float },
    m.value(m.float),
    async (n: number) =>
      await when(gt(n, 100), () => dbl(n))
        .elseWhen(gt(dbl(n), 5), () => sq(n))
        .elseWhen(eq(n, 1), () => dbl(10))
        .otherwise(fail("too small")),
    { executionMode: "dynamic" },
  );
  const run = async (n: number): Promise<unknown> => (await runLocally(task, { n })).get("o0");
  assert.equal([await run(200), await run(7), await run(1)], [400, 49, 20]);
  assert.match((await refusal(() => run(2))).message, "too small");
});

running.run();

const refused = suite("when() that cannot be");

/** The error of a body, with the code that all of them have. */
async function wrong(body: () => unknown, code = "bad-branch"): Promise<string> {
  const error = await refusal(() => nodesOf(body));
  assert.is(error.code, code);
  assert.match(error.where.join(), /when\.test\.ts:\d+:\d+/);
  return error.message;
}

const cases: readonly (readonly [name: string, body: () => unknown, found: string, remedy: string])[] = [
  [
    "a comparison that JavaScript has made",
    () => when(true as Loose, () => sq(1)).otherwise(fail("no")),
    "branch branch-0: expected a condition, got true, which was computed before the workflow runs",
    "write eq(a, b), ne, gt, ge, lt, le, isTrue(a), isFalse(a), and(…) or or(…)",
  ],
  [
    "a bare reference",
    async () => when((await coin(1)) as Loose, () => sq(1)).otherwise(fail("no")),
    'got the output "o0" of node n0 (flows.coin) itself',
    "write isTrue(…) or isFalse(…) around it if it is a boolean",
  ],
  [
    "a bare reference inside and()",
    async () => when(and(gt(dbl(1), 1), (await coin(1)) as Loose), () => sq(1)).otherwise(fail("no")),
    'got the output "o0" of node n1 (flows.coin) itself',
    "isTrue(…)",
  ],
  [
    "two values that are known",
    () => when(eq(1, 1), () => sq(1)).otherwise(fail("no")),
    "expected eq(…) to compare an input or a call's result, got two values that are known already",
    "use if for what is known",
  ],
  [
    "isTrue() of a value that is known",
    () => when(isTrue(true), () => sq(1)).otherwise(fail("no")),
    "expected isTrue(…) to compare an input",
    "use if",
  ],
  [
    "isTrue() of a number",
    () => when(isTrue(dbl(1) as Loose), () => sq(1)).otherwise(fail("no")),
    'expected isTrue(…) to look at a boolean, got the output "o0" of node n0 (flows.dbl), which is a number',
    "decide in a task that returns a boolean",
  ],
  [
    "an order of booleans",
    () => when(gt(coin(1) as Loose, true as Loose), () => sq(1)).otherwise(fail("no")),
    "expected gt(…) to look at values with an order",
    "decide in a task",
  ],
  [
    "null",
    () => when(eq(maybe(), null), () => sq(1)).otherwise(fail("no")),
    "expected eq(…) to compare values, got null",
    "Flyte compares nothing with null",
  ],
  [
    "a struct",
    () => when(eq(readRow(), { name: "a" }), () => sq(1)).otherwise(fail("no")),
    'expected eq(…) to look at a number, string, boolean, date or duration, got the output "o0" of node n0 (flows.readRow), which is Row',
    "look at a field of it",
  ],
  ["a list", () => when(eq(listed(), [1]), () => sq(1)).otherwise(fail("no")), "which is an array", "decide in a task"],
  [
    "a union",
    () => when(eq(either(), 1), () => sq(1)).otherwise(fail("no")),
    "which is an integer or a string",
    "decide in a task",
  ],
  [
    "a promise of something else",
    () => when(eq(dbl(1), Promise.resolve(1)), () => sq(1)).otherwise(fail("no")),
    "expected eq(…) to look at a value or a call's result, got a promise",
    "await the promise",
  ],
  [
    "no condition in and()",
    () => when(and(), () => sq(1)).otherwise(fail("no")),
    "and(): expected conditions, got none",
    "write and(eq(a, b), isTrue(c))",
  ],
  [
    "a call instead of a function",
    () => when(gt(dbl(1), 1), sq(1) as Loose).otherwise(fail("no")),
    "expected a case to be a function that makes a call, got the call of task flows.sq",
    "write () => call(…)",
  ],
  [
    "a case without a call",
    () => when(gt(dbl(1), 1), (() => {}) as Loose).otherwise(fail("no")),
    "expected a case to return a call, got nothing",
    "return the call of a task or workflow",
  ],
  [
    "a case that gives a reference",
    async () => {
      const x = await dbl(1);
      when(gt(x, 1), (() => x) as Loose).otherwise(fail("no"));
    },
    'expected a case to return a call, got the output "o0" of node n0',
    "a task that returns its input can pass a value on",
  ],
  [
    "an async case",
    () => when(gt(dbl(1), 1), (async () => await sq(1)) as Loose).otherwise(fail("no")),
    "expected a case to return a call, got a promise of something",
    "without async and await",
  ],
  [
    "a call from outside",
    () => {
      const call = sq(1);
      when(gt(dbl(1), 1), () => call).otherwise(fail("no"));
    },
    "expected a case to make its call itself, got the call of task flows.sq",
    "make the call inside the case's function",
  ],
  [
    "one call in two cases",
    () => {
      let call: Invocation<number> | undefined;
      when(gt(dbl(1), 1), () => {
        call = sq(1);
        return call;
      }).otherwise(() => call as Invocation<number>);
    },
    "expected each case to make a call of its own, got the call of task flows.sq",
    "make the call again",
  ],
  [
    "a when() without an end inside a case",
    () => when(gt(dbl(1), 1), (() => when(gt(dbl(1), 2), () => sq(1))) as Loose).otherwise(fail("no")),
    "got a when(…) without .otherwise(…)",
    "return the call",
  ],
  [
    "a when() without an end",
    () => when(gt(dbl(1), 1), () => sq(1), { name: "size" }),
    "branch size of workflow flows.when",
    'end it with .otherwise(() => call(…)) or .otherwise(fail("message"))',
  ],
  [
    "two ends",
    () => {
      const branch = when(gt(dbl(1), 1), () => sq(1));
      branch.otherwise(fail("no"));
      branch.otherwise(fail("no"));
    },
    "branch branch-0 has ended with .otherwise() already",
    "put .otherwise() last",
  ],
];

for (const [name, body, found, remedy] of cases) {
  refused(`${name}: the error says what stands there, where, and what to do`, async () => {
    const message = await wrong(body);
    assert.ok(message.includes(found), message);
    assert.ok(message.includes(remedy), message);
  });
}

refused("a constant of another type than what it is compared with", async () => {
  const error = await refusal(() => nodesOf(() => when(gt(dbl(1), "a" as Loose), () => sq(1)).otherwise(fail("no"))));
  assert.is(error.code, "wrong-type");
  assert.match(error.message, "expected a number, got ");
  assert.match(error.message, "branch branch-0, gt(…) with o0");
});

refused("what a case has made, used outside it", async () => {
  const error = await refusal(() =>
    nodesOf(() => {
      let inner: Invocation<number> | undefined;
      when(gt(dbl(1), 1), () => {
        inner = sq(1);
        return inner;
      }).otherwise(() => dbl(1));
      dbl(inner as Invocation<number>);
    }),
  );
  assert.match(error.message, "which runs only in one case of a branch");
  assert.match(error.message, "fix: use the result of when(…).otherwise(…)");
});

refused("a condition that the body computes with", async () => {
  const computed = await wrong(() => `${gt(dbl(1), 1)}`, "reference-misuse");
  assert.match(
    computed,
    "the body computes with gt(…), or turns it into text: a condition is decided only at run time",
  );
  assert.match(computed, "fix: give it to when(…), and join conditions with and(…) and or(…)");
  await wrong(() => JSON.stringify({ c: isTrue(coin(1)) }), "reference-misuse");
});

refused("fail() without a message, and options that there are not", async () => {
  const error = await refusal(() => fail(""));
  assert.match(error.message, 'fail(): expected a message that is not empty, got ""');
  assert.match(error.message, "fix: say why the workflow fails");
  const named = await refusal(() => when(gt(1, 1), () => sq(1), { nam: "x" } as Loose));
  assert.match(named.message, 'when(): there is no option "nam"');
  const empty = await refusal(() => when(gt(1, 1), () => sq(1), { name: "" }));
  assert.match(empty.message, 'when(), option "name": expected a text that is not empty, got ""');
});

refused.run();
