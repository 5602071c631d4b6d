import { suite } from "uvu";
import * as assert from "uvu/assert";
import { workflowTemplate } from "../../src/compile/index.ts";
import { type AnyFunction, FunctionTask, mapTask, type NodeOverrides, registerTaskPlugin } from "../../src/index.ts";
import type { Node } from "../../src/model/index.ts";
import { localSettings, parseImage, type SerializationSettings } from "../../src/settings/index.ts";
import { defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const settings: SerializationSettings = {
  ...localSettings,
  imageConfig: { defaultImage: parseImage("acme/flows:v1"), images: { gpu: parseImage("acme/gpu:v2") } },
};

class Size {
  readonly n: number;
  constructor(n: number) {
    this.n = n;
  }
}

class SizedTask extends FunctionTask<AnyFunction, Size> {}
registerTaskPlugin(Size, SizedTask);

const run = defineTask("run", {}, m.none, async () => {}, { environment: { MODE: "fast" } });
let count = 0;

async function nodeWith(overrides: unknown, task: typeof run = run): Promise<Node | undefined> {
  const flow = defineWorkflow(`overriding${count++}`, {}, m.none, async () => {
    task().with(overrides as NodeOverrides);
  });
  return (await workflowTemplate(flow, settings)).nodes[0];
}

const overrides = suite("overrides of a task's call");

overrides("a pod holds the task's own container", async () => {
  const podTemplate = {
    primaryContainerName: "main",
    labels: { l: "1" },
    podSpec: { containers: [{ name: "side", image: "{{.image.gpu}}" }] },
  };
  const node = await nodeWith({ podTemplate });
  const pod = node?.target.kind === "task" ? node.target.overrides?.podTemplate : undefined;
  assert.equal(pod?.metadata, { labels: { l: "1" }, annotations: {} });
  assert.is(pod?.primaryContainerName, "main");
  assert.equal(pod?.podSpec["containers"], [
    { name: "side", image: "acme/gpu:v2" },
    {
      name: "main",
      image: "acme/flows:v1",
      command: [],
      args: run.getCommand(settings),
      env: [{ name: "MODE", value: "fast" }],
    },
  ]);
});

overrides("an image may hold templates", async () => {
  const node = await nodeWith({ containerImage: "{{.image.gpu}}" });
  assert.is(node?.target.kind === "task" && node.target.overrides?.containerImage, "acme/gpu:v2");
  const error = await refusal(() => nodeWith({ containerImage: "{{.image.nope}}" }));
  assert.is(error.code, "unknown-image");
});

overrides("a plugin's configuration is replaced by one of its class, for all calls", async () => {
  const sized = defineTask("sized", {}, m.none, async () => {}, { taskConfig: new Size(1) });
  await nodeWith({ taskConfig: new Size(2) }, sized);
  assert.equal(sized.taskConfig, new Size(2));
  await nodeWith({ taskConfig: new Size(2) }, sized);
  const other = await refusal(() => nodeWith({ taskConfig: new Size(3) }, sized));
  assert.match(other.text, 'option "taskConfig": expected {"n":2}, as another call has it, got {"n":3}');
  assert.match(other.message, "define another task for the other configuration");
  assert.equal(sized.taskConfig, new Size(2));
});

const wrong: readonly (readonly [unknown, string])[] = [
  [{ cache: { version: "1", policies: [] } }, 'option "cache": there is no option "policies"'],
  [{ cache: {} }, 'option "cache.version": expected a text that is not empty, got undefined'],
  [{ podTemplate: { podSpec: 5 } }, 'option "podTemplate", key "podSpec": expected a PodSpec'],
  [{ taskConfig: { n: 1 } }, 'option "taskConfig": expected a call of a task that a plugin makes, got {"n":1}'],
];

for (const [given, text] of wrong) {
  overrides(`refuse ${JSON.stringify(given)}`, async () => {
    const error = await refusal(() => nodeWith(given));
    assert.is(error.code, "invalid-option");
    assert.is(error.text.includes(text), true, error.text);
  });
}

overrides("a configuration of another class is refused", async () => {
  const sized = defineTask("sizedToo", {}, m.none, async () => {}, { taskConfig: new Size(1) });
  const error = await refusal(() => nodeWith({ taskConfig: { n: 2 } }, sized));
  assert.match(error.text, `expected a configuration of the task's own class, Size, got {"n":2}`);
});

overrides("of a map are those of its elements", async () => {
  const item = defineTask("item", { n: m.int }, m.value(m.int), async (n: number) => n);
  const flow = defineWorkflow("mapping", {}, m.none, async () => {
    mapTask(item)([1, 2]).with({
      retries: 2,
      cache: { version: "1" },
      containerImage: "{{.image.gpu}}",
      podTemplate: {},
    });
  });
  const [node] = (await workflowTemplate(flow, settings)).nodes;
  const inner = node?.target.kind === "array" ? node.target.array.node : undefined;
  assert.is(node?.metadata.retries, 0);
  assert.equal([inner?.metadata.retries, inner?.metadata.cacheVersion], [2, "1"]);
  const given = inner?.target.kind === "task" ? inner.target.overrides : undefined;
  assert.is(given?.containerImage, "acme/gpu:v2");
  assert.match(JSON.stringify(given?.podTemplate?.podSpec), '"args":["tsflyte-map-execute"');
});

overrides("a workflow's call has no pod", async () => {
  const inner = defineWorkflow("innerFlow", {}, m.none, async () => {});
  const error = await refusal(() => nodeWith({ podTemplate: {} }, inner as never));
  assert.match(error.text, 'option "podTemplate": expected a call of a task, which has a container');
});

overrides.run();
