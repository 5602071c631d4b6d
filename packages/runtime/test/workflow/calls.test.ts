import { suite } from "uvu";
import * as assert from "uvu/assert";
import { closureOf, problemsOf } from "../../src/compile/index.ts";
import type { Invocation } from "../../src/graph/index.ts";
import type { BindingData, Node } from "../../src/model/index.ts";
import { accelerators } from "../../src/settings/accelerators.ts";
import { compileOne } from "../support/compile-one.ts";
import { addTask, bodyOf, callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";

const add = addTask("add");
const greet = defineTask(
  "greet",
  { name: m.text, mark: m.withDefault(m.text, "!"), note: m.optional(m.text) },
  m.value(m.text),
  async (name: string, mark?: string, note?: string) => `${name}${mark}${note}`,
);
const load = defineTask(
  "load",
  { path: m.text, n: m.withDefault(m.int, 3) },
  m.value(m.int),
  async ({ n = 3 }: { path: string; n?: number }) => n,
  {},
  { inputStyle: "object" },
);
const orNull = defineTask("orNull", { n: m.nullable(m.int) }, m.none, async (_n: number | null) => {});
const notify = defineTask("notify", { text: m.text }, m.none, async (_text: string) => {});
const sum = defineTask("sum", { ns: m.list(m.int) }, m.value(m.int), async (_ns: readonly number[]) => 0);

let counter = 0;

async function nodesOf(body: () => unknown): Promise<readonly Node[]> {
  return (await compileOne(bodyOf(`calls${++counter}`, body))).nodes;
}

const bound = (node: Node | undefined): { readonly [name: string]: BindingData } =>
  Object.fromEntries((node?.inputs ?? []).map((binding) => [binding.var, binding.binding]));
const text = (value: string): BindingData => ({ kind: "scalar", scalar: { kind: "string", value } });
const int = (value: number): BindingData => ({ kind: "scalar", scalar: { kind: "integer", value } });

const args = suite("arguments of calls");

args("are positional, with defaults for what is left out or undefined", async () => {
  const nodes = await nodesOf(() => {
    greet("a");
    greet("b", undefined, undefined);
    greet("c", "?", "x");
  });
  assert.equal(bound(nodes[0])["mark"], text("!"));
  assert.equal(bound(nodes[0]), { ...bound(nodes[1]), name: text("a") });
  assert.equal(bound(nodes[2])["mark"], text("?"));
  assert.is(bound(nodes[2])["note"]?.kind, "scalar");
});

args("are one object where the function destructures one", async () => {
  const nodes = await nodesOf(() => {
    load({ path: "p" });
    load({ n: 5, path: "q" });
    load({ path: "r", n: undefined } as never);
  });
  assert.equal(bound(nodes[0]), { path: text("p"), n: int(3) });
  assert.equal(bound(nodes[1]), { path: text("q"), n: int(5) });
  assert.equal(bound(nodes[2]), { path: text("r"), n: int(3) });
});

args("may be null where the type says so", async () => {
  const nodes = await nodesOf(() => {
    orNull(null);
    orNull(5);
  });
  assert.is(bound(nodes[0])["n"]?.kind, "scalar");
});

args("that are missing are all named, with their types", async () => {
  for (const given of [[], [undefined], [undefined, 2]]) {
    const error = await refusal(() => nodesOf(() => callLoosely(add, ...given)));
    assert.is(error.code, "missing-input");
    const both = given.length < 2;
    assert.is(
      error.text,
      both
        ? 'The inputs "a" (an integer), "b" (an integer) of task flows.add are missing'
        : 'The input "a" (an integer) of task flows.add is missing',
    );
    assert.is(error.where[0], "task flows.add (flows.ts:1:1)");
    assert.match(
      error.where[1] ?? "",
      /^the call in workflow flows\.calls\d+ \(packages\/runtime\/test\/.*\.ts:\d+:\d+\)$/,
    );
    assert.is(error.remedy, "pass a value, or give the parameter a default");
  }
  const missing = await refusal(() => callLoosely(add, 1) as Promise<unknown>);
  assert.is(missing.text, 'The input "b" (an integer) of task flows.add is missing');
});

args("that are too many are refused", async () => {
  const error = await refusal(() => nodesOf(() => callLoosely(add, 1, 2, 3)));
  assert.is(error.code, "unknown-input");
  assert.is(error.text, 'The input "argument 3" is unknown to task flows.add, which has the inputs a, b');
});

args("of unknown names are refused", async () => {
  const error = await refusal(() => nodesOf(() => callLoosely(load, { path: "p", m: 1 })));
  assert.is(error.code, "unknown-input");
  assert.is(error.text, 'The input "m" is unknown to task flows.load, which has the inputs path, n');
  const hostile = await refusal(() => nodesOf(() => callLoosely(load, JSON.parse('{"path":"p","__proto__":{}}'))));
  assert.match(hostile.text, 'The input "__proto__" is unknown');
});

args("that should be one object say so", async () => {
  const others: readonly (readonly [readonly unknown[], string])[] = [
    [["p"], "a string"],
    [[5], "a number"],
    [[null], "null"],
    [[["p"]], "an array"],
    [[{ path: "p" }, 5], "2 arguments"],
  ];
  for (const [given, got] of others) {
    const error = await refusal(() => nodesOf(() => callLoosely(load, ...given)));
    assert.is(error.code, "wrong-type");
    assert.is(error.text, `task flows.load: expected one object with the inputs path, n, got ${got}`);
    assert.is(error.remedy, "call it with { path: …, n: … }");
  }
  const call = await refusal(() => nodesOf(() => callLoosely(load, add(1, 2))));
  assert.match(call.text, "got the result of another call");
  const reference = await refusal(() => nodesOf(async () => callLoosely(load, await add(1, 2))));
  assert.match(reference.text, "got a reference");
});

args("of wrong types name the parameter and the path", async () => {
  const wrong: readonly (readonly [() => unknown, string])[] = [
    [() => callLoosely(add, "1", 2), 'a: expected an integer, got the string "1"'],
    [() => callLoosely(add, 1.5, 2), "a: expected an integer, got the number 1.5"],
    [() => callLoosely(add, null, 2), "a: expected an integer, got null"],
    [() => callLoosely(sum, [1, "2"]), 'ns[1]: expected an integer, got the string "2"'],
    [() => callLoosely(sum, 5), "ns: expected an array, got the number 5"],
    [() => callLoosely(load, { path: 5 }), "path: expected a string, got the number 5"],
  ];
  for (const [call, expected] of wrong) {
    const error = await refusal(() => nodesOf(call));
    assert.is(error.code, "wrong-type");
    assert.is(error.text.endsWith(expected), true, error.text);
    assert.match(
      error.where.join("\n"),
      /the call in workflow flows\.calls\d+ \(packages\/runtime\/test\/.*\.ts:\d+:\d+\)/,
    );
  }
});

args("that a promise brings are checked when it does", async () => {
  const error = await refusal(() => nodesOf(() => callLoosely(add, Promise.resolve("1"), 2)));
  assert.match(error.text, 'a: expected an integer, got the string "1"');
  assert.match(
    error.where.join("\n"),
    /the call in workflow flows\.calls\d+ \(packages\/runtime\/test\/.*\.ts:\d+:\d+\)/,
  );
  const rejected = await refusal(() => nodesOf(() => callLoosely(add, Promise.reject(new Error("no")), 2)));
  assert.is(rejected.code, "workflow-body");
  assert.match(rejected.text, "Error: no");
});

args("of one call may all come from Promise.all", async () => {
  const nodes = await nodesOf(() => sum(Promise.all([add(1, 2), add(3, 4), 5] as never[])));
  assert.equal(
    nodes.map(({ upstreamNodeIds }) => upstreamNodeIds),
    [[], [], ["n0", "n1"]],
  );
});

args("that fail leave no node behind", async () => {
  const nodes = await nodesOf(() => {
    try {
      callLoosely(add, "1");
    } catch {
      notify("failed");
    }
  });
  assert.equal(
    nodes.map(({ id, target }) => [id, target.kind === "task" && target.referenceId.name]),
    [["n0", "flows.notify"]],
  );
});

args.run();

const overrides = suite(".with()");

overrides("changes everything of a node that can be changed", async () => {
  const [node] = await nodesOf(() =>
    add(1, 2).with({
      nodeName: "My-Node_X",
      name: "shown",
      retries: 3,
      timeout: "5m",
      interruptible: true,
      cache: { version: "9", serialize: true },
      containerImage: "other:1",
      accelerator: accelerators.T4,
      sharedMemory: "1Gi",
      requests: { cpu: 1 },
      limits: { cpu: 2 },
      aliases: { o0: "total" },
    }),
  );
  assert.is(node?.id, "my-node-x");
  assert.equal(node?.metadata, {
    name: "shown",
    timeout: 300_000,
    retries: 3,
    interruptible: true,
    cacheable: true,
    cacheVersion: "9",
    cacheSerializable: true,
  });
  assert.equal(node?.outputAliases, [{ var: "o0", alias: "total" }]);
  assert.equal(node?.target.kind === "task" && node.target.overrides, {
    resources: { requests: [{ name: "cpu", value: "1" }], limits: [{ name: "cpu", value: "2" }] },
    extendedResources: {
      gpuAccelerator: { device: "nvidia-tesla-t4" },
      sharedMemory: { mountName: "flyte-shared-memory", mountPath: "/dev/shm", sizeLimit: "1Gi" },
    },
    containerImage: "other:1",
  });
});

overrides("of several calls are laid over each other; undefined changes nothing", async () => {
  const [node] = await nodesOf(() =>
    add(1, 2)
      .with({ retries: 1, name: "first" })
      .with({ retries: 2, timeout: 5 })
      .with({ retries: undefined } as never),
  );
  assert.is(node?.metadata.retries, 2);
  assert.is(node?.metadata.name, "first");
  assert.is(node?.metadata.timeout, 5000);
});

overrides("turns a task's cache off", async () => {
  const cached = defineTask("cached", {}, m.none, async () => {}, { cache: { version: "1" } });
  const [node] = await nodesOf(() => cached().with({ cache: false }));
  assert.is(node?.metadata.cacheable, false);
});

overrides("keeps a node's references, wherever they went before", async () => {
  const nodes = await nodesOf(async () => {
    const call = add(1, 2);
    const total = await call;
    add(total, 1);
    call.with({ nodeName: "total" });
  });
  assert.equal(nodes[1]?.upstreamNodeIds, ["total"]);
});

const wrongOverrides: readonly (readonly [unknown, string])[] = [
  [{ retry: 1 }, '.with(): there is no option "retry"'],
  [{ retries: -1 }, '.with(): option "retries": expected a whole number from 0, got -1'],
  [{ timeout: "x" }, '.with(): option "timeout": expected a number of seconds'],
  [{ nodeName: "--" }, '.with(): option "nodeName": expected a text with a letter or a digit, got "--"'],
  [{ nodeName: 5 }, '.with(): option "nodeName": expected a text with a letter or a digit, got 5'],
  [{ name: 5 }, '.with(): option "name": expected a text that is not empty, got 5'],
  [{ interruptible: "no" }, '.with(): option "interruptible": expected true or false, got "no"'],
  [{ cache: "1" }, '.with(): option "cache": expected true, false or { version: "…" }, got "1"'],
  [{ cache: null }, '.with(): option "cache": expected true, false or { version: "…" }, got null'],
  [{ cache: { version: "" } }, '.with(): option "cache.version": expected a text that is not empty, got ""'],
  [
    { containerImage: "" },
    `.with(): option "containerImage": expected an image's name, or an image that image() describes, got ""`,
  ],
  [{ accelerator: "T4" }, '.with(), option "accelerator": expected one of accelerators'],
  [{ sharedMemory: 5 }, '.with(), option "sharedMemory": expected true, or a size like "1Gi", got 5'],
  [{ requests: { cpu: "x" } }, '.with(), option "requests.cpu": expected an amount'],
  [{ aliases: { o1: "a" } }, '.with(): option "aliases": there is no option "o1"'],
  [{ aliases: { o0: "" } }, '.with(): option "aliases": expected a name for "o0", got ""'],
  [null, ".with(): expected an object, got null"],
  ["retries", '.with(): expected an object, got "retries"'],
];

for (const [override, expected] of wrongOverrides) {
  overrides(`refuses ${JSON.stringify(override)}`, async () => {
    const error = await refusal(() => nodesOf(() => add(1, 2).with(override as never)));
    assert.is(error.code, "invalid-option");
    assert.is(error.text.startsWith(`the call of task flows.add in workflow flows.calls${counter}, .with()`), true);
    assert.is(error.text.includes(expected), true, error.text);
  });
}

overrides("refuses what two of them contradict", async () => {
  const error = await refusal(() =>
    nodesOf(() =>
      add(1, 2)
        .with({ resources: { cpu: 1 } })
        .with({ requests: { cpu: 2 } }),
    ),
  );
  assert.match(error.text, 'option "resources": expected no requests and no limits beside it');
});

overrides("gives no container to a workflow", async () => {
  const inner = bodyOf("innerWithout", () => notify("a"));
  const [node] = await nodesOf(() => inner().with({ retries: 2, name: "inner", nodeName: "inner" }));
  assert.is(node?.metadata.retries, 2);
  const error = await refusal(() => nodesOf(() => inner().with({ requests: { cpu: 2 } })));
  assert.match(error.text, 'option "requests": expected a call of a task, which has a container, got {"cpu":2}');
});

overrides.run();

const order = suite(".after()");

order("orders calls that take nothing from each other", async () => {
  const nodes = await nodesOf(() => {
    const first = notify("a");
    const second = notify("b").after(first);
    notify("c").after(first, second, second);
  });
  assert.equal(
    nodes.map(({ upstreamNodeIds }) => upstreamNodeIds),
    [[], ["n0"], ["n0", "n1"]],
  );
});

order("adds to what a call takes already", async () => {
  const nodes = await nodesOf(() => {
    const first = notify("a");
    const total = add(1, 2);
    add(total, 1).after(first, total);
  });
  assert.equal(nodes[2]?.upstreamNodeIds, ["n1", "n0"]);
});

order("takes calls of the same workflow only", async () => {
  let foreign: Invocation<unknown> | undefined;
  await bodyOf("foreign", () => {
    foreign = notify("a");
  }).compile();
  const error = await refusal(() => bodyOf("own", () => notify("b").after(foreign as never)).compile());
  assert.equal(spelled(error), {
    code: "reference-misuse",
    message: [
      "the call of task flows.notify in workflow flows.own, .after(): expected calls of the same workflow, got the call of task flows.notify in workflow flows.foreign",
      "  fix: give .after() what the calls return, before it is awaited",
    ].join("\n"),
  });
  for (const other of [undefined, null, 5, Promise.resolve(), notify]) {
    const wrong = await refusal(() => nodesOf(() => notify("b").after(other as never)));
    assert.match(wrong.text, "got something that is no call of a task or workflow");
  }
});

order("of thousands of calls is quick", async () => {
  const start = performance.now();
  const nodes = await nodesOf(() => {
    const firsts = Array.from({ length: 5000 }, () => notify("a"));
    notify("last")
      .after(...firsts)
      .after(...firsts);
  });
  assert.is(nodes.at(-1)?.upstreamNodeIds.length, 5000);
  assert.is(performance.now() - start < 2000, true, "quadratic work would take far longer");
});

order.run();

const nested = suite("workflows in workflows");

nested("become nodes, also twice", async () => {
  const inner = defineWorkflow("inner", { n: m.int }, m.value(m.int), async (n: number) => add(n, 1));
  const outer = defineWorkflow("outer", { n: m.int }, m.value(m.int), async (n: number) => inner(inner(n)));
  const { nodes } = await compileOne(outer);
  assert.equal(
    nodes.map(({ target }) => target.kind),
    ["sub-workflow", "sub-workflow"],
  );
  assert.equal(nodes[1]?.upstreamNodeIds, ["n0"]);
  assert.equal(
    (await closureOf([outer])).map(({ name }) => name),
    ["flows.add", "flows.inner", "flows.outer"],
  );
});

nested("that contain each other are refused with the circle", async () => {
  const first: { call?: () => unknown } = {};
  const b = bodyOf("circleB", () => first.call?.());
  const a = bodyOf("circleA", () => b());
  first.call = a;
  const start = bodyOf("circleStart", () => a());
  for (const work of [() => closureOf([start]), () => problemsOf([start]), () => start()]) {
    const error = await refusal(work);
    assert.equal(spelled(error), {
      code: "workflow-cycle",
      message: [
        "workflows contain each other in a circle: flows.circleA → flows.circleB → flows.circleA",
        "  fix: break the circle: let one of them return what the other needs, or let a dynamic task make the call that closes it",
      ].join("\n"),
    });
  }
});

nested("that contain themselves are refused", async () => {
  const self: { call?: () => unknown } = {};
  const own = bodyOf("selfish", () => self.call?.());
  self.call = own;
  const error = await refusal(() => own());
  assert.match(error.text, "workflows contain each other in a circle: flows.selfish → flows.selfish");
});

nested.run();

const bodies = suite("bodies");

bodies("run once, however often their workflow is asked", async () => {
  let runs = 0;
  const flow = bodyOf("counted", () => {
    runs++;
    notify("a");
  });
  await Promise.all([flow.compile(), flow.compile(), compileOne(flow)]);
  await flow();
  assert.is(runs, 1);
});

bodies("that throw keep the cause", async () => {
  const cause = new RangeError("out of paper");
  const flow = bodyOf("throwing", () => {
    throw cause;
  });
  const error = await refusal(() => flow.compile());
  assert.equal(spelled(error), {
    code: "workflow-body",
    message: [
      "workflow flows.throwing: its body threw while it was compiled: RangeError: out of paper",
      "  at flows.ts:1:1",
      "  fix: a workflow's body runs when it is compiled, without data; what needs data belongs in a task",
    ].join("\n"),
  });
  assert.is(error.cause, cause);
});

bodies("may throw anything", async () => {
  for (const [index, thrown] of [undefined, null, "text", 5n, Symbol("s"), Object.create(null)].entries()) {
    const flow = bodyOf(`throwing${index}`, () => {
      throw thrown;
    });
    const error = await refusal(() => flow.compile());
    assert.is(error.code, "workflow-body");
    assert.is(error.cause, thrown);
  }
});

bodies("return what their outputs are", async () => {
  const shapes: readonly (readonly [m.Result, unknown, string])[] = [
    [m.value(m.int), undefined, "workflow flows.NAME: expected its body to return its outputs (o0), got nothing"],
    [m.value(m.int), "x", 'o0: expected an integer, got the string "x"'],
    [m.tupleOf({ a: m.int, b: m.int }), 5, "expected a tuple of 2 (a, b), got 5"],
    [m.tupleOf({ a: m.int, b: m.int }), [1], "expected a tuple of 2 (a, b), got one of 1"],
    [m.tupleOf({ a: m.int, b: m.int }), [1, undefined], "b: expected an integer, got undefined"],
    [m.outputsOf({ a: m.int }), [1], "expected an object with the outputs a, got [1]"],
    [m.outputsOf({ a: m.int }), { a: 1, b: 2 }, "expected no outputs but a, got also b"],
    [m.outputsOf({ a: m.int }), {}, "a: expected an integer, got undefined"],
    [m.outputsOf({ a: m.int }), null, "expected an object with the outputs a, got null"],
  ];
  for (const [index, [result, returned, expected]] of shapes.entries()) {
    const name = `returning${index}`;
    const error = await refusal(() => defineWorkflow(name, {}, result, async () => returned).compile());
    assert.is(["wrong-type", "wrong-output"].includes(error.code), true);
    assert.is(error.message.includes(expected.replace("NAME", name)), true, error.message);
    assert.match(error.message, `workflow flows.${name}`);
  }
});

bodies("return calls, awaited or not, and constants", async () => {
  const flow = defineWorkflow("mixed", {}, m.tupleOf({ a: m.int, b: m.int, c: m.int }), async () => [
    add(1, 2),
    await add(3, 4),
    5,
  ]);
  const { outputs } = await compileOne(flow);
  assert.equal(
    outputs.map(({ binding }) => binding.kind),
    ["promise", "promise", "scalar"],
  );
});

bodies("that return a call without output say so", async () => {
  const flow = defineWorkflow("returnsVoid", {}, m.tupleOf({ a: m.int, b: m.int }), async () => [notify("a"), 1]);
  const error = await refusal(() => flow.compile());
  assert.is(
    error.text,
    "workflow flows.returnsVoid, output a: expected a value, got the call of task flows.notify, which has no output",
  );
});

bodies("record what helpers and timers call, while they run", async () => {
  const helper = async (n: number): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return add(n, 1);
  };
  const flow = defineWorkflow("helped", {}, m.value(m.int), async () => add(helper(1), helper(2)));
  assert.is((await compileOne(flow)).nodes.length, 3);
});

bodies("that compile at once do not see each other's calls", async () => {
  const flows = ["together1", "together2", "together3"].map((name) =>
    bodyOf(name, async () => {
      for (let index = 0; index < 5; index++) {
        notify(name);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }),
  );
  const templates = await Promise.all(flows.map(compileOne));
  assert.equal(
    templates.map(({ nodes }) => nodes.length),
    [5, 5, 5],
  );
});

bodies("that have ended record nothing more", async () => {
  let late: Promise<unknown> | undefined;
  await bodyOf("late", () => {
    notify("a");
    late = new Promise((resolve) => setTimeout(resolve, 5)).then(() => notify("b"));
  }).compile();
  const error = await refusal(() => late);
  assert.equal(spelled(error), {
    code: "reference-misuse",
    message: [
      "task flows.notify was called by the body of workflow flows.late after it had ended",
      "  fix: await what makes the call, so that the body ends after it",
    ].join("\n"),
  });
});

bodies("that failed record nothing more either", async () => {
  let late: Promise<unknown> | undefined;
  const flow = bodyOf("lateFailure", () => {
    late = new Promise((resolve) => setTimeout(resolve, 5)).then(() => notify("b"));
    throw new Error("early");
  });
  await refusal(() => flow.compile());
  assert.match((await refusal(() => late)).text, "after it had ended");
});

bodies.run();
