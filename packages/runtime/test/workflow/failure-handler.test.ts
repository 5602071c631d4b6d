import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf, specsOf, workflowTemplate } from "../../src/compile/index.ts";
import { FlyteError, launchPlan } from "../../src/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { compileOne } from "../support/compile-one.ts";
import { addTask, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";

const error: Schema = { ...m.nullable({ type: "object", "x-flyte": { type: "error" } }), default: null };
const add = addTask("add");
const seen: unknown[] = [];
const note = defineTask("note", { a: m.int, err: error }, m.none, async (a: number, err: FlyteError | null) => {
  seen.push([a, err]);
});

const test = suite("failure handlers");

test("are nodes with the workflow's inputs and ids of their own", async () => {
  const flow = defineWorkflow("noted", { a: m.int }, m.value(m.int), async (a: number) => add(a, 1), {
    onFailure: note,
  });
  const { failureNode, nodes } = await compileOne(flow);
  assert.equal(
    nodes.map(({ id }) => id),
    ["n0"],
  );
  assert.is(failureNode?.id, "fn0");
  assert.equal(
    failureNode?.inputs.map(({ var: name, binding }) => [name, binding.kind]),
    [
      ["a", "promise"],
      ["err", "scalar"],
    ],
  );
  assert.is((await workflowTemplate(flow, localSettings, "d")).failureNode?.id, "dfn0");
});

test("that are workflows are sub-workflows", async () => {
  const handler = defineWorkflow("handles", { a: m.int }, m.none, async (a: number) => void (await add(a, 2)));
  const flow = defineWorkflow("handled", { a: m.int }, m.value(m.int), async (a: number) => add(a, 1), {
    onFailure: handler,
  });
  const all = await specsOf([flow], localSettings);
  const spec = all.find((item) => item.kind === "workflow" && item.spec.template.id.name === "flows.handled");
  assert.equal(spec?.kind === "workflow" && spec.spec.subWorkflows.map(({ id }) => id.name), ["flows.handles"]);
});

test("run when a node has failed, and are told why", async () => {
  const breaks = defineTask("breaks", { a: m.int }, m.value(m.int), async (_a: number): Promise<number> => {
    throw new Error("boom");
  });
  const flow = defineWorkflow("broken", { a: m.int }, m.value(m.int), async (a: number) => breaks(a), {
    onFailure: note,
  });
  const caught = await refusal(() => flow(7));
  assert.is(caught.code, "task-failed");
  assert.is(seen.length, 1);
  const [[a, err]] = seen as [[number, FlyteError]];
  assert.is(a, 7);
  assert.instance(err, FlyteError);
  assert.is(err.failedNodeId, "n0");
  assert.match(err.message, /boom/);
});

test("take all inputs of the workflow and need no more", async () => {
  const wrong = defineTask("wrong", { zz: m.int, b: m.int }, m.none, async (_zz: number, _b: number) => {});
  const define = (name: string, onFailure: typeof wrong): unknown =>
    defineWorkflow(name, { a: m.int, b: m.int }, m.value(m.int), async (a: number) => add(a, 1), { onFailure });
  assert.equal(spelled(await refusal(() => define("misfit", wrong))), {
    code: "invalid-option",
    message: [
      'workflow flows.misfit: its failure handler, task flows.wrong, does not fit: it does not take "a"; it needs "zz", which the workflow does not have',
      "  at flows.ts:1:1",
      "  at flows.ts:1:1",
      "  fix: a failure handler gets the inputs of its workflow, by name: declare those, and make others optional, as in zz?: …",
    ].join("\n"),
  });
  const few = defineTask("few", { b: m.int }, m.none, async (_b: number) => {});
  const error = await refusal(() => define("fewer", few as never));
  assert.match(error.text, /does not fit: it does not take "a"$/);
  assert.is(error.remedy, "a failure handler gets all inputs of its workflow, by name: declare them");
});

test("take inputs of the workflow's types", async () => {
  const other = defineTask("other", { a: m.float }, m.none, async (_a: number) => {});
  const flow = defineWorkflow("mistyped", { a: m.int }, m.value(m.int), async (a: number) => add(a, 1), {
    onFailure: other,
  });
  const found = await problemsOf([flow]);
  assert.equal(
    found.map(({ node, text }) => [node, text]),
    [["fn0", 'task flows.other takes a number for "a", and the input "a" is an integer']],
  );
});

test("are tasks or workflows", async () => {
  const plan = launchPlan(
    defineWorkflow("planned", {}, m.none, async () => {}),
    { name: "planned" },
  );
  const define = (name: string, onFailure: unknown): unknown =>
    defineWorkflow(name, {}, m.none, async () => {}, { onFailure: onFailure as typeof note });
  const error = await refusal(() => define("byPlan", plan));
  assert.is(
    error.text,
    'workflow flows.byPlan, option "onFailure": expected a task or a workflow, got "launch plan planned"',
  );
  const text = (await refusal(() => define("byText", "cleanUp"))).text;
  assert.is(text, 'workflow flows.byText, option "onFailure": expected a task or a workflow, got "cleanUp"');
});

test.run();
