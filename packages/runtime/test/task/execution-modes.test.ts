import { suite } from "uvu";
import * as assert from "uvu/assert";
import { closureOf } from "../../src/compile/index.ts";
import { currentContext } from "../../src/context/index.ts";
import { FunctionTask, type TaskOptions, type TaskResolver } from "../../src/index.ts";
import { localSettings, readSerializedContext } from "../../src/settings/index.ts";
import { createFileAccess } from "../../src/storage/index.ts";
import type { ExecutionContext } from "../../src/task/index.ts";
import { addTask, defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const context: ExecutionContext = {
  access: createFileAccess({ rawOutputPrefix: "/nowhere" }),
  outputPrefix: "",
  rawOutputPrefix: "",
};
const add = addTask("add");

/** Adds in nodes, but only what is positive. */
function defineDynamic(name: string, options: TaskOptions = {}): ReturnType<typeof addTask> {
  const fn = async (a: number, b: number): Promise<number> => (b > 0 ? await add(a, b) : a);
  return defineTask(name, { a: m.int, b: m.int }, m.value(m.int), fn, { executionMode: "dynamic", ...options });
}

const values = (a: number, b: number): ReadonlyMap<string, unknown> => new Map(Object.entries({ a, b }));

const modes = suite("execution modes");

modes("compileIntoWorkflow records what a dynamic task calls for its inputs", async () => {
  const task = defineDynamic("dynamicA");
  const graph = await task.compileIntoWorkflow(values(1, 2));
  assert.equal(
    graph.nodes.map(({ id, entity }) => `${id} ${entity.name}`),
    ["dn0 flows.add"],
  );
  assert.is((await task.compileIntoWorkflow(values(1, 0))).nodes.length, 0);
});

modes("dynamicExecute asks for nodes, and has a result where it called nothing", async () => {
  const task = defineDynamic("dynamicB");
  const asked = await task.dynamicExecute(values(1, 2), context);
  assert.is(asked.kind, "dynamic-job");
  assert.equal(asked.kind === "dynamic-job" && asked.job.spec.nodes.map(({ id }) => id), ["dn0"]);
  assert.equal(await task.dynamicExecute(values(1, 0), context), { kind: "result", result: 1 });
});

modes("dispatchExecute of a dynamic task gives a job, or outputs", async () => {
  const task = defineDynamic("dynamicC");
  const literals = (a: number, b: number): Parameters<typeof task.dispatchExecute>[0] => ({
    a: { kind: "integer", value: a },
    b: { kind: "integer", value: b },
  });
  assert.is((await task.dispatchExecute(literals(1, 2), context)).kind, "dynamic-job");
  assert.equal(await task.dispatchExecute(literals(1, 0), context), {
    kind: "outputs",
    outputs: { o0: { kind: "integer", value: 1 } },
  });
});

modes("only dynamic tasks do what dynamic tasks do", async () => {
  for (const method of ["dynamicExecute", "compileIntoWorkflow"] as const) {
    const error = await refusal(() => add[method](values(1, 2), context));
    assert.is(error.code, "not-supported");
    assert.is(error.text, `${method}() was called on task flows.add, which is not dynamic`);
    assert.match(error.message, "make it with dynamic(…), or call execute()");
  }
});

modes("a dynamic and an eager task's container holds the settings that it compiles under", () => {
  const settings = { ...localSettings, env: { REGION: "eu" } };
  const eager = defineTask("eagerly", {}, m.none, async () => {}, { executionMode: "eager" });
  for (const task of [defineDynamic("dynamicD"), eager]) {
    const env = task.getContainer(settings)?.env ?? [];
    assert.equal(
      env.map(({ key }) => key),
      ["REGION", "_F_SS_C"],
    );
    assert.equal(readSerializedContext(env[1]?.value ?? ""), settings);
  }
  assert.equal(add.getContainer(settings)?.env, [{ key: "REGION", value: "eu" }]);
  assert.equal([eager.metadata.isEager, eager.metadata.generatesDeck], [true, true]);
  assert.is(add.metadata.isEager, false);
});

modes("localExecutionMode says whether further runs come of it", () => {
  assert.is(add.localExecutionMode(), "local-task-execution");
  assert.is(
    defineTask("eagerToo", {}, m.none, async () => {}, { executionMode: "eager" }).localExecutionMode(),
    "eager-local-execution",
  );
});

modes("what a dynamic task hints at is registered before it", async () => {
  const hinted = defineDynamic("hinting", { nodeDependencyHints: [add] });
  assert.equal(hinted.nodeDependencyHints, [add]);
  assert.equal(
    (await closureOf([hinted])).map(({ name }) => name),
    ["flows.add", "flows.hinting"],
  );
  assert.is(add.nodeDependencyHints, undefined);
});

modes.run();

const surface = suite("task surface");

surface("findLhs names the constant, and throws where there is none", async () => {
  assert.is(add.findLhs(), "add");
  const held = new FunctionTask({ metadata: m.metadata("", {}, m.none), options: {}, fn: async () => {} });
  const error = await refusal(() => held.findLhs());
  assert.is(error.code, "entity-not-found");
  assert.match(error.text, "no constant of a module holds task flows.");
  assert.match(error.message, "make it at the top of a module: export const name = task(…)");
});

surface("getInputTypes and its siblings give the schemas of variables", async () => {
  assert.equal(add.getInputTypes(), { a: m.int, b: m.int });
  assert.equal(add.getTypeForInputVar("a"), m.int);
  assert.equal(add.getTypeForOutputVar("o0"), m.int);
  const error = await refusal(() => add.getTypeForInputVar("c"));
  assert.is(error.code, "unknown-input");
  assert.match(error.message, "flows.add");
  await refusal(() => add.getTypeForOutputVar("toString"));
});

surface("sandboxExecute runs on literals, as on this machine", async () => {
  const task = defineTask("sandboxed", {}, m.value(m.flag), async () => currentContext().isLocal);
  const local = { kind: "outputs", outputs: { o0: { kind: "boolean", value: true } } };
  assert.equal(await task.sandboxExecute({}, context), local);
  assert.equal(await task.dispatchExecute({}, context), {
    kind: "outputs",
    outputs: { o0: { kind: "boolean", value: false } },
  });
});

surface("setResolver and the option taskResolver change how the container finds the task", async () => {
  const resolver: TaskResolver = {
    location: "flows.table.byName",
    name: "by name",
    loaderArgs: (_settings, task) => ["row", task.lhs],
    loadTask: () => add,
  };
  const task = defineTask("resolved", {}, m.none, async () => {});
  assert.is(task.taskResolver.location, "tsflyte.default");
  task.setResolver(resolver);
  assert.equal(task.getDefaultCommand(localSettings).slice(-5), [
    "--resolver",
    "flows.table.byName",
    "--",
    "row",
    "resolved",
  ]);
  assert.is(task.taskResolver, resolver);
  const given = defineTask("resolvedToo", {}, m.none, async () => {}, { taskResolver: resolver });
  assert.is(given.taskResolver, resolver);
  const error = await refusal(() => task.setResolver({} as TaskResolver));
  assert.match(error.text, "task flows.resolved, setResolver(): expected a TaskResolver");
});

surface("taskType and containerImage are those of the options", () => {
  const task = defineTask("typed", {}, m.none, async () => {}, { taskType: "spark", containerImage: "{{.image.gpu}}" });
  assert.is(task.taskType, "spark");
  assert.is(task.containerImage, "{{.image.gpu}}");
  assert.is(add.containerImage, undefined);
  assert.is(add.taskConfig, undefined);
});

surface.run();
