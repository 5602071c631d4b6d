import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findEntity } from "../../src/graph/index.ts";
import type { Metadata } from "../../src/metadata/index.ts";
import { FunctionTask, task } from "../../src/task/index.ts";
import { FunctionWorkflow, workflow } from "../../src/workflow/index.ts";
import { callLoosely, defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";

const double = async (n: number): Promise<number> => n * 2;
const embedded = (name: string): Metadata => m.metadata(name, { n: m.int }, m.value(m.int), { line: 7 });

const definitions = suite("definitions");

definitions("take a function, or options and a function", () => {
  const plain = callLoosely(task, double, embedded("plain")) as FunctionTask;
  const withOptions = callLoosely(task, { retries: 2 }, double, embedded("withOptions")) as FunctionTask;
  assert.is(plain.name, "flows.plain");
  assert.is(plain.lhs, "plain");
  assert.is(plain.instantiatedIn, "flows");
  assert.is(plain.taskFunction, double);
  assert.is(withOptions.options.retries, 2);
  assert.is(typeof plain, "function");
  assert.is(findEntity("flows.plain"), plain as unknown);
});

definitions("without metadata say how to build, also with TypeScript 7", async () => {
  for (const [callee, args] of [
    [task, [double]],
    [workflow, [double]],
    [task, [{ retries: 2 }, double]],
  ] as const) {
    const error = await refusal(() => callLoosely(callee, ...args));
    assert.is(error.code, "not-compiled");
    assert.is(error.text, `${callee.name}() was not compiled by @tsflyte/transformer: it has no embedded interface`);
    assert.match(error.where[0] ?? "", /runtime\/test\/support\/define\.ts:\d+:\d+$/);
    const { remedy = "" } = error;
    assert.match(remedy, "build with tspc (ts-patch)");
    assert.match(remedy, '"plugins": [{ "transform": "@tsflyte/transformer" }]');
    assert.match(remedy, "node --import @tsflyte/transformer/register FILE");
    assert.match(remedy, "TypeScript 7 ignores them without a word: use TypeScript 6");
  }
});

definitions("of another version of metadata ask for a build", async () => {
  const newer = await refusal(() => callLoosely(task, double, { ...embedded("newer"), version: 2 }));
  assert.is(newer.code, "stale-build");
  assert.is(newer.text, "task(): expected metadata of version 1, got version 2");
  assert.match(newer.where[0] ?? "", /runtime\/test\/support\/define\.ts:\d+:\d+$/);
  assert.is(newer.remedy, "build again, with a transformer of the runtime's version");
});

definitions("with damaged metadata ask for a build", async () => {
  const whole = embedded("damaged");
  for (const key of ["module", "name", "source", "inputs", "outputs"]) {
    for (const value of [undefined, null, 5]) {
      const error = await refusal(() => callLoosely(task, double, { ...whole, [key]: value }));
      assert.is(error.code, "stale-build", key);
    }
  }
  assert.is((await refusal(() => callLoosely(task, {}, double, {}))).code, "stale-build");
});

definitions("with a function of more parameters than the metadata ask for a build", async () => {
  const error = await refusal(() => callLoosely(task, (_a: number, _b: number) => 0, embedded("grown")));
  assert.equal(spelled(error), {
    code: "stale-build",
    message: [
      "flows.grown: expected a function of at most 1 parameters, as its metadata says, got one of 2",
      "  at flows.ts:7:1",
      "  fix: build again: the metadata was written for another version of the function",
    ].join("\n"),
  });
  const asObject = m.metadata("grownObject", { a: m.int, b: m.int }, m.none, { inputStyle: "object" });
  assert.is((await refusal(() => callLoosely(task, (_a: object, _b: object) => 0, asObject))).code, "stale-build");
});

definitions("allow fewer parameters than inputs: those with defaults do not count", () => {
  const withDefault = m.metadata("fewer", { a: m.int, b: m.withDefault(m.int, 2) }, m.value(m.int));
  callLoosely(task, (a: number, b = 2) => a + b, withDefault);
});

definitions("take options before the function only", async () => {
  const swapped = await refusal(() => callLoosely(task, double, { retries: 2 }));
  assert.equal(spelled(swapped), {
    code: "invalid-option",
    message: 'task(): expected a function, or options and then a function, got [a function, {"retries":2}]',
  });
  const compiled = await refusal(() => callLoosely(task, double, { retries: 2 }, embedded("swapped")));
  assert.match(compiled.text, 'got [a function, {"retries":2}]');
});

definitions("need a function", async () => {
  for (const args of [[], [undefined], [{ retries: 1 }], ["text", embedded("text")], [{}, {}, embedded("objects")]]) {
    const error = await refusal(() => callLoosely(task, ...args));
    assert.is(error.code, "invalid-option");
    assert.match(error.text, "task(): expected a function, or options and then a function, got [");
  }
  const options = await refusal(() => callLoosely(task, "fast", double, embedded("textOptions")));
  assert.is(options.text, 'task(): expected options as an object, got "fast"');
  const nothing = await refusal(() => callLoosely(task, null, double, embedded("nullOptions")));
  assert.is(nothing.text, "task(): expected options as an object, got null");
});

definitions("suggest the option that was meant", async () => {
  const pairs = {
    retry: "retries",
    timout: "timeout",
    containerimage: "containerImage",
    secretRequest: "secretRequests",
  };
  for (const [wrong, right] of Object.entries(pairs)) {
    const error = await refusal(() => callLoosely(task, { [wrong]: 1 }, double, embedded("options")));
    assert.equal(spelled(error), {
      code: "invalid-option",
      message: `task() of flows.options: there is no option "${wrong}"\n  fix: did you mean "${right}"?`,
    });
  }
  const far = await refusal(() => callLoosely(workflow, { colour: 1 }, double, embedded("options")));
  assert.match(far.remedy ?? "", /^the options are failurePolicy, interruptible, /);
  for (const name of ["__proto__", "constructor"]) {
    const error = await refusal(() => callLoosely(task, JSON.parse(`{ "${name}": {} }`), double, embedded("options")));
    assert.is(error.code, "invalid-option");
  }
});

const badOptions: readonly (readonly [object, string])[] = [
  [{ retries: -1 }, 'option "retries": expected a whole number from 0, got -1'],
  [{ retries: 1.5 }, 'option "retries": expected a whole number from 0, got 1.5'],
  [{ retries: "2" }, 'option "retries": expected a whole number from 0, got "2"'],
  [{ timeout: "soon" }, 'option "timeout": expected a number of seconds'],
  [{ timeout: {} }, 'option "timeout": expected a number of seconds'],
  [{ interruptible: "yes" }, 'option "interruptible": expected true or false, got "yes"'],
  [{ deprecated: true }, 'option "deprecated": expected a text that is not empty, got true'],
  [
    { containerImage: 5 },
    `option "containerImage": expected an image's name, or an image that image() describes, got 5`,
  ],
  [{ podTemplateName: "" }, 'option "podTemplateName": expected a text that is not empty, got ""'],
  [{ labels: "a" }, 'option "labels": expected an object of texts, got "a"'],
  [{ annotations: { a: 1 } }, 'option "annotations", key "a": expected a text, got 1'],
  [{ docs: { short: "a" } }, 'option "docs": there is no option "short"'],
  [{ cache: 1 }, 'option "cache": expected true, or { version: "…" } with a version that is not empty, got 1'],
  [{ cache: null }, 'option "cache": expected true, or { version: "…" } with a version that is not empty, got null'],
  [{ cache: { version: "" } }, 'option "cache": expected { version: "…" }'],
  [{ cache: { version: "1", serialise: true } }, 'option "cache": there is no option "serialise"'],
  [{ cache: { version: "1", serialize: 1 } }, 'option "cache.serialize": expected true or false, got 1'],
  [
    { cache: { version: "1", ignoredInputs: ["m"] } },
    'option "cache.ignoredInputs": expected names of its inputs (n), got "m"',
  ],
  [
    { cache: { version: "1", ignoredInputs: 5 } },
    'option "cache.ignoredInputs": expected names of its inputs (n), got 5',
  ],
  [{ environment: { "A=B": "c" } }, 'option "environment": expected names of letters, digits, _, - and ., got "A=B"'],
  [{ environment: { A: 1 } }, 'option "environment", key "A": expected a text, got 1'],
  [{ environment: ["A"] }, 'option "environment": expected an object of texts, got ["A"]'],
  [
    { secretRequests: { group: "g" } },
    'option "secretRequests": expected an array of { group: "…" }, got {"group":"g"}',
  ],
  [{ secretRequests: [{}] }, 'option "secretRequests": expected a group for every secret, got {}'],
  [{ secretRequests: [null] }, 'option "secretRequests": expected a group for every secret, got null'],
  [{ secretRequests: [{ group: "g", keys: "k" }] }, 'option "secretRequests": there is no option "keys"'],
  [{ secretRequests: [{ group: "g", envVar: "a-b" }] }, 'expected an envVar of capitals, digits and _, got "a-b"'],
  [
    { secretRequests: [{ group: "g", mountRequirement: "disk" }] },
    'expected a mountRequirement of "any", "env-var" or "file", got "disk"',
  ],
  [{ requests: { cpu: "lots" } }, 'option "requests.cpu": expected an amount as Kubernetes writes it'],
  [{ resources: { cpu: 1 }, requests: { cpu: 1 } }, 'option "resources": expected no requests and no limits beside it'],
  [{ accelerator: "T4" }, 'option "accelerator": expected one of accelerators'],
  [{ sharedMemory: "big" }, 'option "sharedMemory": expected true, or a size like "1Gi", got "big"'],
];

for (const [options, text] of badOptions) {
  definitions(`refuse ${JSON.stringify(options)}`, async () => {
    const error = await refusal(() => callLoosely(task, options, double, embedded("refused")));
    assert.is(error.code, "invalid-option");
    assert.is(error.text.startsWith("task flows.refused, "), true, error.text);
    assert.is(error.text.includes(text), true, error.text);
    assert.is(findEntity("flows.refused"), undefined, "what is refused is not registered");
  });
}

const badWorkflowOptions: readonly (readonly [object, string])[] = [
  [
    { failurePolicy: "never" },
    'option "failurePolicy": expected "fail-immediately" or "fail-after-executable-nodes-complete", got "never"',
  ],
  [{ interruptible: 1 }, 'option "interruptible": expected true or false, got 1'],
  [{ docs: "a" }, 'option "docs": expected an object with shortDescription, longDescription, sourceLink, got "a"'],
  [{ defaultOptions: 5 }, 'option "defaultOptions": expected an object with labels and annotations, got 5'],
  [{ defaultOptions: { label: {} } }, 'option "defaultOptions": there is no option "label"'],
  [{ defaultOptions: { labels: { a: 1 } } }, 'option "defaultOptions.labels", key "a": expected a text, got 1'],
];

for (const [options, text] of badWorkflowOptions) {
  definitions(`of workflows refuse ${JSON.stringify(options)}`, async () => {
    const error = await refusal(() => callLoosely(workflow, options, double, embedded("refused")));
    assert.is(error.code, "invalid-option");
    assert.is(error.text, `workflow flows.refused, ${text}`);
  });
}

definitions("of one name are refused with both positions", async () => {
  defineTask("twin", {}, m.none, async () => {}, {}, { line: 3 });
  const error = await refusal(() => defineTask("twin", {}, m.none, async () => {}, {}, { line: 9 }));
  assert.equal(spelled(error), {
    code: "duplicate-entity",
    message: [
      'two entities are named "flows.twin"',
      "  at flows.ts:3:1",
      "  at flows.ts:9:1",
      "  fix: rename one of them, or move it to another module; a module that is loaded twice, as source and as built JavaScript, gives this too",
    ].join("\n"),
  });
});

definitions("make instances that their classes know, and subclasses of theirs only", () => {
  class Plugin extends FunctionTask {}
  const plain = defineTask("ofBase", {}, m.none, async () => {});
  const plugin = new Plugin({ metadata: m.metadata("ofPlugin", {}, m.none), options: {}, fn: async () => {} });
  assert.is(plain instanceof FunctionTask, true);
  assert.is(plugin instanceof FunctionTask, true);
  assert.is(plugin instanceof Plugin, true);
  assert.is(plain instanceof Plugin, false);
  assert.is(plain instanceof FunctionWorkflow, false);
  assert.is(double instanceof FunctionTask, false);
});

definitions.run();
