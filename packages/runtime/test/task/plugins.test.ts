import { suite } from "uvu";
import * as assert from "uvu/assert";
import { taskTemplate } from "../../src/compile/task-template.ts";
import { currentContext, type TaskContext } from "../../src/context/index.ts";
import { IgnoreOutputs } from "../../src/errors/user-errors.ts";
import { type AnyFunction, FunctionTask, registerTaskPlugin } from "../../src/index.ts";
import type { JsonObject } from "../../src/metadata/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { createFileAccess } from "../../src/storage/index.ts";
import type { ExecutionContext } from "../../src/task/index.ts";
import { defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const context: ExecutionContext = {
  access: createFileAccess({ rawOutputPrefix: "/nowhere" }),
  outputPrefix: "",
  rawOutputPrefix: "",
};

class Cluster {
  readonly workers: number;
  constructor(workers: number) {
    this.workers = workers;
  }
}

const events: string[] = [];

class ClusterTask extends FunctionTask<AnyFunction, Cluster> {
  override readonly taskType: string = "cluster";
  override readonly taskTypeVersion: number = 2;

  override getCustom(): JsonObject {
    return { workers: this.taskConfig.workers };
  }

  override getConfig(): { readonly [key: string]: string } {
    return { region: "eu" };
  }

  override preExecute(running: TaskContext): TaskContext {
    events.push(`before ${this.name}`);
    return Object.create(running, { attempt: { value: 41 } }) as TaskContext;
  }

  override postExecute(running: TaskContext, result: unknown): unknown {
    events.push(`after ${String(result)} in attempt ${running.attempt}`);
    if (result === 0) throw new IgnoreOutputs();
    return Number(result) * 10;
  }
}

registerTaskPlugin(Cluster, ClusterTask);

const plugins = suite("plugins");

plugins("a configuration's class makes its tasks", () => {
  const task = defineTask("clustered", { a: m.int }, m.value(m.int), async (a: number) => a, {
    taskConfig: new Cluster(4),
  });
  assert.instance(task, ClusterTask);
  assert.is(task.taskConfig instanceof Cluster, true);
  const template = taskTemplate(task, localSettings);
  assert.is(template.type, "cluster");
  assert.is(template.taskTypeVersion, 2);
  assert.equal(template.custom, { workers: 4 });
  assert.equal(template.config, { region: "eu" });
  assert.is(template.target?.kind, "container");
});

plugins("hooks stand around the function, and see its context and its result", async () => {
  const task = defineTask(
    "hooked",
    { a: m.int },
    m.value(m.int),
    async (a: number) => {
      const { attempt, taskId, isLocal, logger } = currentContext();
      logger.debug("sees what is made through the hook's object too");
      events.push(`function of ${taskId.name}${isLocal ? " here" : ""} in attempt ${attempt}`);
      return a;
    },
    { taskConfig: new Cluster(1) },
  );
  events.length = 0;
  const result = await task.dispatchExecute({ a: { kind: "integer", value: 3 } }, context);
  assert.equal(result, { kind: "outputs", outputs: { o0: { kind: "integer", value: 30 } } });
  assert.equal(events, ["before flows.hooked", "function of flows.hooked in attempt 41", "after 3 in attempt 41"]);
});

plugins("a hook behind the function can say that others write the outputs", async () => {
  const task = defineTask("ignored", {}, m.value(m.int), async () => 0, { taskConfig: new Cluster(1) });
  try {
    await task.dispatchExecute({}, context);
    assert.unreachable();
  } catch (error) {
    assert.is(error instanceof IgnoreOutputs, true);
  }
});

plugins("plain objects are told apart by their kind", () => {
  class Named extends FunctionTask<AnyFunction, { readonly kind: "named"; readonly n: number }> {
    override getCustom(): JsonObject {
      return { n: this.taskConfig.n };
    }
  }
  registerTaskPlugin("named", Named);
  const task = defineTask("kinded", {}, m.none, async () => {}, { taskConfig: { kind: "named", n: 5 } });
  assert.equal(task.getCustom(localSettings), { n: 5 });
  assert.is(task.taskType, "typescript-task");
});

plugins("a plugin gives the parameters that are no inputs", async () => {
  class Session {}
  class SessionTask extends FunctionTask<AnyFunction, Session> {
    override async execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
      return super.execute(new Map([...inputs, ["session", "opened"]]));
    }
  }
  registerTaskPlugin(Session, SessionTask);
  const task = defineTask(
    "withSession",
    { a: m.int, session: m.text },
    m.value(m.text),
    async (a: number, session: string) => `${session} ${a}`,
    { taskConfig: new Session(), ignoreInputVars: ["session"] },
  );
  assert.equal(await task.localExecute({ a: 1 }), new Map([["o0", "opened 1"]]));
});

plugins("a configuration without a plugin is refused, with those that there are", async () => {
  class Unknown {}
  const define = (taskConfig: unknown) => () => defineTask("refused", {}, m.none, async () => {}, { taskConfig });
  const error = await refusal(define(new Unknown()));
  assert.is(error.code, "invalid-option");
  assert.is(
    error.text,
    'task flows.refused, option "taskConfig": no plugin is registered for a configuration of class Unknown (registered: class Cluster, kind "named", class Session)',
  );
  assert.match(error.message, "import the plugin's module before the task is defined, or call registerTaskPlugin()");
  assert.match((await refusal(define({ kind: "other" }))).text, 'a configuration of kind "other"');
  assert.match((await refusal(define({}))).text, "a configuration without a kind");
  assert.match(
    (await refusal(define(5))).text,
    'option "taskConfig": expected an object that a plugin is registered for',
  );
});

plugins("one configuration has one plugin", async () => {
  class Other extends FunctionTask {}
  registerTaskPlugin(Cluster, ClusterTask);
  const error = await refusal(() => registerTaskPlugin(Cluster, Other));
  assert.is(error.text, "registerTaskPlugin(): class Cluster has the plugin ClusterTask already, got Other");
  assert.match(error.message, "register one plugin for each configuration");
  const noKey = await refusal(() => registerTaskPlugin("", Other));
  assert.match(noKey.text, 'expected the class of configurations, or their kind as a text, got ""');
  const noClass = await refusal(() => registerTaskPlugin("x", {} as never));
  assert.match(noClass.text, "expected a class that extends FunctionTask, got {}");
});

plugins.run();
