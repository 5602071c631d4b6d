import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { TaskOptions } from "../../src/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

let count = 0;

function define(options: unknown): ReturnType<typeof defineTask> {
  const name = `optioned${count++}`;
  return defineTask(name, { a: m.int, b: m.int }, m.value(m.int), async (a: number) => a, options as TaskOptions);
}

const refused = suite("options of task() that cannot be");

const wrong: readonly (readonly [unknown, string, string?])[] = [
  [{ retry: 3 }, 'there is no option "retry"', "fix: "],
  [{ retries: "3" }, 'option "retries": expected a whole number from 0, got "3"'],
  [{ timeout: "3" }, 'option "timeout": expected a number of seconds, a text like "5m" or "PT5M"'],
  [{ cache: "1" }, 'option "cache": expected true, or { version: "…" } with a version that is not empty, got "1"'],
  [{ cache: { version: "" } }, 'option "cache": expected { version: "…" } with a version that is not empty, got {'],
  [{ cache: { salt: 1 } }, 'option "cache.salt": expected a text, got 1'],
  [{ cache: { verson: "1" } }, 'option "cache": there is no option "verson"', 'did you mean "version"?'],
  [
    { cache: { policies: [] } },
    'option "cache.policies": expected a policy, where there is no version, got []',
    "give cache.version, or leave cache.policies out for a version by the function's source",
  ],
  [{ cache: { policies: [{}] } }, "expected an array of policies, each with a method getVersion, got [{}]"],
  [{ cache: { ignoredInputs: "c" } }, 'option "cache.ignoredInputs": expected names of its inputs (a, b), got "c"'],
  [{ enableDeck: "yes" }, 'option "enableDeck": expected true or false, got "yes"'],
  [
    { enableDeck: true, disableDeck: false },
    'option "disableDeck": expected nothing beside enableDeck, got false',
    "leave out disableDeck",
  ],
  [{ deckFields: ["inputs"] }, 'expected an array of "input", "output", "timeline", "source-code", "dependencies"'],
  [{ deckFields: "input" }, 'option "deckFields": expected an array of "input"'],
  [{ taskType: "" }, 'option "taskType": expected a text that is not empty, got ""'],
  [{ pickleUntyped: 1 }, 'option "pickleUntyped": expected true or false, got 1'],
  [{ taskFunction: 1 }, 'option "taskFunction": expected a function, got 1'],
  [{ executionMode: "lazy" }, 'option "executionMode": expected "default", "dynamic" or "eager", got "lazy"'],
  [
    { nodeDependencyHints: [] },
    'option "nodeDependencyHints": expected a dynamic task beside it, got "default"',
    "leave it out: what a workflow calls is found without hints",
  ],
  [
    { executionMode: "dynamic", nodeDependencyHints: ["flows.a"] },
    'option "nodeDependencyHints": expected an array of tasks, workflows and launch plans, got ["flows.a"]',
  ],
  [{ ignoreInputVars: ["c"] }, 'option "ignoreInputVars": expected names of parameters (a, b), got "c"'],
  [
    { taskResolver: { location: "-x", loaderArgs() {}, loadTask() {} } },
    'option "taskResolver": expected a TaskResolver: { location: "module.constant", name, loaderArgs, loadTask }, got "-x"',
  ],
  [{ docs: { longDescription: 1 } }, 'docs", key "longDescription": expected an object with value, format, got 1'],
  [
    { docs: { longDescription: { value: "x", format: "latex" } } },
    'docs", key "longDescription", key "format": expected "rst" or "markdown" or "html", got "latex"',
  ],
  [{ docs: { short: "x" } }, 'option "docs": there is no option "short"'],
  [{ secretRequests: [{ key: "k" }] }, 'option "secretRequests": expected a group for every secret, got {"key":"k"}'],
  [
    { secretRequests: [{ group: "g", envVar: "bad-name" }] },
    'option "secretRequests": expected an envVar of capitals, digits and _, got "bad-name"',
  ],
  [
    { resources: { cpu: "1" }, requests: { cpu: "1" } },
    'option "resources": expected no requests and no limits beside it, got {"requests":{"cpu":"1"}}',
  ],
  [{ resources: { mem: ["1Gi", "2Gi", "3Gi"] } }, 'option "resources.mem": expected at most [request, limit]'],
  [{ podTemplate: "pod" }, 'option "podTemplate": expected an object with podSpec, primaryContainerName'],
  [{ podTemplate: { spec: {} } }, 'option "podTemplate": there is no option "spec"'],
  [{ podTemplate: { podSpec: [] } }, 'key "podSpec": expected a PodSpec as Kubernetes writes it'],
  [
    { podTemplate: { podSpec: { containers: [{ image: "x" }] } } },
    'key "podSpec", key "containers": expected an array of objects with a name, got [{"image":"x"}]',
  ],
  [{ podTemplate: { podSpec: { n: 1n } } }, 'key "podSpec": expected what JSON can say (Do not know how to serialize'],
];

for (const [options, text, remedy = ""] of wrong) {
  refused(text, async () => {
    const error = await refusal(() => define(options));
    assert.is(error.code, "invalid-option");
    assert.is(error.text.includes(text), true, error.text);
    assert.is(error.text.includes("flows.optioned"), true, error.text);
    assert.is(error.message.includes(remedy), true, error.message);
  });
}

refused("a policy that gives no text", async () => {
  const task = define({ cache: { policies: [{ getVersion: () => 5 }] } });
  const error = await refusal(() => task.metadata);
  assert.match(error.text, 'option "cache.policies": expected policies that give a text that is not empty, got 5');
});

refused.run();

const taken = suite("options of task()");

taken("resources take numbers, texts and pairs", () => {
  const task = define({ resources: { cpu: [1, 2], gpu: 1, mem: "500Mi" } });
  assert.equal(task.resources.requests, [
    { name: "cpu", value: "1" },
    { name: "gpu", value: "1" },
    { name: "memory", value: "500Mi" },
  ]);
  assert.equal(task.resources.limits, [{ name: "cpu", value: "2" }]);
  assert.equal(define({}).resources, { requests: [], limits: [] });
});

taken("the settings' default resources are for tasks that name none", () => {
  const settings = { ...localSettings, defaultResources: { requests: { cpu: "250m" } } };
  assert.equal(define({}).getContainer(settings)?.resources.requests, [{ name: "cpu", value: "250m" }]);
  assert.equal(define({ requests: {} }).getContainer(settings)?.resources.requests, [{ name: "cpu", value: "250m" }]);
  assert.equal(define({ limits: { mem: "1Gi" } }).getContainer(settings)?.resources, {
    requests: [],
    limits: [{ name: "memory", value: "1Gi" }],
  });
});

taken("decks are shown where they are asked for", () => {
  const [none, shown, hidden, picked] = [
    {},
    { enableDeck: true },
    { disableDeck: true, deckFields: ["input"] },
    { disableDeck: false, deckFields: ["input"] },
  ].map(define);
  assert.equal(
    [none, shown, hidden, picked].map((task) => task?.enableDeck),
    [false, true, false, true],
  );
  assert.equal(
    [none, shown, hidden, picked].map((task) => task?.disableDeck),
    [true, false, true, false],
  );
  assert.equal(
    [none, shown, hidden, picked].map((task) => task?.metadata.generatesDeck),
    [false, true, false, true],
  );
  assert.is(shown?.deckFields.length, 5);
  assert.equal(hidden?.deckFields, []);
  assert.equal(picked?.deckFields, ["input"]);
});

taken("docs say how a long description is written", () => {
  const longDescription = { value: "**long**", format: "markdown" };
  assert.equal(define({ docs: { longDescription, sourceLink: "https://x" } }).docs, {
    short: "",
    long: "**long**",
    format: "markdown",
    sourceLink: "https://x",
  });
  assert.is(define({ docs: { longDescription: "plain" } }).docs.format, "rst");
});

taken("a deprecated task warns once, when it is called", async () => {
  const warnings: Error[] = [];
  const listen = (warning: Error): void => void warnings.push(warning);
  process.on("warning", listen);
  const old = define({ deprecated: "use newer" });
  const flow = defineWorkflow("calling", { a: m.int }, m.none, async (a: number) => {
    old(a as never, 1 as never);
    old(a as never, 2 as never);
  });
  await flow.compile();
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", listen);
  assert.equal(
    warnings.map(({ name, message }) => `${name}: ${message}`),
    [`DeprecationWarning: task ${old.name} is deprecated: use newer`],
  );
});

taken("taskFunction runs in place of the function whose types are read", async () => {
  const task = define({ taskFunction: async (a: number) => a * 10 });
  assert.is(await task.execute(new Map([["a", 4]])), 40);
});

taken("ignoreInputVars are no inputs, and a plugin gives them", async () => {
  const seen: unknown[] = [];
  const task = defineTask(
    "injected",
    { a: m.int, session: m.text },
    m.none,
    async (a: number, session: string) => void seen.push(a, session),
    { ignoreInputVars: ["session"] },
  );
  assert.equal(Object.keys(task.interface.inputs), ["a"]);
  assert.equal(task.inputSchema.required, ["a"]);
  assert.equal(Object.keys(task.nativeInterface.inputs.properties), ["a", "session"]);
  await task.execute(
    new Map<string, unknown>([
      ["a", 1],
      ["session", "s"],
    ]),
  );
  assert.equal(seen, [1, "s"]);
});

taken.run();
