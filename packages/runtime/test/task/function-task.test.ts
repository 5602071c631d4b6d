import { suite } from "uvu";
import * as assert from "uvu/assert";
import { specsOf, taskTemplate } from "../../src/compile/index.ts";
import { Recorder } from "../../src/graph/recorder.ts";
import { FunctionTask, type TaskOptions } from "../../src/index.ts";
import type { Container, LiteralMap } from "../../src/model/index.ts";
import { accelerators } from "../../src/settings/accelerators.ts";
import { localSettings, parseImage, type SerializationSettings } from "../../src/settings/index.ts";
import { createFileAccess } from "../../src/storage/index.ts";
import type { ExecutionContext } from "../../src/task/index.ts";
import { bodyOf, defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const settings: SerializationSettings = {
  ...localSettings,
  imageConfig: { defaultImage: parseImage("acme/flows:v1"), images: { gpu: parseImage("acme/gpu:v2") } },
  env: { REGION: "eu", MODE: "slow" },
};

const everything: TaskOptions = {
  cache: { version: "3", serialize: true, ignoredInputs: "mark" },
  retries: 2,
  timeout: { minutes: 5 },
  interruptible: true,
  deprecated: "use greetAll",
  environment: { MODE: "fast", LEVEL: "1" },
  containerImage: "{{.image.gpu.fqn}}:{{.image.default.version}}",
  resources: { cpu: ["500m", 1], mem: "1Gi" },
  secretRequests: [{ group: "db" }, { group: "api", key: "k", envVar: "API_KEY", mountRequirement: "env-var" }],
  accelerator: accelerators.A100.partition("1g.5gb"),
  sharedMemory: true,
  podTemplateName: "base",
  labels: { team: "a" },
  annotations: { note: "b" },
  docs: { shortDescription: "Greets.", sourceLink: "https://example.com/greet.ts" },
};

const greet = defineTask(
  "greet",
  { name: m.text, mark: m.withDefault(m.text, "!") },
  m.tupleOf({ text: m.text, length: m.int }),
  async (name: string, mark = "?") => [`${name}${mark}`, name.length],
  everything,
  { docs: { short: "From the source.", long: "From the source. More." } },
);
const plain = defineTask("plain", { n: m.int }, m.value(m.int), async (n: number) => n + 1);

const context: ExecutionContext = {
  access: createFileAccess({ rawOutputPrefix: "/nowhere" }),
  outputPrefix: "",
  rawOutputPrefix: "",
};
const defaultArgs = [
  "tsflyte-execute",
  ...["--inputs", "{{.input}}"],
  ...["--output-prefix", "{{.outputPrefix}}"],
  ...["--raw-output-data-prefix", "{{.rawOutputDataPrefix}}"],
  ...["--checkpoint-path", "{{.checkpointOutputPrefix}}"],
  ...["--prev-checkpoint", "{{.prevCheckpointPrefix}}"],
  ...["--resolver", "tsflyte.default", "--", "task-module", "flows", "task-name", "greet"],
];

const methods = suite("FunctionTask");

methods("getDefaultCommand runs the container's entry and finds the task again", () => {
  assert.equal(greet.getDefaultCommand(settings), defaultArgs);
});

methods("getCommand is the default one, until setCommandFn gives another and resetCommandFn takes it back", () => {
  const task = defineTask("commanded", {}, m.none, async () => {});
  const before = task.getCommand(settings);
  task.setCommandFn((given) => ["env", given.version]);
  assert.equal(task.getCommand(settings), ["env", "local"]);
  assert.equal(task.getContainer(settings)?.args, ["env", "local"]);
  assert.equal(task.getDefaultCommand(settings), before);
  task.resetCommandFn();
  assert.equal(task.getCommand(settings), before);
});

methods("getImage is the default one, or the task's own with its templates filled in", async () => {
  assert.is(plain.getImage(settings), "acme/flows:v1");
  assert.is(greet.getImage(settings), "acme/gpu:v1");
  const error = await refusal(() => plain.getImage({ ...settings, imageConfig: { images: {} } }));
  assert.is(error.code, "no-image");
  assert.match(error.text, 'task "flows.plain" has no container image');
});

methods("getContainer holds image, command, resources and environment; the task's own comes last", () => {
  assert.equal(greet.getContainer(settings), {
    image: "acme/gpu:v1",
    command: [],
    args: defaultArgs,
    resources: {
      requests: [
        { name: "cpu", value: "500m" },
        { name: "memory", value: "1Gi" },
      ],
      limits: [{ name: "cpu", value: "1" }],
    },
    env: [
      { key: "REGION", value: "eu" },
      { key: "MODE", value: "fast" },
      { key: "LEVEL", value: "1" },
    ],
  });
  assert.equal(plain.getContainer(settings)?.resources, { requests: [], limits: [] });
});

methods("metadata says what the options say", () => {
  const { runtime, ...rest } = greet.metadata;
  assert.equal(rest, {
    discoverable: true,
    discoveryVersion: "3",
    cacheSerializable: true,
    cacheIgnoreInputVars: ["mark"],
    retries: 2,
    timeout: 300_000,
    interruptible: true,
    deprecatedErrorMessage: "use greetAll",
    podTemplateName: "base",
    generatesDeck: false,
    isEager: false,
    metadata: { labels: { team: "a" }, annotations: { note: "b" } },
  });
  assert.is(runtime.flavor, "typescript");
  assert.is(plain.metadata.interruptible, undefined);
  assert.is(plain.metadata.discoverable, false);
});

methods("securityContext and getExtendedResources hold secrets and devices, or nothing", () => {
  assert.equal(greet.securityContext, {
    secrets: [
      { group: "db", key: "", groupVersion: "", mountRequirement: "any", envVar: "" },
      { group: "api", key: "k", groupVersion: "", mountRequirement: "env-var", envVar: "API_KEY" },
    ],
  });
  assert.is(greet.getExtendedResources(settings)?.gpuAccelerator?.device, "nvidia-tesla-a100");
  assert.is(plain.securityContext, undefined);
  assert.is(plain.getExtendedResources(settings), undefined);
});

methods("docs are those of the source, and of the options where it says nothing", () => {
  assert.match(JSON.stringify(greet.docs), "From the source.");
  assert.not.match(JSON.stringify(greet.docs), "Greets.");
  assert.match(JSON.stringify(greet.docs), "https://example.com/greet.ts");
});

methods("interface and schemas say the same in Flyte's and in JSON Schema's words", () => {
  assert.equal(Object.keys(greet.interface.inputs), ["name", "mark"]);
  assert.equal(greet.interface.outputs["length"]?.type, { kind: "simple", simple: "integer" });
  assert.is(greet.inputSchema, greet.embedded.inputs);
  assert.is(greet.outputSchema, greet.embedded.outputs);
});

methods("constructNodeMetadata gives what every call starts from", () => {
  assert.equal(greet.constructNodeMetadata(), { name: "greet", timeout: 300_000, retries: 2, interruptible: true });
  assert.equal(plain.constructNodeMetadata(), { name: "plain", timeout: 0, retries: 0 });
});

methods("compile records a call", () => {
  const recorder = new Recorder("workflow flows.byHand", "");
  plain.compile(recorder, 4);
  assert.equal(
    recorder.nodes.map(({ id, entity }) => [id, entity.name]),
    [["n0", "flows.plain"]],
  );
});

methods("execute calls the function on values, outside any workflow", async () => {
  assert.equal(await greet.execute(new Map([["name", "a"]])), ["a?", 1]);
  const nested = defineTask("nested", {}, m.value(m.int), async () => plain(1));
  const results: unknown[] = [];
  const flow = bodyOf("executing", async () => results.push(await nested.execute(new Map())));
  assert.is((await flow.compile()).nodes.length, 0);
  assert.equal(results, [2]);
});

methods("dispatchExecute decodes, calls and encodes", async () => {
  const inputs: LiteralMap = { name: { kind: "string", value: "ab" } };
  assert.equal(await greet.dispatchExecute(inputs, context), {
    kind: "outputs",
    outputs: { text: { kind: "string", value: "ab!" }, length: { kind: "integer", value: 2 } },
  });
});

methods("dispatchExecute checks what comes in and what goes out", async () => {
  const inputs: LiteralMap = { name: { kind: "integer", value: 5 } };
  const wrongIn = await refusal(() => greet.dispatchExecute(inputs, context));
  assert.is(
    wrongIn.text,
    'The input "name" of task flows.greet is not of its type: name: expected a string, got the integer 5',
  );
  const missing = await refusal(() => greet.dispatchExecute({}, context));
  assert.is(missing.text, 'The input "name" (a string) of task flows.greet is missing');
  const unknown = await refusal(() =>
    plain.dispatchExecute({ n: inputs["name"] as never, m: inputs["name"] as never }, context),
  );
  assert.is(unknown.code, "unknown-input");
  const shapes: readonly (readonly [m.Result, unknown, string])[] = [
    [m.value(m.int), undefined, 'The output "o0" (an integer) of task flows.NAME is missing'],
    [m.value(m.int), 1.5, "o0: expected an integer, got the number 1.5"],
    [m.tupleOf({ a: m.int, b: m.int }), [1], "expected a tuple of 2 (a, b), got one of 1"],
    [m.tupleOf({ a: m.int, b: m.int }), { a: 1, b: 2 }, 'expected a tuple of 2 (a, b), got {"a":1,"b":2}'],
    [m.outputsOf({ a: m.int }), { a: 1, b: 2 }, "expected no outputs but a, got also b"],
    [m.outputsOf({ a: m.int }), [1], "expected an object with the outputs a, got [1]"],
  ];
  for (const [index, [result, returned, expected]] of shapes.entries()) {
    const name = `returning${index}`;
    const error = await refusal(() => defineTask(name, {}, result, async () => returned).dispatchExecute({}, context));
    assert.is(error.code, "wrong-type");
    assert.is(error.text.includes(expected.replace("NAME", name)), true, error.text);
    assert.match(error.message, `task flows.${name} (flows.ts:1:1)`);
  }
});

methods("dispatchExecute takes functions of one object, and leaves undefined to their defaults", async () => {
  const seen: unknown[] = [];
  const named = defineTask(
    "named",
    { a: m.int, b: m.optional(m.int) },
    m.none,
    async (inputs: { a: number; b?: number }) => void seen.push(Object.keys(inputs), inputs.a),
    {},
    { inputStyle: "object" },
  );
  await named.dispatchExecute({ a: { kind: "integer", value: 1 } }, context);
  assert.equal(seen, [["a"], 1]);
});

methods("localExecute runs the task by name", async () => {
  assert.equal(
    await greet.localExecute({ name: "ab" }),
    new Map<string, unknown>([
      ["text", "ab!"],
      ["length", 2],
    ]),
  );
  const error = await refusal(() => greet.localExecute({}));
  assert.is(error.code, "missing-input");
});

methods("is what plugins extend: what they override is used everywhere", async () => {
  class Wrapped extends FunctionTask<(n: number) => Promise<number>> {
    override readonly taskType: string = "wrapped";
    override readonly taskTypeVersion: number = 2;
    override getDefaultCommand(given: SerializationSettings): readonly string[] {
      return ["wrap", ...super.getDefaultCommand(given)];
    }
    override getImage(): string {
      return "wrapped:1";
    }
    override async execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
      return Number(await super.execute(inputs)) * 100;
    }
  }
  const wrapped = new Wrapped({
    metadata: m.metadata("wrapped", { n: m.int }, m.value(m.int)),
    options: {},
    fn: async (n: number) => n + 1,
  });
  const template = taskTemplate(wrapped, settings);
  assert.is(template.type, "wrapped");
  assert.is(template.taskTypeVersion, 2);
  const container = template.target?.kind === "container" ? template.target.container : undefined;
  assert.is(container?.args[0], "wrap");
  assert.is(container?.image, "wrapped:1");
  assert.equal(await wrapped.localExecute({ n: 1 }), new Map([["o0", 200]]));
  assert.is((await specsOf([wrapped], settings)).length, 1);
});

methods("gives a template without a container where a plugin has none", () => {
  class Bare extends FunctionTask {
    override getContainer(): Container | undefined {
      return undefined;
    }
  }
  const bare = new Bare({ metadata: m.metadata("bare", {}, m.none), options: {}, fn: async () => {} });
  assert.is(taskTemplate(bare, settings).target, undefined);
});

methods.run();
