import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf, specsOf } from "../../src/compile/index.ts";
import { cron, type LaunchPlanOptions, launchPlan, WorkflowLaunchPlan } from "../../src/index.ts";
import { runLocally } from "../../src/local/index.ts";
import type { LaunchPlanSpec } from "../../src/model/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { compileOne } from "../support/compile-one.ts";
import { addTask, callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";

const add = addTask("add");
const sum = defineWorkflow(
  "sum",
  { a: m.int, b: m.withDefault(m.int, 2), c: m.withDefault(m.text, "c") },
  m.value(m.int),
  async (a: number, b?: number, _c?: string) => add(a, b ?? 0),
);
const later = defineTask("later", { day: m.date }, m.value(m.date), async (day: Date) => day);
const daily = defineWorkflow("daily", { day: m.date, n: m.int }, m.value(m.date), async (day: Date, _n: number) =>
  later(day),
);
const byName = defineWorkflow(
  "byName",
  { a: m.int, b: m.int },
  m.value(m.int),
  async ({ a, b }: { a: number; b: number }) => add(a, b),
  {},
  { inputStyle: "object" },
);

async function specOf(plan: unknown): Promise<LaunchPlanSpec> {
  const entity = plan as WorkflowLaunchPlan;
  const all = await specsOf([entity], localSettings);
  const found = all.find((spec) => spec.kind === "launch-plan" && spec.spec.id.name === entity.name);
  if (found?.kind !== "launch-plan") throw new Error("no launch plan was registered");
  return found.spec.spec;
}

async function textOf(options: unknown): Promise<string> {
  return (await refusal(() => callLoosely(launchPlan, sum, options))).text;
}

const specs = suite("launch plans");

specs("have a parameter for each input that is not fixed", async () => {
  const plan = launchPlan(sum, { name: "mixed", fixedInputs: { a: 11 }, defaultInputs: { b: 22 } });
  const { defaultInputs, fixedInputs, workflowId } = await specOf(plan);
  assert.is(workflowId.name, "flows.sum");
  assert.equal(fixedInputs, { a: { kind: "integer", value: 11 } });
  assert.equal(
    Object.entries(defaultInputs).map(([name, { behavior }]) => [name, behavior]),
    [
      ["b", { kind: "default", literal: { kind: "integer", value: 22 } }],
      ["c", { kind: "default", literal: { kind: "string", value: "c" } }],
    ],
  );
});

specs("have values of every type", async () => {
  const plan = launchPlan(daily, { name: "dated", defaultInputs: { day: new Date(0), n: 1 } });
  const { defaultInputs } = await specOf(plan);
  assert.equal(defaultInputs["day"]?.behavior, {
    kind: "default",
    literal: { kind: "datetime", value: { seconds: 0n, nanos: 0 } },
  });
});

specs("are registered behind their workflow, the default one once", async () => {
  const named = launchPlan(sum, { name: "behind" });
  const all = await specsOf([named, launchPlan(sum) as unknown as WorkflowLaunchPlan], localSettings);
  assert.equal(
    all.map((spec) => `${spec.kind} ${spec.kind === "launch-plan" ? spec.spec.id.name : spec.spec.template.id.name}`),
    ["task flows.add", "workflow flows.sum", "launch-plan flows.sum", "launch-plan behind"],
  );
});

specs("are what instanceof says", () => {
  assert.ok(launchPlan(sum, { name: "instance" }) instanceof WorkflowLaunchPlan);
  assert.not.ok(sum instanceof WorkflowLaunchPlan);
});

specs("of one name are one if they are the same, and an error otherwise", async () => {
  const first = launchPlan(sum, { name: "twice", labels: { team: "core" } });
  assert.is(launchPlan(sum, { name: "twice", labels: { team: "core" } }), first);
  const error = await refusal(() => launchPlan(sum, { name: "twice", labels: { team: "shop" } }));
  assert.is(error.code, "duplicate-entity");
  assert.is(error.text, 'two launch plans are named "twice", and differ in labels');
  assert.match(error.where.join(), /launch-plan\.test\.ts:\d+:\d+,.*launch-plan\.test\.ts:\d+:\d+/);
  const other = await refusal(() => launchPlan(byName, { name: "twice", labels: { team: "core" } }));
  assert.is(
    other.text,
    'two launch plans are named "twice", and differ in their workflows, flows.sum and flows.byName',
  );
});

specs.run();

const calls = suite("calls of launch plans");

calls("bind defaults as constants and leave fixed inputs out", async () => {
  const fixed = launchPlan(sum, { name: "calledFixed", fixedInputs: { a: 11 }, defaultInputs: { b: 22 } });
  const flow = defineWorkflow("callsFixed", {}, m.value(m.int), async () => fixed(undefined, undefined, "cc"));
  const { nodes } = await compileOne(flow);
  assert.equal(
    nodes[0]?.inputs.map(({ var: name, binding }) => [name, binding.kind === "scalar" && binding.scalar]),
    [
      ["b", { kind: "integer", value: 22 }],
      ["c", { kind: "string", value: "cc" }],
    ],
  );
  assert.equal(nodes[0]?.target, {
    kind: "launch-plan",
    launchplanRef: {
      resourceType: "launch-plan",
      project: "local",
      domain: "local",
      name: "calledFixed",
      version: "local",
    },
  });
  assert.is(nodes[0]?.metadata.name, "sum");
});

calls("take one object where the workflow does", async () => {
  const plan = launchPlan(byName, { name: "calledByName", defaultInputs: { a: 1 } });
  const flow = defineWorkflow("callsByName", {}, m.value(m.int), async () => plan({ b: 2 }));
  const { nodes } = await compileOne(flow);
  assert.equal(
    nodes[0]?.inputs.map(({ binding }) => binding.kind === "scalar" && binding.scalar),
    [
      { kind: "integer", value: 1 },
      { kind: "integer", value: 2 },
    ],
  );
});

calls("fill in defaults that JSON has no word for", async () => {
  const plan = launchPlan(daily, { name: "calledDated", defaultInputs: { day: new Date(0) } });
  const flow = defineWorkflow("callsDated", {}, m.value(m.date), async () => plan(undefined, 3));
  const { nodes } = await compileOne(flow);
  assert.equal(nodes[0]?.inputs[0]?.binding, {
    kind: "scalar",
    scalar: { kind: "datetime", value: { seconds: 0n, nanos: 0 } },
  });
});

calls("run the workflow on this machine, with what the plan fixes and defaults", async () => {
  const fixed = launchPlan(sum, { name: "ranFixed", fixedInputs: { a: 11 }, defaultInputs: { b: 22 } });
  assert.is(await fixed(), 33);
  assert.is(await fixed(undefined, 1), 12);
  const dated = launchPlan(daily, { name: "ranDated", defaultInputs: { day: new Date(5), n: 1 } });
  assert.equal(await dated(), new Date(5));
  assert.equal((await runLocally(dated as unknown as WorkflowLaunchPlan, {})).get("o0"), new Date(5));
  const outer = defineWorkflow("ranInside", { b: m.int }, m.value(m.int), async (b: number) => fixed(undefined, b));
  assert.is(await outer(100), 111);
});

calls("cannot give what is fixed", async () => {
  const plan = launchPlan(sum, { name: "calledWrongly", fixedInputs: { a: 1 } });
  const error = await refusal(() => plan(5));
  assert.is(error.code, "unknown-input");
  assert.is(error.text, 'The input "a" of launch plan calledWrongly is fixed, and a call cannot give it');
  assert.is(error.remedy, "leave it out, or make it one of the plan's defaultInputs");
});

calls("need what neither is fixed nor has a default", async () => {
  const plan = launchPlan(sum, { name: "calledWithout" });
  const flow = defineWorkflow("callsWithout", {}, m.none, async () => void callLoosely(plan));
  const error = await refusal(() => compileOne(flow));
  assert.is(error.text, 'The input "a" (an integer) of launch plan calledWithout is missing');
});

calls.run();

const definitions = suite("definitions of launch plans");

definitions("need a name beside other options", async () => {
  const error = await refusal(() => launchPlan(sum, { fixedInputs: { a: 1 } }));
  assert.is(error.text, "launchPlan() of flows.sum: expected a name beside the option fixedInputs, got none");
  assert.match(error.remedy ?? "", /^give it a name/);
  const taken = await refusal(() => launchPlan(sum, { name: "flows.sum", labels: {} }));
  assert.is(
    taken.text,
    "launch plan flows.sum: expected a name of its own, got that of the workflow, whose default launch plan has it",
  );
});

definitions("need a workflow", async () => {
  const error = await refusal(() => callLoosely(launchPlan, add, { name: "ofTask" }));
  assert.is(error.text, "launchPlan(): expected a workflow first, got a function");
});

const wrong: readonly (readonly [options: LaunchPlanOptions & { readonly [key: string]: unknown }, text: string])[] = [
  [{ fixedInputs: { zz: 1 } }, 'The input "zz" is unknown to launch plan x, which has the inputs a, b, c'],
  [
    { fixedInputs: { a: "s" } },
    'The input "a" of launch plan x is not of its type: a: expected an integer, got the string "s"',
  ],
  [
    { defaultInputs: { c: 1 } },
    'The input "c" of launch plan x is not of its type: c: expected a string, got the number 1',
  ],
  [
    { fixedInputs: { a: 1 }, defaultInputs: { a: 2 } },
    'launch plan x: the input "a" is among the defaultInputs and the fixedInputs',
  ],
  [{ notification: [] }, 'launch plan x: there is no option "notification"'],
  [
    { notifications: [{ type: "email", phases: ["failed"], recipients: [] }] },
    'launch plan x, option "notifications"[0].recipients: expected at least one address, got []',
  ],
  [
    { notifications: [{ type: "email", phases: ["running" as "failed"], recipients: ["a@b"] }] },
    'launch plan x, option "notifications"[0].phases: expected some of "succeeded", "failed", "aborted" and "timed-out", got ["running"]',
  ],
  [
    { notifications: [{ type: "sms" as "email", phases: ["failed"], recipients: ["a@b"] }] },
    'launch plan x, option "notifications"[0].type: expected "email", "slack" or "pager-duty", got "sms"',
  ],
  [{ maxParallelism: -1 }, 'launch plan x, option "maxParallelism": expected a whole number from 0, got -1'],
  [
    { concurrency: { max: 0 } },
    'launch plan x, option "concurrency", key "max": expected a whole number from 1, got 0',
  ],
  [
    { schedule: cron("@daily", { kickoffTimeInput: "zz" }) },
    'launch plan x, option "schedule": kickoffTimeInput: expected a Date input of the workflow, got "zz", which the workflow does not have',
  ],
  [
    { schedule: cron("@daily", { kickoffTimeInput: "a" }) },
    'launch plan x, option "schedule": kickoffTimeInput: expected a Date input of the workflow, got "a", which is of another type',
  ],
  [
    { schedule: "@daily" as never },
    'launch plan x, option "schedule": expected what cron(…) or fixedRate(…) gives, got "@daily"',
  ],
  [{ autoActivate: "yes" as never }, 'launch plan x, option "autoActivate": expected true or false, got "yes"'],
];
for (const [options, text] of wrong) {
  definitions(`refuse ${JSON.stringify(options)}`, async () => {
    assert.is(await textOf({ name: "x", ...options }), text);
  });
}

definitions.run();

const problems = suite("problems of launch plans");

problems("are what the server would refuse, all at once", async () => {
  const plan = launchPlan(daily, {
    name: "bad\nname",
    schedule: cron("@daily", { kickoffTimeInput: "day" }),
    labels: { "not a label": "x" },
    annotations: { "/": "x" },
  });
  const found = await problemsOf([plan]);
  assert.equal(
    found.map(({ entity, text }) => `${entity}: ${text}`),
    [
      "launch plan bad\nname: its name has control characters in it",
      'launch plan bad\nname: it has a schedule, and its input "n" has no value',
      'launch plan bad\nname: the label "not a label" has a name that Kubernetes does not take',
      'launch plan bad\nname: the annotation "/" has a name that Kubernetes does not take',
    ],
  );
});

problems("name another workflow's default launch plan", async () => {
  const plan = launchPlan(daily, { name: "flows.sum" });
  const found = await problemsOf([plan, sum]);
  assert.equal(
    found.map(({ text }) => text),
    ["the default launch plan of the workflow flows.sum has this name already"],
  );
});

problems("and a workflow that starts itself is a circle", async () => {
  const self = defineWorkflow("starter", {}, m.none, async () => void (await callLoosely(again)));
  const again = launchPlan(self, { name: "again" });
  const error = await refusal(() => problemsOf([self]));
  assert.equal(spelled(error), {
    code: "workflow-cycle",
    message: [
      "workflows contain each other in a circle: flows.starter → again → flows.starter",
      "  fix: break the circle: let one of them return what the other needs, or let a dynamic task make the call that closes it",
    ].join("\n"),
  });
});

problems.run();
