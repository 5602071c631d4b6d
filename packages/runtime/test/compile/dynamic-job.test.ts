import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compileDynamic } from "../../src/compile/dynamic-job.ts";
import { FlyteFile, gt, launchPlan, mapTask, type ReferenceTask, referenceTask, when } from "../../src/index.ts";
import { identifierKey, localSettings, parseImage, type SerializationSettings } from "../../src/settings/index.ts";
import type { DynamicJob } from "../../src/task/index.ts";
import { addTask, callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";
import { memoryAccess } from "../support/values.ts";

const settings: SerializationSettings = {
  project: "shop",
  domain: "staging",
  version: "v7",
  imageConfig: { defaultImage: parseImage("acme/flows:v1"), images: {} },
  env: {},
};

const add = addTask("add");
const inc = defineTask("inc", { a: m.int }, m.value(m.int), async (a: number) => a + 1);
const inner = defineWorkflow("inner", { n: m.int }, m.value(m.int), async (n: number) => add(n, 1));
const sub = defineWorkflow("sub", { n: m.int }, m.value(m.int), async (n: number) => inner(n));

/** The job of a dynamic task of one integer, called with 2. */
async function jobOf(
  body: (n: number) => unknown,
  outputs: m.Result = m.value(m.list(m.int)),
  name = `dyn${count++}`,
): Promise<DynamicJob> {
  const task = defineTask(name, { n: m.int }, outputs, body);
  const outcome = await compileDynamic(task, task.taskFunction, new Map([["n", 2]]), {
    access: memoryAccess(),
    outputPrefix: "",
    rawOutputPrefix: "",
    settings,
  });
  if (outcome.kind === "result") throw new Error("the body called nothing");
  return outcome.job;
}
let count = 0;

const jobs = suite("dynamic jobs");

jobs("have a node for each call that the body makes with real values", async () => {
  const { spec } = await jobOf((n) => Promise.all(Array.from({ length: n }, (_, i) => add(i, 10))));
  assert.equal(
    spec.nodes.map(({ id }) => id),
    ["dn0", "dn1"],
  );
  assert.equal(spec.nodes[1]?.inputs[0], {
    var: "a",
    binding: { kind: "scalar", scalar: { kind: "integer", value: 1 } },
  });
  assert.is(spec.minSuccesses, 2);
  const promise = (nodeId: string) => ({ kind: "promise", promise: { nodeId, var: "o0", attrPath: [] } });
  assert.equal(spec.outputs, [
    { var: "o0", binding: { kind: "collection", bindings: [promise("dn0"), promise("dn1")] } },
  ]);
});

jobs("hold each task once, and workflows of every level with ids of their own kind", async () => {
  const { spec, entities } = await jobOf(async (n) => [await sub(n), await add(n, n), await inner(n)]);
  assert.equal(
    spec.tasks.map(({ id }) => id),
    [{ resourceType: "task", project: "shop", domain: "staging", name: "flows.add", version: "v7" }],
  );
  assert.equal(
    spec.subworkflows.map(({ id, nodes }) => [id.name, nodes.map((node) => node.id)]),
    [
      ["flows.inner", ["dn0"]],
      ["flows.sub", ["dn0"]],
    ],
  );
  const keyOf = (resourceType: "task" | "workflow", name: string): string =>
    identifierKey({ resourceType, project: "shop", domain: "staging", name, version: "v7" });
  assert.is(entities.get(keyOf("task", "flows.add")), add);
  assert.is(entities.get(keyOf("workflow", "flows.sub")), sub);
  assert.is(entities.get(keyOf("workflow", "flows.inner")), inner);
});

jobs("hold branches and map tasks, and start launch plans by their names", async () => {
  const plan = launchPlan(inner, { name: "startedByName" });
  const { spec, entities } = await jobOf(async (n) => {
    const started = await plan(n);
    await when(gt(started, 3), () => add(started, 1)).otherwise(() => add(started, 2));
    await mapTask(inc)([1, 2, 3]);
  }, m.none);
  assert.equal(
    spec.nodes.map(({ id, target }) => [id, target.kind]),
    [
      ["dn0", "launch-plan"],
      ["dn1", "branch"],
      ["dn2", "array"],
    ],
  );
  assert.equal(
    spec.tasks.map(({ id }) => id.name.replace(/_[0-9a-f]{32}/, "")),
    ["flows.add", "flows.map_inc-arraynode"],
  );
  assert.equal(spec.subworkflows, []);
  assert.ok([...entities.values()].includes(plan as never));
});

jobs("call no reference tasks, which the server does not find in them", async () => {
  const metadata = m.metadata("score", { a: m.int }, m.value(m.int), { kind: "reference-task" });
  const options = { project: "ml", domain: "production", name: "models.score", version: "v12" };
  const score = callLoosely(referenceTask, options, metadata) as ReferenceTask<(a: number) => Promise<number>>;
  const error = await refusal(() => jobOf(async (n) => [await score(n)]));
  assert.is(error.code, "not-supported");
  assert.match(error.text, /^task flows\.dyn\d+ calls the reference task models\.score, and a dynamic task cannot$/);
  assert.match(error.remedy ?? "", /referenceLaunchPlan/);
});

jobs("are none where the body calls nothing", async () => {
  const task = defineTask("quiet", { n: m.int }, m.value(m.int), async (n: number) => n * 2);
  const outcome = await compileDynamic(task, task.taskFunction, new Map([["n", 21]]), {
    access: memoryAccess(),
    outputPrefix: "",
    rawOutputPrefix: "",
  });
  assert.equal(outcome, { kind: "result", result: 42 });
});

jobs("upload the local files among their constants", async () => {
  const access = memoryAccess();
  const read = defineTask("read", { f: m.file("") }, m.none, async (_f: FlyteFile) => {});
  const task = defineTask("files", {}, m.none, async () => void (await read(new FlyteFile(import.meta.filename))));
  const context = { access, outputPrefix: "", rawOutputPrefix: "", settings: localSettings };
  const outcome = await compileDynamic(task, task.taskFunction, new Map(), context);
  assert.is(outcome.kind, "dynamic-job");
  assert.equal([...access.objects.values()], [import.meta.filename]);
});

jobs("say what the server would refuse, since no registration looks at them", async () => {
  const float = defineTask("float", { x: m.float }, m.none, async (_x: number) => {});
  const error = await refusal(() => jobOf(async (n) => void (await float(await add(n, 1))), m.none, "typed"));
  assert.is(error.code, "compile-problems");
  assert.is(
    error.text,
    'task flows.typed, node dn1: task flows.float takes a number for "x", and the output "o0" of node dn0 (flows.add) is an integer',
  );
});

jobs("fail with what the body throws, as a task does", async () => {
  const boom = new Error("boom");
  const caught = await jobOf(() => {
    throw boom;
  }).catch((error: unknown) => error);
  assert.is(caught, boom);
});

jobs("name the circle in which workflows contain each other", async () => {
  const knot = defineWorkflow("knot", { n: m.int }, m.value(m.int), async (n: number): Promise<number> => knot(n));
  const error = await refusal(() => jobOf(async (n) => [await knot(n)]));
  assert.equal(spelled(error), {
    code: "workflow-cycle",
    message: [
      "workflows contain each other in a circle: flows.knot → flows.knot",
      "  fix: break the circle: let one of them return what the other needs, or let a dynamic task make the call that closes it",
    ].join("\n"),
  });
});

jobs.run();
