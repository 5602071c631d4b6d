import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { taskTemplate } from "../../src/compile/index.ts";
import { Sort_Direction } from "../../src/idl/gen/flyteidl/admin/common_pb.ts";
import { ExecutionMetadata_ExecutionMode } from "../../src/idl/gen/flyteidl/admin/execution_pb.ts";
import { LaunchPlanState } from "../../src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { Project_ProjectState } from "../../src/idl/gen/flyteidl/admin/project_pb.ts";
import { CatalogCacheStatus } from "../../src/idl/gen/flyteidl/core/catalog_pb.ts";
import {
  ExecutionError_ErrorKind,
  NodeExecution_Phase,
  TaskExecution_Phase,
  WorkflowExecution_Phase,
} from "../../src/idl/gen/flyteidl/core/execution_pb.ts";
import { ResourceType } from "../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import { LiteralSchema } from "../../src/idl/gen/flyteidl/core/literals_pb.ts";
import { SimpleType } from "../../src/idl/gen/flyteidl/core/types_pb.ts";
import { taskSpecToIdl } from "../../src/idl/index.ts";
import type { ExecutionSpec, Identifier } from "../../src/model/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { addTask } from "../support/define.ts";
import { failed } from "./failed.ts";
import { against } from "./fake-platform.ts";

const test = suite("client/api");
const id = (name: string, version = "1") => ({
  resourceType: ResourceType.TASK,
  project: "p",
  domain: "d",
  name,
  version,
});
const executionId = { project: "p", domain: "d", name: "f1" };
const nodeId = { executionId, nodeId: "n0" };
const overrides = { project: "p", domain: "d" };

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Answers a list of so many entries, page by page, and keeps what was asked. */
function pages(count: number) {
  const asked: { limit: number; token: string; filters: string; key: string; direction: number }[] = [];
  return {
    asked,
    answer(request: {
      limit: number;
      token: string;
      filters: string;
      sortBy?: { key: string; direction: number } | undefined;
    }) {
      const { limit, token, filters, sortBy } = request;
      asked.push({ limit, token, filters, key: sortBy?.key ?? "", direction: sortBy?.direction ?? -1 });
      const start = Number(token === "" ? 0 : token);
      const end = Math.min(start + limit, count);
      return {
        tasks: Array.from({ length: end - start }, (_, index) => ({ id: id(`task-${start + index}`) })),
        token: end === count ? "" : String(end),
      };
    },
  };
}

test("asks for each page of a list when the one before is used up", async () => {
  const list = pages(250);
  await against({ admin: { listTasks: list.answer } }, async (_platform, client) => {
    const names = (await collect(client.tasks.list({}))).map((task) => task.id.name);
    assert.equal([names.length, names[0], names[249]], [250, "task-0", "task-249"]);
    assert.equal(
      list.asked.map(({ token }) => token),
      ["", "100", "200"],
    );
    assert.equal([list.asked[0]?.key, list.asked[0]?.direction], ["created_at", Sort_Direction.DESCENDING]);
    list.asked.length = 0;
    for await (const _task of client.tasks.list({})) break;
    assert.is(list.asked.length, 1);
  })();
});

test("ends a list at its limit, filtered and in the order that was asked for", async () => {
  const list = pages(250);
  await against({ admin: { listTasks: list.answer } }, async (_platform, client) => {
    const options = {
      limit: 12,
      pageSize: 5,
      sortBy: { key: "name", ascending: true },
      filters: [
        { field: "name", is: "contains", value: "mean" },
        { field: "phase", is: "value_in", value: ["FAILED", "ABORTED"] },
      ],
    } as const;
    assert.is((await collect(client.tasks.list({ name: "a" }, options))).length, 12);
    assert.equal(
      list.asked.map(({ limit }) => limit),
      [5, 5, 2],
    );
    assert.is(list.asked[0]?.filters, "contains(name,mean)+value_in(phase,FAILED;ABORTED)");
    assert.equal([list.asked[0]?.key, list.asked[0]?.direction], ["name", Sort_Direction.ASCENDING]);
  })();
});

test("stops asking a server that gives the same page for ever", async () => {
  const same = { listTasks: () => ({ tasks: [{ id: id("a") }], token: "1" }) };
  await against({ admin: same }, async (_platform, client) => {
    assert.is((await collect(client.tasks.list({}))).length, 2);
  })();
});

test("stops a list whose signal is aborted", async () => {
  const list = pages(250);
  await against({ admin: { listTasks: list.answer } }, async (_platform, client) => {
    const controller = new AbortController();
    let count = 0;
    await failed(async () => {
      for await (const _task of client.tasks.list({}, { signal: controller.signal }))
        if (++count === 100) controller.abort();
    }, "cancelled");
    assert.is(count, 100);
  })();
});

test(
  "refuses filters that the API cannot say",
  against({}, async (_platform, client) => {
    const list = (is: "eq" | "value_in", value: string | readonly string[]) =>
      failed(collect(client.tasks.list({}, { filters: [{ field: "name", is, value }] })), "invalid-option");
    assert.match((await list("eq", "a)b")).text, /^filter name: expected a value without/);
    assert.match((await list("eq", ["a"])).text, /^filter name: expected value_in or value_not_in for a list/);
    assert.match((await list("value_in", "a")).text, /^filter name: expected a list for value_in/);
  }),
);

test("registers a task, and reads it back", async () => {
  const template = { ...taskTemplate(addTask("registered"), { ...localSettings, version: "7" }) };
  const sent: unknown[] = [];
  const stored = () => ({
    id: { ...id("flows.registered", "7"), org: "acme" },
    shortDescription: "adds",
    closure: {
      compiledTask: { template: taskSpecToIdl({ template }).template },
      createdAt: { seconds: 60n, nanos: 0 },
    },
  });
  const admin = {
    createTask(request: unknown) {
      sent.push(request);
      return {};
    },
    getTask: stored as never,
  };
  await against(
    { admin },
    async (_platform, client) => {
      assert.is((await client.tasks.create({ template })).name, "flows.registered");
      assert.is(sent.length, 1);
      const task = await client.tasks.get({ name: "flows.registered", version: "7" });
      assert.equal(task.createdAt, new Date(60_000));
      assert.equal(task.template, template);
      assert.is(task.template, task.template);
      assert.equal(Object.keys(task.interface.inputs), ["a", "b"]);
      await failed(client.tasks.get({ name: "", version: "7" }), "invalid-request");
      const error = await failed(client.tasks.get({ name: "a", version: "" }), "invalid-request");
      assert.is(error.text, "Nothing says the version of a");
    },
    { overrides },
  )();
});

test("lists what other tools registered, and says what it cannot read when that is asked for", async () => {
  const strange = { id: id("a"), closure: { compiledTask: { template: { id: id("a") } } } };
  await against({ admin: { listTasks: () => ({ tasks: [strange], token: "" }) } }, async (_platform, client) => {
    const [task] = await collect(client.tasks.list({}));
    assert.is(task?.id.name, "a");
    await failed(() => task?.template, "bad-document");
  })();
});

test("reads launch plans and sets their state", async () => {
  const states: unknown[] = [];
  const integer = { type: { type: { case: "simple" as const, value: SimpleType.INTEGER } } };
  const plan = {
    id: { ...id("nightly"), resourceType: ResourceType.UNSPECIFIED },
    spec: { workflowId: { ...id("report"), resourceType: ResourceType.WORKFLOW } },
    closure: {
      state: LaunchPlanState.ACTIVE,
      expectedInputs: { parameters: { n: { var: integer, behavior: { case: "required" as const, value: true } } } },
      expectedOutputs: { variables: { o0: integer } },
    },
  };
  const admin = {
    getLaunchPlan: () => plan,
    getActiveLaunchPlan: () => plan,
    listLaunchPlans: () => ({ launchPlans: [plan], token: "" }),
    listActiveLaunchPlans: () => ({ launchPlans: [plan], token: "" }),
    updateLaunchPlan(request: { state: number }) {
      states.push(request.state);
      return {};
    },
  };
  await against({ admin }, async (_platform, client) => {
    const read = await client.launchPlans.get({ name: "nightly", version: "1" });
    assert.is(read.id.resourceType, "launch-plan");
    assert.is(read.state, "active");
    assert.equal(read.expectedInputs["n"]?.behavior, { kind: "required" });
    assert.is(read.spec.workflowId.name, "report");
    assert.is((await client.launchPlans.getActive({ name: "nightly" })).workflowId.name, "report");
    assert.is((await collect(client.launchPlans.listActive())).length, 1);
    assert.is((await collect(client.launchPlans.list({ name: "nightly" }))).length, 1);
    await client.launchPlans.activate({ name: "nightly", version: "1" });
    await client.launchPlans.deactivate({ name: "nightly", version: "1" });
    assert.equal(states, [LaunchPlanState.ACTIVE, LaunchPlanState.INACTIVE]);
  })();
});

const launchPlan: Identifier = { resourceType: "launch-plan", project: "p", domain: "d", name: "report", version: "1" };
const spec: ExecutionSpec = {
  launchPlan,
  notifications: [],
  labels: { team: "a" },
  annotations: {},
  rawOutputDataPrefix: "s3://raw",
  maxParallelism: 3,
  interruptible: false,
  overwriteCache: true,
  envs: { A: "1" },
  tags: ["t"],
  clusterPool: "pool",
  executionClusterLabel: "label",
};

test("starts an execution with everything that was said of it, and reads it back", async () => {
  let stored: unknown;
  const admin = {
    createExecution(request: { project: string; domain: string; name: string; spec?: unknown }) {
      stored = { id: executionId, spec: request.spec, closure: { phase: WorkflowExecution_Phase.RUNNING } };
      return { id: executionId };
    },
    getExecution: () => stored as never,
  };
  await against(
    { admin },
    async (_platform, client) => {
      assert.equal(await client.executions.create({ name: "f1" }, spec, {}), executionId);
      const read = await client.executions.get({ name: "f1" });
      assert.equal(read.spec, spec);
      assert.equal(read.closure, { phase: "running", isArchived: false });
    },
    { overrides },
  )();
});

test("starts one execution, though the first answer is lost", async () => {
  const names = new Set<string>();
  const admin = {
    createExecution({ name }: { name: string }) {
      if (names.has(name)) throw new ConnectError("exists", Code.AlreadyExists);
      names.add(name);
      throw new ConnectError("the answer is lost", Code.Unavailable);
    },
  };
  await against({ admin }, async (_platform, client) => {
    const { name } = await client.executions.create({}, spec, {});
    assert.equal([...names], [name]);
    assert.match(name, /^f[0-9a-f]{19}$/);
    await failed(client.executions.create({ name }, spec, {}), "already-exists");
  })();
});

test("relaunches, recovers and aborts", async () => {
  const asked: unknown[] = [];
  const keep = (request: { name?: string; cause?: string; overwriteCache?: boolean }) => {
    asked.push([request.name, request.cause, request.overwriteCache]);
    return {};
  };
  const admin = { relaunchExecution: keep, recoverExecution: keep, terminateExecution: keep };
  await against({ admin }, async (_platform, client) => {
    assert.is(
      (await client.executions.relaunch({ name: "f1" }, { name: "again", overwriteCache: true })).name,
      "again",
    );
    assert.is((await client.executions.recover({ name: "f1" }, { name: "saved" })).name, "saved");
    await client.executions.abort({ name: "f1" }, "enough");
    assert.equal(asked, [
      ["again", undefined, true],
      ["saved", undefined, undefined],
      [undefined, "enough", undefined],
    ]);
  })();
});

test("reads why an execution, its nodes and its tasks failed", async () => {
  const error = { code: "USER:Bad", message: "no", errorUri: "s3://e", kind: ExecutionError_ErrorKind.USER };
  const outputResult = { case: "error" as const, value: error };
  const times = { createdAt: { seconds: 1n, nanos: 0 }, duration: { seconds: 2n, nanos: 500_000_000 } };
  const admin = {
    listExecutions: () => ({
      executions: [
        {
          id: executionId,
          spec: {
            launchPlan: { ...id("report"), resourceType: ResourceType.LAUNCH_PLAN },
            metadata: {
              mode: ExecutionMetadata_ExecutionMode.SCHEDULED,
              principal: "me",
              nesting: 1,
              parentNodeExecution: nodeId,
            },
          },
          closure: { phase: WorkflowExecution_Phase.FAILED, outputResult, ...times },
        },
      ],
      token: "",
    }),
    listNodeExecutions: () => ({
      nodeExecutions: [
        {
          id: nodeId,
          metadata: { isParentNode: true, specNodeId: "n0" },
          closure: {
            phase: NodeExecution_Phase.FAILED,
            outputResult,
            ...times,
            targetMetadata: {
              case: "taskNodeMetadata" as const,
              value: { cacheStatus: CatalogCacheStatus.CACHE_MISS },
            },
          },
        },
      ],
      token: "",
    }),
    listTaskExecutions: () => ({
      taskExecutions: [
        {
          id: { taskId: id("flows.mean"), nodeExecutionId: nodeId, retryAttempt: 2 },
          closure: {
            phase: TaskExecution_Phase.RETRYABLE_FAILED,
            taskType: "typescript-task",
            outputResult,
            logs: [{ uri: "http://logs", name: "Kubernetes" }],
            reasons: [{ message: "killed" }],
          },
        },
      ],
      token: "",
    }),
  };
  await against({ admin }, async (_platform, client) => {
    const why = { code: "USER:Bad", message: "no", errorUri: "s3://e", kind: "user" };
    const [execution] = await collect(client.executions.list());
    assert.equal(execution?.closure.error, why);
    assert.is(execution?.closure.duration, 2500);
    assert.equal(execution?.closure.createdAt, new Date(1000));
    assert.equal(execution?.spec.metadata, {
      mode: "scheduled",
      principal: "me",
      nesting: 1,
      parentNodeExecution: nodeId,
    });
    const [node] = await collect(client.nodeExecutions.list(executionId));
    assert.equal([node?.closure.error, node?.closure.cacheStatus, node?.metadata.isParentNode], [why, "miss", true]);
    const [attempt] = await collect(client.taskExecutions.list(nodeId));
    assert.is(attempt?.closure.phase, "retryable-failed");
    assert.equal(attempt?.closure.logs, [{ uri: "http://logs", name: "Kubernetes" }]);
    assert.is(attempt?.id.retryAttempt, 2);
  })();
});

test("lists signals and answers one", async () => {
  const set: unknown[] = [];
  const boolean = { type: { case: "simple" as const, value: SimpleType.BOOLEAN } };
  const signals = {
    listSignals: () => ({
      signals: [
        { id: { signalId: "ok", executionId }, type: boolean },
        { id: { signalId: "empty", executionId }, type: boolean, value: create(LiteralSchema) },
      ],
      token: "",
    }),
    setSignal(request: unknown) {
      set.push(request);
      return {};
    },
  };
  await against({ signals }, async (_platform, client) => {
    const list = await collect(client.signals.list(executionId));
    const type = { kind: "simple", simple: "boolean" };
    assert.equal(list, [
      { id: { executionId, signalId: "ok" }, type },
      { id: { executionId, signalId: "empty" }, type },
    ]);
    await client.signals.set({ executionId, signalId: "ok" }, { kind: "boolean", value: true });
    assert.is(set.length, 1);
  })();
});

test("makes, reads and lists projects", async () => {
  const state = Project_ProjectState.ARCHIVED;
  const project = { id: "p", name: "P", domains: [{ id: "d", name: "D" }], labels: { values: { a: "b" } }, state };
  const made: unknown[] = [];
  const admin = {
    registerProject(request: { project?: { id: string; name: string } | undefined }) {
      made.push([request.project?.id, request.project?.name]);
      return {};
    },
    getProject: () => project,
    listProjects: () => ({ projects: [project], token: "" }),
    getDomains: () => ({ domains: [{ id: "d", name: "D" }] }),
  };
  await against({ admin }, async (_platform, client) => {
    await client.projects.create({ id: "new" });
    assert.equal(made, [["new", "new"]]);
    const read = {
      id: "p",
      name: "P",
      description: "",
      domains: [{ id: "d", name: "D" }],
      labels: { a: "b" },
      state: "archived",
    };
    assert.equal(await client.projects.get("p"), read);
    assert.equal(await collect(client.projects.list()), [read]);
    assert.equal(await client.projects.listDomains(), [{ id: "d", name: "D" }]);
  })();
});

test.run();
