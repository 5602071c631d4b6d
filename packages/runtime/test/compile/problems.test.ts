import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf } from "../../src/compile/index.ts";
import { compileProblems, problemText } from "../../src/errors/graph.ts";
import type { CallableEntity, Invocation } from "../../src/graph/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import { addTask, bodyOf, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { spelled } from "../support/refusal.ts";

const add = addTask("add");
const log = defineTask("log", {}, m.none, async () => {});

const texts = async (...entities: readonly CallableEntity[]): Promise<readonly string[]> =>
  (await problemsOf(entities)).map(problemText);

const problems = suite("problems");

problems("are none in what the server takes", async () => {
  const inner = defineWorkflow("fineInner", { n: m.int }, m.value(m.int), async (n: number) => add(n, 1));
  const outer = defineWorkflow("fineOuter", { n: m.int }, m.value(m.int), async (n: number) => inner(add(n, 2)));
  assert.equal(await texts(outer, log), []);
});

problems("tell whose they are, where, what and what to do", async () => {
  const flow = defineWorkflow("through", { n: m.int }, m.value(m.int), async (n: number) => n, {}, { line: 4 });
  assert.equal(await problemsOf([flow]), [
    {
      entity: "workflow flows.through",
      where: "flows.ts:4:1",
      text: "it calls nothing, and a workflow needs at least one node",
      remedy: "let it call a task, even if that only passes its input on",
    },
  ]);
  assert.equal(spelled(compileProblems(await problemsOf([flow]))), {
    code: "compile-problems",
    message: [
      "workflow flows.through: it calls nothing, and a workflow needs at least one node",
      "  at flows.ts:4:1",
      "  fix: let it call a task, even if that only passes its input on",
    ].join("\n"),
  });
});

problems("come all at once, those of workflows inside too", async () => {
  const inner = bodyOf("emptyInner", () => {});
  const outer = bodyOf("outerOfEmpty", () => {
    inner().with({ nodeName: "x" });
    inner().with({ nodeName: "X" });
  });
  const found = await problemsOf([outer]);
  assert.equal(found.map(problemText), [
    "workflow flows.emptyInner (flows.ts:1:1): it calls nothing, and a workflow needs at least one node; let it call a task, even if that only passes its input on",
    "workflow flows.outerOfEmpty, node x (flows.ts:1:1): 2 nodes have this id; give each another nodeName",
  ]);
  const { message } = compileProblems(found);
  assert.match(message, "2 problems that the server would refuse:\n  - workflow flows.emptyInner");
});

problems("name the limit of nodes", async () => {
  const many = (count: number) => (): void => {
    for (let index = 0; index < count; index++) log();
  };
  assert.equal(await texts(bodyOf("hundred", many(100))), []);
  assert.match(
    (await texts(bodyOf("hundredOne", many(101))))[0] ?? "",
    "it has 101 nodes, and the server takes at most 100",
  );
});

problems("find nodes of one id, given and by position", async () => {
  const flow = bodyOf("clash", () => {
    log();
    log().with({ nodeName: "n0" });
  });
  assert.match((await texts(flow))[0] ?? "", "workflow flows.clash, node n0 (flows.ts:1:1): 2 nodes have this id");
});

problems("find ids that the server cannot work with", async () => {
  const flow = bodyOf("oddIds", () => {
    log().with({ nodeName: "End-Node" });
    log().with({ nodeName: "é" });
  });
  const found = await texts(flow);
  assert.match(found[0] ?? "", "node end-node (flows.ts:1:1): the server has a node of this id already");
  assert.match(found[1] ?? "", "node é (flows.ts:1:1): its id has letters that the server cannot find outputs by");
});

problems("find circles that .after() makes", async () => {
  const flow = bodyOf("circle", () => {
    const a = log().with({ nodeName: "a" });
    const b = log().with({ nodeName: "b" }).after(a);
    const c = log().with({ nodeName: "c" }).after(b);
    a.after(c);
    log().with({ nodeName: "d" }).after(c);
  });
  const self = bodyOf("ownCircle", () => {
    const a = log();
    a.after(a);
  });
  assert.equal(
    (await problemsOf([flow, self])).map(({ text }) => text),
    ["nodes wait for each other in a circle: a → b → c → a", "nodes wait for each other in a circle: n0 → n0"],
  );
});

problems("find circles that a promise makes", async () => {
  const flow = bodyOf("promised", () => {
    let settle: (value: unknown) => void = () => {};
    const later = new Promise((resolve) => (settle = resolve));
    const first = add(later as Promise<number>, 1);
    const second = add(first, 1);
    second.then(settle);
  });
  assert.equal(
    (await problemsOf([flow])).map(({ text }) => text),
    ["nodes wait for each other in a circle: n0 → n1 → n0"],
  );
});

problems("are found in long chains without running out of stack or time", async () => {
  const flow = bodyOf("longChain", () => {
    let last: Invocation<unknown> | undefined;
    for (let index = 0; index < 20_000; index++) {
      const call = log();
      if (last !== undefined) call.after(last);
      last = call;
    }
  });
  const start = performance.now();
  assert.is((await problemsOf([flow])).length, 1);
  assert.is(performance.now() - start < 5000, true, "quadratic work would take far longer");
});

problems("find aliases that take an output away from who uses it", async () => {
  const flow = defineWorkflow("renamed", {}, m.value(m.int), async () => {
    const unused = add(1, 2).with({ aliases: { o0: "total" } });
    const used = add(3, 4).with({ nodeName: "used", aliases: { o0: "total" } });
    return add(await used, 1).after(unused);
  });
  assert.equal(await texts(flow), [
    'workflow flows.renamed, node used (flows.ts:1:1): its output "o0" is renamed to "total", and something takes it as "o0"; leave the alias out, or take nothing from the output',
  ]);
});

problems("find references of types that the server does not convert", async () => {
  const half = defineTask("half", { x: m.float }, m.value(m.float), async (x: number) => x / 2);
  const mean = defineTask("mean", { xs: m.list(m.float) }, m.value(m.float), async (_xs: number[]) => 0);
  const flow = defineWorkflow("counting", { n: m.int }, m.value(m.int), async (n: number) => {
    const total = await add(n, 1);
    mean([await half(1), total]);
    return half(total);
  });
  const remedy = "Flyte converts nothing between tasks: give both the same type, or convert in a task";
  const total = 'the output "o0" of node n0 (flows.add) is an integer';
  assert.equal(await texts(flow), [
    `workflow flows.counting, node n2 (flows.ts:1:1): task flows.mean takes a number for "xs[1]", and ${total}; ${remedy}`,
    `workflow flows.counting, node n3 (flows.ts:1:1): task flows.half takes a number for "x", and ${total}; ${remedy}`,
    `workflow flows.counting (flows.ts:1:1): its output "o0" is an integer, and the output "o0" of node n3 (flows.half) is a number; ${remedy}`,
  ]);
});

let pairs = 0;

/** Whether a value of one type may be bound to an input of another. */
async function flows(from: Schema, to: Schema): Promise<boolean> {
  pairs++;
  const give = defineTask(`give${pairs}`, {}, m.value(from), async () => undefined);
  const take = defineTask(`take${pairs}`, { v: to }, m.none, async (_v: unknown) => {});
  return (await problemsOf([bodyOf(`pair${pairs}`, async () => take(await give()))])).length === 0;
}

problems("let flow what the server lets flow", async () => {
  const one: Schema = { type: "string", enum: ["a", "b"] };
  const other: Schema = { type: "string", enum: ["a", "b", "c"] };
  const row = m.struct("Row", { n: m.int });
  const fits: readonly (readonly [Schema, Schema])[] = [
    [m.int, m.int],
    [m.int, m.nullable(m.int)],
    [m.int, m.union(m.int, m.text)],
    [m.nullable(m.int), m.optional(m.int)],
    [m.list(m.int), m.list(m.nullable(m.int))],
    [m.record(m.text), m.record(m.text)],
    [one, m.text],
    [m.text, one],
    [one, one],
    [row, m.struct("Other", { n: m.int })],
    [m.file("csv"), m.file("csv")],
    [m.date, m.date],
  ];
  for (const [from, to] of fits) assert.is(await flows(from, to), true, JSON.stringify([from, to]));
  const misfits: readonly (readonly [Schema, Schema])[] = [
    [m.int, m.float],
    [m.float, m.int],
    [m.text, m.int],
    [m.nullable(m.int), m.int],
    [m.list(m.int), m.list(m.float)],
    [m.list(m.int), m.int],
    [m.record(m.int), m.record(m.text)],
    [m.record(m.int), row],
    [m.int, one],
    [one, other],
    [m.file("csv"), m.file("json")],
    [m.file("csv"), m.text],
    [m.date, m.text],
    [m.union(m.int, m.text), m.nullable(m.int)],
  ];
  for (const [from, to] of misfits) assert.is(await flows(from, to), false, JSON.stringify([from, to]));
});

problems("know that a field which may be missing may be missing", async () => {
  const row = { ...m.struct("Row", { a: m.int, b: m.int }), required: ["a"] };
  const give = defineTask("giveRow", {}, m.value(row), async () => ({ a: 1 }));
  const take = defineTask("takeField", { n: m.int }, m.none, async (_n: number) => {});
  const flow = bodyOf("fields", async () => {
    const given = (await give()) as { a: number; b: number };
    take(given.a);
    take(given.b);
  });
  assert.equal(
    (await problemsOf([flow])).map(({ node }) => node),
    ["n2"],
  );
});

problems("find resources that contradict each other", async () => {
  const greedy = defineTask("greedy", {}, m.none, async () => {}, {
    requests: { cpu: "1500m", mem: "1Gi", gpu: 1, ephemeralStorage: "1k" },
    limits: { cpu: 1, mem: "1024Mi", gpu: 2, ephemeralStorage: "1Ki" },
  });
  const flow = bodyOf("greedyCall", () => log().with({ resources: { mem: ["2Gi", "1G"] } }));
  assert.equal(await texts(greedy, flow), [
    "task flows.greedy (flows.ts:1:1): it requests 1500m of cpu, above its limit of 1; raise the limit",
    "task flows.greedy (flows.ts:1:1): it requests 1 GPUs and is limited to 2; give both the same number",
    "workflow flows.greedyCall, node n0 (flows.ts:1:1): it requests 2Gi of memory, above its limit of 1G; raise the limit",
  ]);
});

problems("find labels that Kubernetes does not take", async () => {
  const labels = {
    ...{ team: "a", "acme.com/owner": "", "-a": "b", "a b": "c", c: "no spaces", d: "x".repeat(64), "A.b/c/d": "e" },
    ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`l${index}`, "v"])),
  };
  const flow = defineWorkflow("labelled", {}, m.none, async () => void (await log()), { defaultOptions: { labels } });
  const found = (await problemsOf([flow])).map(({ text }) => text);
  assert.equal(found, [
    'the label "-a" has a name that Kubernetes does not take',
    'the label "a b" has a name that Kubernetes does not take',
    'the label "c" has a value that Kubernetes does not take: "no spaces"',
    `the label "d" has a value that Kubernetes does not take: "${"x".repeat(64)}"`,
    'the label "A.b/c/d" has a name that Kubernetes does not take',
    "it has 19 labels, and the server takes at most 16",
  ]);
});

problems.run();
