import { suite } from "uvu";
import * as assert from "uvu/assert";
import { taskTemplate } from "../../src/compile/index.ts";
import { dynamic, type Task } from "../../src/index.ts";
import type { Metadata } from "../../src/metadata/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { addTask, callLoosely, defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const add = addTask("add");

function define(
  name: string,
  body: (n: number) => unknown,
  options: object = {},
): Task<(n: number) => Promise<number[]>> {
  const embedded: Metadata = m.metadata(name, { n: m.int }, m.value(m.list(m.int)), { kind: "dynamic" });
  return callLoosely(dynamic, options, body, embedded) as Task<(n: number) => Promise<number[]>>;
}

const test = suite("dynamic()");

test("makes a task whose container knows the settings, as its calls are compiled there", () => {
  const task = define("knows", (n) => [add(n, 1)], { retries: 1 });
  assert.is(task.executionMode, "dynamic");
  const { target, metadata } = taskTemplate(task, localSettings);
  assert.is(metadata.retries, 1);
  assert.equal(target?.kind === "container" && target.container.env.map(({ key }) => key), ["_F_SS_C"]);
});

test("registers before it what it may call", () => {
  const task = define("hints", (n) => [add(n, 1)], { nodeDependencyHints: [add] });
  assert.equal(task.nodeDependencyHints, [add]);
});

test("runs its calls on this machine", async () => {
  const double = defineTask("double", { n: m.int }, m.value(m.int), async (n: number) => n * 2);
  const task = define("runs", async (n) => {
    const doubled = [];
    for (let i = 0; i < n; i++) doubled.push(double(i));
    return Promise.all([...doubled, add(await double(n), 100)]);
  });
  assert.equal(await task(3), [0, 2, 4, 106]);
});

test("is a task like any other where it calls nothing", async () => {
  assert.equal(await define("calm", async (n) => [n, n])(4), [4, 4]);
});

test("has its mode already", async () => {
  const error = await refusal(() => define("twice", async (n) => [n], { executionMode: "default" }));
  assert.match(error.text, /^dynamic\(\) of flows\.twice: there is no option "executionMode"$/);
});

test("needs the transformer", async () => {
  const error = await refusal(() => callLoosely(dynamic, async () => 1));
  assert.is(error.code, "not-compiled");
  assert.match(error.text, /^dynamic\(\) was not compiled by @tsflyte\/transformer/);
});

test.run();
