import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ClientOptions, FlyteClient } from "../../src/client/index.ts";
import { type ExecutionCreateRequest, ExecutionSpecSchema } from "../../src/idl/gen/flyteidl/admin/execution_pb.ts";
import { NodeExecution_Phase, WorkflowExecution_Phase } from "../../src/idl/gen/flyteidl/core/execution_pb.ts";
import { ResourceType } from "../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import { literalMapFromIdl, literalMapToIdl, literalToIdl, literalTypeToIdl } from "../../src/idl/index.ts";
import { encodeLiteralMap } from "../../src/literals/index.ts";
import type { LiteralMap, LiteralType } from "../../src/model/index.ts";
import { FlyteFile } from "../../src/types/index.ts";
import { addTask, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { failed } from "./failed.ts";
import { against, type FakeAnswers } from "./fake-platform.ts";
import { type ObjectStore, startObjectStore } from "./object-store.ts";

const test = suite("client/execute");

/** What a platform with one execution is asked, and gives. */
class Stage {
  readonly created: ExecutionCreateRequest[] = [];
  readonly phases: WorkflowExecution_Phase[] = [];
  phase: WorkflowExecution_Phase = WorkflowExecution_Phase.SUCCEEDED;
  outputs: LiteralMap = {};
  readonly admin: NonNullable<FakeAnswers["admin"]> = {
    createExecution: (request) => {
      this.created.push(request);
      return {};
    },
    getExecution: ({ id }) => {
      const [last] = this.created.slice(-1);
      return {
        ...(id === undefined ? {} : { id }),
        spec: last?.spec ?? create(ExecutionSpecSchema, { launchPlan: launchPlanId }),
        closure: {
          phase: this.phases.shift() ?? this.phase,
          ...(this.phase === WorkflowExecution_Phase.FAILED
            ? { outputResult: { case: "error" as const, value: { code: "USER:Bad", message: "no rows" } } }
            : {}),
        },
      };
    },
    getExecutionData: () => ({ fullOutputs: literalMapToIdl(this.outputs) }),
  };

  get inputs(): LiteralMap {
    const inputs = this.created.at(-1)?.inputs;
    return inputs === undefined ? {} : literalMapFromIdl(inputs);
  }
}

const launchPlanId = {
  resourceType: ResourceType.LAUNCH_PLAN,
  project: "p",
  domain: "d",
  name: "report",
  version: "1",
};
const overrides = { project: "p", domain: "d" };

function staged(run: (stage: Stage, client: FlyteClient) => Promise<void>, options: ClientOptions = {}) {
  return async () => {
    const stage = new Stage();
    await against({ admin: stage.admin }, (_platform, client) => run(stage, client), { ...options, overrides })();
  };
}

const add = addTask("add");
const report = defineWorkflow(
  "report",
  { n: m.int, scale: m.withDefault(m.int, 2) },
  m.value(m.int),
  async (n: number, scale?: number) => add(n, scale ?? 1),
);

test(
  "runs a task with the arguments of a call, and gives what the function returns",
  staged(async (stage, client) => {
    const execution = await client.execute(add, [1, 2], { version: "7", name: "f1" });
    const [request] = stage.created;
    assert.equal([request?.project, request?.domain, request?.name], ["p", "d", "f1"]);
    const { resourceType, name, version } = request?.spec?.launchPlan ?? {};
    assert.equal([resourceType, name, version], [ResourceType.TASK, "flows.add", "7"]);
    assert.equal(stage.inputs, { a: { kind: "integer", value: 1 }, b: { kind: "integer", value: 2 } });
    stage.outputs = { o0: { kind: "integer", value: 3 } };
    const sum: number = await execution.outputs();
    assert.is(sum, 3);
    assert.match(execution.consoleUrl, /^http:\/\/localhost:\d+\/console\/projects\/p\/domains\/d\/executions\/f1$/);
  }),
);

test(
  "runs a workflow by its default launch plan, with the inputs by name, and leaves defaults to the platform",
  staged(async (stage, client) => {
    await client.execute(report, { n: 1 }, { version: "7", project: "other" });
    const { resourceType, project, name } = stage.created[0]?.spec?.launchPlan ?? {};
    assert.equal([resourceType, project, name], [ResourceType.LAUNCH_PLAN, "other", "flows.report"]);
    assert.equal(stage.inputs, { n: { kind: "integer", value: 1 } });
    await client.execute(report, [1, 5], { version: "7" });
    assert.equal(stage.inputs, { n: { kind: "integer", value: 1 }, scale: { kind: "integer", value: 5 } });
  }),
);

test(
  "refuses wrong inputs before anything is sent",
  staged(async (stage, client) => {
    const version = "7";
    assert.match(
      (await failed(client.execute(report, { n: "one" }, { version }), "wrong-type")).text,
      /"n" of workflow/,
    );
    await failed(client.execute(report, {}, { version }), "missing-input");
    await failed(client.execute(report, { n: 1, m: 2 }, { version }), "unknown-input");
    await failed(client.execute(add, { a: 1 }, { version }), "missing-input");
    const named = await failed(client.execute(add, [1, 2], { version, name: "F_1" }), "invalid-option");
    assert.match(named.text, /^option "name": expected at most 63 lower-case letters/);
    const two = await failed(client.execute(add, [1, 2], { version, name: "a", namePrefix: "b" }), "invalid-option");
    assert.is(two.text, 'options "name" and "namePrefix": expected one of them, got both');
    assert.is(stage.created.length, 0);
    await client.execute(add, [1, 2], { version, namePrefix: "nightly" });
    assert.match(stage.created[0]?.name ?? "", /^nightly-[0-9a-f]{19}$/);
  }),
);

test("takes the newest version where none is named", async () => {
  const stage = new Stage();
  const listTasks = () => ({
    tasks: [{ id: { ...launchPlanId, resourceType: ResourceType.TASK, version: "9" } }],
    token: "",
  });
  await against(
    { admin: { ...stage.admin, listTasks } },
    async (_platform, client) => {
      await client.execute(add, [1, 2]);
      assert.is(stage.created[0]?.spec?.launchPlan?.version, "9");
    },
    { overrides },
  )();
  await against(
    { admin: { listLaunchPlans: () => ({ launchPlans: [], token: "" }) } },
    async (_platform, client) => {
      const error = await failed(client.execute(report, [1]), "not-found");
      assert.is(error.text, "No version of workflow flows.report is registered in project p, domain d");
    },
    { overrides },
  )();
});

const integer: LiteralType = { kind: "simple", simple: "integer" };
const tagged = (simple: "integer" | "none", tag: string): LiteralType => ({
  kind: "simple",
  simple,
  structure: { tag, dataclassType: {} },
});
const optional: LiteralType = { kind: "union", variants: [tagged("integer", "int"), tagged("none", "none")] };

function variable(type: LiteralType) {
  return { type: literalTypeToIdl(type), description: "" };
}

test("runs what others registered, in the types that the platform has", async () => {
  const stage = new Stage();
  const required = { case: "required" as const, value: true };
  const admin = {
    ...stage.admin,
    getLaunchPlan: () => ({
      id: launchPlanId,
      spec: { workflowId: { ...launchPlanId, resourceType: ResourceType.WORKFLOW } },
      closure: {
        expectedInputs: {
          parameters: {
            n: { var: variable(integer), behavior: required },
            limits: { var: variable({ kind: "collection", elementType: optional }), behavior: required },
            rest: {
              var: variable(integer),
              behavior: { case: "default" as const, value: literalToIdl({ kind: "integer", value: 9 }) },
            },
          },
        },
        expectedOutputs: { variables: { sum: variable(integer) } },
      },
    }),
  };
  await against(
    { admin },
    async (_platform, client) => {
      const name = { resourceType: "workflow", name: "report", version: "1" } as const;
      const execution = await client.execute(name, { n: 1, limits: [null, 3] });
      const { limits, ...others } = stage.inputs;
      assert.equal(others, { n: { kind: "integer", value: 1 } });
      const sent = limits?.kind === "collection" ? limits.literals : [];
      const tags = sent.map((each) => each.kind === "union" && each.type.structure?.tag);
      assert.equal(tags, ["none", "int"]);
      stage.outputs = { sum: { kind: "integer", value: 4 } };
      assert.equal(await execution.outputs(), { sum: 4 });
      assert.equal(await client.execution({ name: "f1" }).outputs(), { sum: 4 });
      await failed(client.execute(name, { n: "a", limits: [] }), "wrong-type");
      await failed(client.execute(name, [1] as never), "invalid-option");
    },
    { overrides },
  )();
});

test(
  "waits until an execution has ended",
  staged(async (stage, client) => {
    const { QUEUED, RUNNING, SUCCEEDED } = WorkflowExecution_Phase;
    stage.phases.push(QUEUED, RUNNING, RUNNING, SUCCEEDED);
    const seen: string[] = [];
    const execution = client.execution({ name: "f1" });
    const onPoll = ({ closure }: { closure: { phase: string } }): unknown => seen.push(closure.phase);
    const ended = await execution.wait({ pollInterval: 0.001, onPoll });
    assert.is(ended.closure.phase, "succeeded");
    assert.equal(seen, ["queued", "running", "running", "succeeded"]);
  }),
);

test(
  "says that an execution still runs, and stops waiting when it is told to",
  staged(async (stage, client) => {
    stage.phase = WorkflowExecution_Phase.RUNNING;
    const execution = client.execution({ name: "f1" });
    const late = await failed(execution.wait({ pollInterval: 0.01, timeout: 0.05 }), "execution-running");
    assert.is(late.text, "The execution p/d/f1 is still running after 50 ms");
    const early = await failed(execution.outputs(), "execution-running");
    assert.is(early.text, "The execution p/d/f1 has no outputs yet: it is running");
    const stop = await failed(execution.wait({ signal: AbortSignal.timeout(30) }), "cancelled");
    // Whichever of the two it was doing: waiting, or asking.
    assert.match(stop.text, /^Waiting for the execution p\/d\/f1 was stopped: |failed with CANCELLED: /);
  }),
);

test(
  "says why an execution failed when its outputs are asked for",
  staged(async (stage, client) => {
    stage.phase = WorkflowExecution_Phase.FAILED;
    const execution = client.execution({ name: "f1" });
    assert.is((await execution.wait()).closure.error?.code, "USER:Bad");
    const error = await failed(execution.outputs(), "execution-failed");
    assert.is(error.text, "The execution p/d/f1 ended failed: [USER:Bad] no rows");
    assert.match(error.where[0] ?? "", /\/console\/projects\/p\/domains\/d\/executions\/f1$/);
  }),
);

async function withStore(
  run: (stage: Stage, client: FlyteClient, store: ObjectStore) => Promise<void>,
  admin: FakeAnswers["admin"] = {},
) {
  const [stage, store] = [new Stage(), await startObjectStore()];
  const answers = { admin: { ...stage.admin, ...admin }, dataProxy: store.dataProxy };
  try {
    await against(answers, (_platform, client) => run(stage, client, store), { overrides })();
  } finally {
    store.close();
  }
}

const count = defineTask(
  "count",
  { files: m.list(m.file("csv")) },
  m.value(m.file("csv")),
  async (files: readonly FlyteFile<"csv">[]) => files[0] ?? new FlyteFile<"csv">("a"),
);

test("sends the files of inputs, and fetches those of outputs", () =>
  withStore(async (stage, client, store) => {
    const folder = mkdtempSync(join(tmpdir(), "tsflyte-execute-"));
    const files = ["a 1.csv", "b.csv"].map((name) => {
      writeFileSync(join(folder, name), name);
      return new FlyteFile<"csv">(join(folder, name));
    });
    const stored = new FlyteFile<"csv">("s3://elsewhere/c.csv");
    const execution = await client.execute(count, [[...files, stored]], { version: "1" });
    const { files: sent } = stage.inputs;
    const uris = sent?.kind === "collection" ? sent.literals.map((each) => (each.kind === "blob" ? each.uri : "")) : [];
    assert.match(uris[0] ?? "", /^s3:\/\/bucket\/p\/d\/[0-9a-f]{32}\/a_1\.csv$/);
    assert.is(uris[2], "s3://elsewhere/c.csv");
    assert.equal(
      uris.slice(0, 2).map((uri) => String(store.objects.get(uri))),
      ["a 1.csv", "b.csv"],
    );
    stage.outputs = { o0: { kind: "blob", uri: uris[1] ?? "", format: "csv", dimensionality: "single" } };
    const output = await execution.outputs();
    assert.is(await output.text(), "b.csv");
  }));

test("reads outputs that are too large for an answer from where they lie", async () => {
  let url = "";
  const getExecutionData = () => ({ fullOutputs: {}, outputs: { url, bytes: 10n } });
  await withStore(
    async (_stage, client, store) => {
      store.objects.set("s3://bucket/outputs.pb", Buffer.from(encodeLiteralMap({ o0: { kind: "integer", value: 5 } })));
      const location = await client.dataProxy.createDownloadLocation("s3://bucket/outputs.pb");
      url = location;
      const { outputs } = await client.executions.getData({ name: "f1" });
      assert.equal(outputs, { o0: { kind: "integer", value: 5 } });
      url = "s3://bucket/outputs.pb";
      const error = await failed(client.executions.getData({ name: "f1" }), "unsupported-scheme");
      assert.is(error.text, "The outputs are too large for one answer, and lie at s3://bucket/outputs.pb");
    },
    { getExecutionData },
  );
});

test("gives logs and decks of the nodes of all levels", async () => {
  const executionId = { project: "p", domain: "d", name: "f1" };
  const node = (nodeId: string, isParentNode: boolean, deckUri = "") => ({
    id: { executionId, nodeId },
    metadata: { isParentNode },
    closure: { phase: NodeExecution_Phase.SUCCEEDED, deckUri },
  });
  const admin: FakeAnswers["admin"] = {
    listNodeExecutions: ({ uniqueParentId }) => ({
      nodeExecutions: uniqueParentId === "" ? [node("n0", true)] : [node("n0-n1", false, "s3://deck.html")],
    }),
    listTaskExecutions: ({ nodeExecutionId }) => ({
      taskExecutions: [
        {
          id: {
            taskId: { ...launchPlanId, resourceType: ResourceType.TASK, name: "flows.add" },
            ...(nodeExecutionId === undefined ? {} : { nodeExecutionId }),
            retryAttempt: 0,
          },
          closure: { logs: nodeExecutionId?.nodeId === "n0" ? [] : [{ uri: "http://logs", name: "Logs" }] },
        },
      ],
    }),
  };
  const dataProxy = { createDownloadLink: () => ({ preSignedUrls: { signedUrl: ["http://deck"] } }) };
  await against(
    { admin, dataProxy },
    async (_platform, client) => {
      const execution = client.execution({ name: "f1" });
      assert.equal(await execution.logs(), [
        { nodeId: "n0-n1", task: "flows.add", retryAttempt: 0, logs: [{ uri: "http://logs", name: "Logs" }] },
      ]);
      assert.equal([...(await execution.decks())], [["n0-n1", ["http://deck"]]]);
    },
    { overrides },
  )();
});

test("relaunches and recovers as executions of the same", async () => {
  const stage = new Stage();
  const admin = {
    ...stage.admin,
    relaunchExecution: () => ({}),
    recoverExecution: () => ({}),
    terminateExecution: () => ({}),
  };
  await against(
    { admin },
    async (_platform, client) => {
      const execution = await client.execute(add, [1, 2], { version: "7" });
      stage.outputs = { o0: { kind: "integer", value: 3 } };
      const again = await execution.relaunch({ name: "again" });
      assert.is(again.id.name, "again");
      assert.is(await again.outputs(), 3);
      assert.is((await execution.recover({ name: "saved" })).id.name, "saved");
      await execution.abort("enough");
    },
    { overrides },
  )();
});

test.run();
