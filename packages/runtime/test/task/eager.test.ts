import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf, specsOf, taskTemplate, workflowTemplate } from "../../src/compile/index.ts";
import { type EagerHost, eager, provideEagerHost, type Task } from "../../src/index.ts";
import { loadTask } from "../../src/load/index.ts";
import type { Metadata } from "../../src/metadata/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import type { ExecutionContext } from "../../src/task/index.ts";
import { addTask, callLoosely, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";
import { memoryAccess } from "../support/values.ts";

type Fn = (n: number) => Promise<number>;

const add = addTask("add");
const double = defineWorkflow("double", { n: m.int }, m.value(m.int), async (n: number) => add(n, n));

function define(name: string, body: Fn, options: object = {}): Task<Fn> {
  const embedded: Metadata = m.metadata(name, { n: m.int }, m.value(m.int), { kind: "eager" });
  return callLoosely(eager, options, body, embedded) as Task<Fn>;
}

/** As in a container. */
const context = (): ExecutionContext => ({ access: memoryAccess(), outputPrefix: "", rawOutputPrefix: "" });
const five = { n: { kind: "integer", value: 5 } } as const;

const test = suite("eager()");

test.after.each(() => provideEagerHost(undefined));

test("makes a task that says what it is, and that shows what it has started", () => {
  const task = define("says", async (n) => n);
  const { metadata, target } = taskTemplate(task, localSettings);
  assert.is(metadata.isEager, true);
  assert.is(metadata.generatesDeck, true);
  assert.equal(target?.kind === "container" && target.container.env.map(({ key }) => key), ["_F_SS_C"]);
});

test("is registered with a workflow and a launch plan of its name, and with what cleans up after it", async () => {
  const task = define("registered", async (n) => n, { containerImage: "acme/eager:v1" });
  const all = await specsOf([task], localSettings);
  assert.equal(
    all.map((spec) => `${spec.kind} ${spec.kind === "launch-plan" ? spec.spec.id.name : spec.spec.template.id.name}`),
    [
      "task flows.registered",
      "task flows.registered-cleanup",
      "workflow flows.registered",
      "launch-plan flows.registered",
    ],
  );
  const [, cleanup, workflow] = all;
  assert.is(workflow?.kind === "workflow" && workflow.spec.template.failureNode?.id, "efn");
  assert.is(cleanup?.kind === "task" && cleanup.spec.template.type, "eager_failure_handler_task");
  const target = cleanup?.kind === "task" ? cleanup.spec.template.target : undefined;
  assert.is(target?.kind === "container" && target.container.image, "acme/eager:v1");
  assert.equal(await problemsOf([task]), []);
});

test("is a node like any other in a workflow", async () => {
  const task = define("called", async (n) => n);
  const flow = defineWorkflow("callsEager", { n: m.int }, m.value(m.int), async (n: number) => task(n));
  const { nodes } = await workflowTemplate(flow, localSettings);
  assert.is(nodes[0]?.target.kind, "task");
});

test("runs as plain code on this machine, and its calls with it", async () => {
  const task = define("plain", async (n) => {
    let total = 0;
    while (total < 20) total = await add(total, await double(n));
    return total;
  });
  assert.is(await task(3), 24);
});

test("lets its calls become executions in a container", async () => {
  const started: string[] = [];
  const host: EagerHost = {
    async execute({ name }, inputs) {
      started.push(`${name} ${JSON.stringify([...inputs])}`);
      return new Map([["o0", 42]]);
    },
    cleanUp: async () => {},
  };
  provideEagerHost(async () => async (_context, task) => {
    assert.is(task, "flows.remote");
    return host;
  });
  const task = define("remote", async (n) => {
    const [one, two] = await Promise.all([add(n, 1), double(n)]);
    return one + two;
  });
  const result = await task.dispatchExecute(five, context());
  assert.equal(result, { kind: "outputs", outputs: { o0: { kind: "integer", value: 84 } } });
  assert.equal(started, ['flows.add [["a",5],["b",1]]', 'flows.double [["n",5]]']);
});

test("says what is missing in a container without a client", async () => {
  const task = define("alone", async (n) => add(n, 1));
  const error = await refusal(() => task.dispatchExecute(five, context()));
  assert.equal(spelled(error), {
    code: "not-supported",
    message: [
      "task flows.alone runs in a container, where the calls of an eager task become executions, and nothing here can start or end any",
      "  fix: give it a client of the control plane with provideEagerHost(…), or make it a dynamic task, whose calls become nodes",
    ].join("\n"),
  });
});

test("ends what it has left behind, wherever it failed", async () => {
  let ended = 0;
  provideEagerHost(async () => async (_context, task) => {
    assert.is(task, undefined);
    return { execute: async () => new Map(), cleanUp: async () => void ended++ };
  });
  const cleanup = await loadTask("tsflyte.eager-cleanup", ["eager", "failure", "handler"]);
  assert.equal(await cleanup.dispatchExecute(five, context()), { kind: "outputs", outputs: {} });
  assert.is(ended, 1);
});

test("has its mode already", async () => {
  const error = await refusal(() => define("twice", async (n) => n, { nodeDependencyHints: [add] }));
  assert.match(error.text, /^eager\(\) of flows\.twice: there is no option "nodeDependencyHints"$/);
});

test.run();
