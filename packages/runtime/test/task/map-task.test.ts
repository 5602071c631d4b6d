import { suite } from "uvu";
import * as assert from "uvu/assert";
import { taskTemplate, workflowTemplate } from "../../src/compile/index.ts";
import {
  bound,
  gt,
  type Invocation,
  launchPlan,
  mapTask,
  type ReferenceTask,
  referenceTask,
  when,
} from "../../src/index.ts";
import { runLocally } from "../../src/local/index.ts";
import type { ArrayNode, Node } from "../../src/model/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { mapTaskFor } from "../../src/task/map-entity.ts";
import { compileOne } from "../support/compile-one.ts";
import { bodyOf, callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

/** What a body gets, where a test does what types forbid. */
// biome-ignore lint/suspicious/noExplicitAny: the tests do what types forbid
type Loose = any;

const inc = defineTask("inc", { a: m.int }, m.value(m.int), async (a: number) => a + 1);
const half = defineTask("half", { a: m.int }, m.value(m.int), async (a: number) => {
  if (a % 2 === 1) throw new Error(`${a} is odd`);
  return a / 2;
});
const label = defineTask(
  "label",
  { text: m.text, n: m.int, mark: m.withDefault(m.text, "!"), note: m.optional(m.text) },
  m.value(m.text),
  async (text: string, n: number, mark?: string, note?: string) => `${text}${n}${mark}${note ?? ""}`,
  { retries: 2 },
);
const load = defineTask(
  "load",
  { path: m.text, n: m.withDefault(m.int, 3) },
  m.value(m.text),
  async ({ path, n = 3 }: { path: string; n?: number }) => path.repeat(n),
  {},
  { inputStyle: "object" },
);
const log = defineTask("log", { text: m.text }, m.none, async (_text: string) => {});
const pair = defineTask("pair", { a: m.int }, m.tupleOf({ x: m.int, y: m.int }), async (a: number) => [a, a]);
const single = defineTask(
  "single",
  { a: m.int },
  m.tupleOf({ only: m.int }),
  async (a: number) => [a] as [only: number],
);
const none = defineTask("none", {}, m.value(m.int), async () => 1);

const planned = defineWorkflow(
  "planned",
  { a: m.int, k: m.withDefault(m.int, 5) },
  m.value(m.int),
  async (a: number, _k?: number) => inc(a),
);
const plan = launchPlan(planned, { name: "flexible" });
const fixedPlan = launchPlan(planned, { name: "fixed", fixedInputs: { k: 3 } });
const registered = { project: "ml", domain: "production", name: "models.score", version: "v12" };
const score = callLoosely(
  referenceTask,
  registered,
  m.metadata("score", { a: m.int }, m.value(m.int), { kind: "reference-task" }),
) as ReferenceTask<(a: number) => Promise<number>>;

let counter = 0;
const nextName = (): string => `map${++counter}`;

async function nodesOf(body: () => unknown): Promise<readonly Node[]> {
  return (await compileOne(bodyOf(nextName(), body))).nodes;
}

async function arrayOf(body: () => unknown): Promise<ArrayNode> {
  const target = (await nodesOf(body)).at(-1)?.target;
  if (target?.kind !== "array") throw new Error("expected an array node");
  return target.array;
}

const nodes = suite("mapTask() in a workflow");

nodes("names its task by what is bound and how it runs, as flytekit does", async () => {
  const nameOf = async (body: () => unknown): Promise<string> => (await arrayOf(body)).node.id;
  assert.is(await nameOf(() => mapTask(inc)([1])), "flows.map_inc_6b3bd0353da5de6e84d7982921ead2b3-arraynode");
  assert.match(
    await nameOf(() => mapTask(inc, { minSuccessRatio: 0.75 })([1])),
    "map_inc_326c0cba8373510ae31dc6d9cecf601a-",
  );
  assert.match(await nameOf(() => mapTask(inc, { minSuccesses: 2 })([1])), "map_inc_2235e9a1896d690b2e59b500c61e6ddf-");
  assert.match(await nameOf(() => mapTask(inc, { concurrency: 0 })([1])), "map_inc_bf51001578d0ae197a52c0af0a99dd89-");
  // hashlib.md5(b"NoneNone1e-05").hexdigest()
  assert.match(
    await nameOf(() => mapTask(inc, { minSuccessRatio: 0.00001 })([1])),
    "map_inc_c8f29934e211381dddf20556ed9d842f-",
  );
});

nodes("binds what is shared, and what is left to its default", async () => {
  const [node] = await nodesOf(() => mapTask(label)(bound("a"), [1, 2]));
  if (node?.target.kind !== "array") throw new Error("expected an array node");
  assert.equal(node.target.array.boundInputs, ["mark", "note", "text"]);
  assert.equal(node.target.array.node.inputs, node.inputs);
  assert.equal(
    node.inputs.map(({ var: name, binding }) => [name, binding.kind]),
    [
      ["mark", "scalar"],
      ["n", "collection"],
      ["note", "scalar"],
      ["text", "scalar"],
    ],
  );
  assert.equal(node.target.array.node.metadata.retries, 2);
  assert.equal(node.metadata.retries, 0);
});

nodes("takes results, lists of results and promises of them", async () => {
  const found = await nodesOf(() => {
    const first = mapTask(inc)([1, 2]);
    mapTask(inc)(first);
    mapTask(inc)(Promise.all([inc(1), inc(2)]));
    mapTask(load)({ path: ["a"], n: bound(inc(3)) });
  });
  assert.equal(found[1]?.inputs[0]?.binding, { kind: "promise", promise: { nodeId: "n0", var: "o0", attrPath: [] } });
  assert.equal([...(found[4]?.upstreamNodeIds ?? [])], ["n2", "n3"]);
  assert.equal([...(found[6]?.upstreamNodeIds ?? [])], ["n5"]);
});

nodes("writes how many have to succeed, and how many run at a time", async () => {
  const { node: _node, ...plain } = await arrayOf(() => mapTask(inc)([1]));
  assert.equal(plain, {
    success: { kind: "min-success-ratio", ratio: 1 },
    runAllSubNodes: false,
    executionMode: "minimal-state",
    isOriginalSubNodeInterface: false,
    dataMode: "single-input-file",
    boundInputs: [],
  });
  const set = await arrayOf(() => mapTask(inc, { minSuccesses: 3, concurrency: 4, runAllSubNodes: true })([1]));
  assert.equal([set.success, set.parallelism, set.runAllSubNodes], [{ kind: "min-successes", count: 3 }, 4, true]);
});

nodes("gives lists, of values that may be null where elements may fail", async () => {
  const typeOf = (options: object): unknown =>
    mapTaskFor(inc as Loose, [], options, undefined).interface.outputs["o0"]?.type;
  const integer = { kind: "simple", simple: "integer" };
  assert.equal(typeOf({}), { kind: "collection", elementType: integer });
  const partial = typeOf({ minSuccessRatio: 0.5 }) as {
    readonly elementType: { readonly variants: readonly object[] };
  };
  assert.is(partial.elementType.variants.length, 2);
  assert.equal(typeOf({ minSuccessRatio: 1 }), { kind: "collection", elementType: integer });
});

nodes("has a container that finds the task and its element", () => {
  const settings = localSettings;
  const map = mapTaskFor(label as Loose, ["mark", "text"], {}, undefined);
  const before = label.getCommand(settings);
  const { target, ...template } = taskTemplate(map, settings);
  assert.equal(target?.kind === "container" ? target.container.args.slice(-11) : target, [
    ...["--resolver", "tsflyte.map", "--", "vars", "mark,text", "resolver", "tsflyte.default"],
    ...["task-module", "flows", "task-name", "label"],
  ]);
  assert.is(target?.kind === "container" ? target.container.args[0] : target, "tsflyte-map-execute");
  assert.equal([template.type, template.taskTypeVersion, template.metadata.retries], ["typescript-task", 1, 2]);
  assert.equal(label.getCommand(settings), before);
});

nodes("shares one task between equal maps, and refuses unequal ones of a name", async () => {
  const flow = bodyOf(nextName(), () => {
    mapTask(inc)([1]);
    mapTask(inc)([2]);
    mapTask(inc, { runAllSubNodes: true })([3]);
  });
  const template = await workflowTemplate(flow, localSettings);
  assert.is(new Set(template.nodes.map(({ metadata }) => metadata.name)).size, 1);
  const cached = mapTaskFor(none as Loose, [], { metadata: { cache: { version: "7" }, retries: 4 } }, undefined);
  assert.equal(
    [cached.metadata.discoverable, cached.metadata.discoveryVersion, cached.metadata.retries],
    [true, "7", 4],
  );
  const error = await refusal(() => nodesOf(() => mapTask(inc, { metadata: { retries: 9 } })([1])));
  assert.match(error.message, 'two maps are named "flows.map_inc_6b3bd0353da5de6e84d7982921ead2b3-arraynode"');
  assert.match(error.message, "fix: give both the same metadata");
});

nodes("overrides each element", async () => {
  const [node] = await nodesOf(() =>
    mapTask(inc)([1]).with({ retries: 5, requests: { mem: "2Gi" }, nodeName: "many" }),
  );
  if (node?.target.kind !== "array") throw new Error("expected an array node");
  const { node: element } = node.target.array;
  assert.equal([node.id, node.metadata.retries, element.metadata.retries], ["many", 0, 5]);
  assert.equal(element.target.kind === "task" ? element.target.overrides?.resources?.requests : undefined, [
    { name: "memory", value: "2Gi" },
  ]);
});

nodes("over launch plans leave out what the plan has, and cannot share an input", async () => {
  const [all, one] = await nodesOf(() => {
    mapTask(plan)([1, 2], [3, 4]);
    mapTask(fixedPlan, { concurrency: 1 })([1]);
  });
  assert.equal(
    all?.inputs.map(({ var: name }) => name),
    ["a", "k"],
  );
  assert.equal(
    one?.inputs.map(({ var: name }) => name),
    ["a"],
  );
  if (one?.target.kind !== "array") throw new Error("expected an array node");
  const { node, ...facts } = one.target.array;
  assert.equal([node.id, node.metadata.name, node.target.kind], ["fixed", "fixed", "launch-plan"]);
  assert.equal(facts, {
    parallelism: 1,
    success: { kind: "min-success-ratio", ratio: 1 },
    runAllSubNodes: false,
    executionMode: "full-state",
    isOriginalSubNodeInterface: true,
    dataMode: "single-input-file",
    boundInputs: [],
  });
  const error = await refusal(() => nodesOf(() => mapTask(plan)([1], bound(2))));
  assert.match(error.message, 'map over launch plan flexible: expected an array for the input "k", got bound(…)');
  assert.match(error.message, "fix: give an array that repeats the value, or fix the input in a launch plan");
});

nodes("over references are told how each element gets its inputs", async () => {
  const array = await arrayOf(() => mapTask(score)([1, 2]));
  assert.equal(
    [array.node.id, array.dataMode, array.executionMode, array.node.target],
    [
      "models-score",
      "individual-input-files",
      "minimal-state",
      { kind: "task", referenceId: { resourceType: "task", ...registered } },
    ],
  );
});

nodes.run();

const running = suite("mapTask() that runs");

running("runs the task for each element", async () => {
  const flow = defineWorkflow(nextName(), { xs: m.list(m.int) }, m.value(m.list(m.text)), async (xs: number[]) => {
    const more = mapTask(inc, { concurrency: 2 })(xs);
    return await mapTask(label)(bound("n"), more);
  });
  assert.equal((await runLocally(flow, { xs: [1, 2] })).get("o0"), ["n2!", "n3!"]);
  assert.equal((await runLocally(flow, { xs: [] })).get("o0"), []);
});

running("runs outside workflows too", async () => {
  assert.equal(await mapTask(inc)([1, inc(1)]), [2, 3]);
  assert.equal(await mapTask(label)(["a", "b"], bound(1), ["?", "."]), ["a1?", "b1."]);
  assert.equal(await mapTask(load)({ path: ["a", "b"], n: bound(2) }), ["aa", "bb"]);
  assert.equal(await mapTask(load)({ path: ["a"] }), ["aaa"]);
  assert.equal(await mapTask(single)([4, 5]), [[4, 5]]);
  assert.is(await mapTask(log)(["a"]), undefined);
  assert.equal(await when(gt(2, 1), () => mapTask(inc)([7])).otherwise(() => mapTask(inc)([8])), [8]);
});

running("runs launch plans too", async () => {
  assert.equal(await mapTask(plan)([1, 2]), [2, 3]);
  assert.equal(await mapTask(fixedPlan)([4]), [5]);
});

running("gives null for elements that fail, where enough succeed", async () => {
  assert.equal(await mapTask(half, { minSuccessRatio: 0.5 })([2, 3, 4]), [1, null, 2]);
  assert.equal(await mapTask(half, { minSuccesses: 1 })([2, 3]), [1, null]);
  const flow = defineWorkflow(nextName(), {}, m.value(m.list(m.nullable(m.int))), async () =>
    mapTask(half, { minSuccesses: 1 })([2, 3]),
  );
  assert.equal((await runLocally(flow, {})).get("o0"), [1, null]);
  const error = await refusal(() => mapTask(half)([2, 3]));
  assert.match(error.message, "3 is odd");
});

running.run();

const refused = suite("mapTask() that cannot be");
const dynamicTask = defineTask("dynamicTask", { a: m.int }, m.value(m.int), async (a: number) => a, {
  executionMode: "dynamic",
});
const flow = defineWorkflow("mapped", { a: m.int }, m.value(m.int), async (a: number) => inc(a));

const cases: readonly (readonly [name: string, make: () => unknown, found: string, remedy: string])[] = [
  ["a function", () => mapTask((() => 1) as Loose), "got a function", "give the task itself"],
  ["nothing", () => mapTask(undefined as Loose), "got undefined", "give the task itself"],
  ["a workflow", () => mapTask(flow as Loose), "got workflow flows.mapped", "for each element in a dynamic task"],
  ["a dynamic task", () => mapTask(dynamicTask), "got the dynamic task flows.dynamicTask", "map over a plain task"],
  [
    "several outputs",
    () => mapTask(pair),
    "of task flows.pair: expected a task of at most one output, got the 2 outputs x, y",
    "return one object",
  ],
  ["no inputs", () => mapTask(none), "of task flows.none: expected a task with inputs", "give the task an input"],
  [
    "an option that there is not",
    () => mapTask(inc, { concurency: 1 } as Loose),
    'there is no option "concurency"',
    'did you mean "concurrency"?',
  ],
  [
    "a wrong concurrency",
    () => mapTask(inc, { concurrency: -1 }),
    'option "concurrency": expected a whole number from 0, got -1',
    "",
  ],
  [
    "a wrong minSuccesses",
    () => mapTask(inc, { minSuccesses: 0.5 }),
    'option "minSuccesses": expected a whole number from 1, got 0.5',
    "",
  ],
  ["a wrong ratio", () => mapTask(inc, { minSuccessRatio: 1.5 }), "expected a number from 0 to 1, got 1.5", ""],
  [
    "both success rules",
    () => mapTask(inc, { minSuccesses: 1, minSuccessRatio: 0.5 }),
    "got both: 1 and 0.5",
    "leave one of them out",
  ],
  [
    "a cache without a version",
    () => mapTask(inc, { metadata: { cache: true as Loose } }),
    'option "metadata", "cache": expected false or { version: "…" }',
    "",
  ],
  [
    "metadata that there is not",
    () => mapTask(inc, { metadata: { image: "x" } as Loose }),
    'there is no option "image"',
    "",
  ],
  [
    "a value that is no list",
    () => nodesOf(() => mapTask(inc)(3 as Loose)),
    'map over task flows.inc: expected an array for the input "a", with one element a run, got 3',
    "write bound(…) around",
  ],
  [
    "a result that is no list",
    () => nodesOf(() => mapTask(inc)(inc(1) as Loose)),
    'got the output "o0" of node n0 (flows.inc)',
    "write bound(…) around",
  ],
  [
    "everything bound",
    () => nodesOf(() => mapTask(label)(bound("a"), bound(1) as Loose)),
    "expected a list for one input at least, got none for text, n, mark, note",
    "call it without mapTask()",
  ],
  ["too many arguments", () => nodesOf(() => (mapTask(inc) as Loose)([1], [2])), "argument 2", ""],
  ["an input that there is not", () => nodesOf(() => (mapTask(load) as Loose)({ path: ["a"], m: [1] })), '"m"', ""],
  ["a missing input", () => nodesOf(() => (mapTask(label) as Loose)(["a"])), "n", ""],
  [
    "bound() in a plain call",
    () => nodesOf(() => inc(bound(1) as Loose)),
    'task flows.inc: expected a value for the input "a", got bound(…)',
    "give the value itself",
  ],
];

for (const [name, make, found, remedy] of cases) {
  refused(`${name}: the error says what came and what to do`, async () => {
    const { message } = await refusal(make);
    assert.ok(message.includes(found), message);
    assert.ok(message.includes(remedy), message);
  });
}

refused("a wrong element is named with its place", async () => {
  const { message } = await refusal(() => nodesOf(() => mapTask(inc)([1, "a" as Loose])));
  assert.match(message, "a[1]");
  assert.match(message, /map-task\.test\.ts:\d+/);
});

refused("the call of a map is one of the others", async () => {
  const call: Invocation<number[]> = mapTask(inc)([1]);
  assert.equal(await call, [2]);
});

refused.run();
