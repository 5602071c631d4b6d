import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf, specsOf } from "../../src/compile/index.ts";
import {
  type ReferenceLaunchPlan,
  type ReferenceOptions,
  type ReferenceTask,
  type ReferenceWorkflow,
  referenceLaunchPlan,
  referenceTask,
  referenceWorkflow,
} from "../../src/index.ts";
import type { MetadataKind } from "../../src/metadata/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { compileOne } from "../support/compile-one.ts";
import { bodyOf, callLoosely, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

type Fn = (a: number) => Promise<number>;

const options: ReferenceOptions = { project: "ml", domain: "production", name: "models.score", version: "v12" };

function define<T>(
  callee: (...args: never[]) => unknown,
  name: string,
  kind: MetadataKind,
  given: object = options,
): T {
  return callLoosely(callee, given, m.metadata(name, { a: m.int }, m.value(m.int), { kind })) as T;
}

const task = define<ReferenceTask<Fn>>(referenceTask, "score", "reference-task");
const plan = define<ReferenceLaunchPlan<Fn>>(referenceLaunchPlan, "train", "reference-launch-plan");
const flow = define<ReferenceWorkflow<Fn>>(referenceWorkflow, "nightly", "reference-workflow");

const test = suite("references");

test("are nodes that name what is registered", async () => {
  const calls = defineWorkflow("callsBoth", { a: m.int }, m.value(m.int), async (a: number) => plan(task(a)));
  const { nodes } = await compileOne(calls);
  assert.equal(
    nodes.map(({ target, metadata }) => [target, metadata.name]),
    [
      [{ kind: "task", referenceId: { resourceType: "task", ...options } }, "score"],
      [{ kind: "launch-plan", launchplanRef: { resourceType: "launch-plan", ...options } }, "score"],
    ],
  );
});

test("are not registered", async () => {
  const calls = defineWorkflow("callsOne", { a: m.int }, m.value(m.int), async (a: number) => task(a));
  const all = await specsOf([calls], localSettings);
  assert.equal(
    all.map(({ kind }) => kind),
    ["workflow", "launch-plan"],
  );
  assert.equal(await problemsOf([calls]), []);
});

test("to workflows are no nodes, since the server needs the inside of sub-workflows", async () => {
  const error = await refusal(() => compileOne(bodyOf("callsFlow", () => flow(1))));
  assert.is(error.text, "workflow flows.callsFlow calls models.score, a workflow that is only referred to");
  assert.is(error.remedy, "refer to its launch plan, which has the same name by default: referenceLaunchPlan(…)");
});

test("have no container to override", async () => {
  const error = await refusal(() => compileOne(bodyOf("overrides", () => task(1).with({ requests: { cpu: 1 } }))));
  assert.is(
    error.text,
    'the call of task models.score in workflow flows.overrides, .with(): option "requests": expected a call of a task, which has a container, got {"cpu":1}',
  );
});

test("have nothing to run on this machine", async () => {
  const error = await refusal(() => task(1));
  assert.match(error.text, /models\.score/);
  assert.match(error.remedy ?? "", /mockTask/);
});

for (const option of ["project", "domain", "name", "version"] as const) {
  test(`need a ${option}`, async () => {
    const error = await refusal(() =>
      define(referenceTask, "nameless", "reference-task", { ...options, [option]: "" }),
    );
    assert.is(
      error.text,
      `referenceTask() of flows.nameless, option "${option}": expected a text that is not empty, got ""`,
    );
  });
}

test("need the transformer", async () => {
  const error = await refusal(() => callLoosely(referenceLaunchPlan, options));
  assert.is(error.code, "not-compiled");
  assert.match(error.text, /^referenceLaunchPlan\(\) was not compiled by @tsflyte\/transformer/);
});

test.run();
