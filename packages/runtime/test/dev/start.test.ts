import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MessageShape } from "@bufbuild/protobuf";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openDatabase } from "../../src/dev/database/database.ts";
import { forgetState, startDevServer } from "../../src/dev/index.ts";
import { cannotListen } from "../../src/errors/dev.ts";
import type { ExecutionSchema } from "../../src/idl/gen/flyteidl/admin/execution_pb.ts";
import {
  WorkflowExecution_Phase as Phase,
  TaskExecution_Phase as TaskPhase,
} from "../../src/idl/gen/flyteidl/core/execution_pb.ts";
import { ResourceType } from "../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import type { Span } from "../../src/idl/gen/flyteidl/core/metrics_pb.ts";
import { AuthMetadataService } from "../../src/idl/gen/flyteidl/service/auth_pb.ts";
import { IdentityService } from "../../src/idl/gen/flyteidl/service/identity_pb.ts";
import { type DevClients, expectAnswer, startClients } from "./dev-clients.ts";
import {
  container,
  int,
  integer,
  listOf,
  literal,
  type NodeInit,
  place,
  planId,
  planRequest,
  taskId,
  taskNode,
  taskRequest,
  workflowRequest,
} from "./sample-entities.ts";

/** Waits until an execution has ended. */
async function ended({ admin }: DevClients, name: string): Promise<MessageShape<typeof ExecutionSchema>> {
  for (;;) {
    const execution = await admin.getExecution({ id: { ...place, name } });
    const phase = execution.closure?.phase ?? Phase.UNDEFINED;
    if ([Phase.SUCCEEDED, Phase.FAILED, Phase.ABORTED].some((each) => each === phase)) return execution;
    await new Promise((done) => setTimeout(done, 20));
  }
}

const shell = (script: string) => container({ image: "busybox", command: ["sh", "-c", script] });

const test = suite("dev/start");
let folder: string;
let clients: DevClients;

test.before.each(async () => {
  folder = mkdtempSync(join(tmpdir(), "tsflyte-dev-test-"));
  clients = await startClients({ folder, images: new Map([["*", folder]]) });
});
test.after.each(async () => {
  await clients.server.close();
  rmSync(folder, { recursive: true, force: true });
});

test("runs what is registered, and tells of its nodes and attempts", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("t", {}, {}, shell("echo hello")));
  await admin.createWorkflow(
    workflowRequest("w", { nodes: [taskNode("n0", "t"), taskNode("n1", "t", [], { upstreamNodeIds: ["n0"] })] }),
  );
  await admin.createLaunchPlan(planRequest("w", "w"));
  await admin.createExecution({ ...place, name: "run", spec: { launchPlan: planId("w") } });
  const { closure } = await ended(clients, "run");
  assert.is(closure?.phase, Phase.SUCCEEDED);
  assert.ok(closure?.duration !== undefined);
  const execution = { ...place, name: "run" };
  const { nodeExecutions } = await admin.listNodeExecutions({ workflowExecutionId: execution, limit: 10 });
  assert.equal(
    nodeExecutions.map(({ id }) => id?.nodeId).filter((id) => id?.startsWith("n")),
    ["n0", "n1"],
  );
  const node = { nodeId: "n0", executionId: execution };
  const { taskExecutions } = await admin.listTaskExecutions({ nodeExecutionId: node, limit: 10 });
  const log = taskExecutions[0]?.closure?.logs[0]?.uri ?? "";
  assert.match(await (await fetch(log)).text(), /hello/);
  const data = await admin.getNodeExecutionData({ id: node });
  assert.equal(Object.keys(data.fullInputs?.literals ?? {}), []);
  await expectAnswer(admin.getNodeExecution({ id: { nodeId: "nx", executionId: execution } }), "NotFound");
});

test("tells of the containers of an array, with their logs", async () => {
  const { admin } = clients;
  const script = 'echo "element $FLYTE_K8S_ARRAY_INDEX"';
  await admin.createTask(taskRequest("t", { xs: listOf(integer) }, {}, shell(script)));
  const bindings = [1, 2].map((value) => ({ value: { case: "scalar" as const, value: int(value) } }));
  const array: NodeInit = {
    id: "n0",
    inputs: [{ var: "xs", binding: { value: { case: "collection", value: { bindings } } } }],
    target: { case: "arrayNode", value: { node: taskNode("inner", "t") } },
  };
  await admin.createWorkflow(workflowRequest("w", { nodes: [array] }));
  await admin.createLaunchPlan(planRequest("w", "w"));
  await admin.createExecution({ ...place, name: "mapped", spec: { launchPlan: planId("w") } });
  await ended(clients, "mapped");
  const nodeExecutionId = { nodeId: "n0", executionId: { ...place, name: "mapped" } };
  const { taskExecutions } = await admin.listTaskExecutions({ nodeExecutionId, limit: 10 });
  const resources = taskExecutions[0]?.closure?.metadata?.externalResources ?? [];
  assert.equal(
    resources.map(({ externalId, index, retryAttempt, phase }) => [externalId, index, retryAttempt, phase]),
    [
      ["mapped-n0-0-n0-0", 0, 0, TaskPhase.SUCCEEDED],
      ["mapped-n0-0-n1-0", 1, 0, TaskPhase.SUCCEEDED],
    ],
  );
  assert.is(await (await fetch(resources[1]?.logs[0]?.uri ?? "")).text(), "element 1\n");
});

test("says where the time of an execution went", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("t", {}, {}, shell("sleep 0.2")));
  await admin.createWorkflow(workflowRequest("w", { nodes: [taskNode("n0", "t")] }));
  await admin.createLaunchPlan(planRequest("w", "w"));
  await admin.createExecution({ ...place, name: "timed", spec: { launchPlan: planId("w") } });
  await ended(clients, "timed");
  const id = { ...place, name: "timed" };
  const names = ({ spans = [] }: Partial<Span>) => spans.map((span) => span.id.value && textOf(span.id.value));
  const textOf = (value: NonNullable<Span["id"]["value"]>): string => {
    if (typeof value === "string") return value;
    return "nodeId" in value ? value.nodeId : "retryAttempt" in value ? `attempt ${value.retryAttempt}` : value.name;
  };
  const { span: whole } = await admin.getExecutionMetrics({ id, depth: -1 });
  assert.equal(names(whole ?? {}), ["WORKFLOW_SETUP", "n0", "WORKFLOW_TEARDOWN"]);
  const node = whole?.spans[1];
  assert.equal(names(node ?? {}), ["NODE_SETUP", "attempt 0", "NODE_TEARDOWN"]);
  const attempt = node?.spans[1];
  assert.equal(names(attempt ?? {}), ["TASK_SETUP", "TASK_RUNTIME"]);
  const [start, end] = [attempt?.spans[1]?.startTime, attempt?.spans[1]?.endTime];
  assert.ok(start !== undefined && end !== undefined && timestampMs(end) - timestampMs(start) >= 200);
  assert.equal(names((await admin.getExecutionMetrics({ id, depth: 0 })).span ?? {}), []);
  const shallow = (await admin.getExecutionMetrics({ id, depth: 1 })).span;
  assert.equal(
    shallow?.spans.map(({ spans }) => spans.length),
    [0, 0, 0],
  );
});

test("runs what has odd names and versions", async () => {
  const { admin } = clients;
  const [name, version] = ["a/b: c?+=ü", "1/2 ?+=:"];
  await admin.createTask(taskRequest(name, {}, {}, shell("true"), version));
  const id = { ...taskId(name), version };
  const target = { case: "taskNode" as const, value: { reference: { case: "referenceId" as const, value: id } } };
  await admin.createWorkflow(workflowRequest(name, { nodes: [{ id: "n0", target }] }, [], version));
  const workflowId = { resourceType: ResourceType.WORKFLOW, ...place, name, version };
  await admin.createLaunchPlan({ id: { ...planId(name), version }, spec: { workflowId } });
  await admin.createExecution({ ...place, name: "odd", spec: { launchPlan: { ...planId(name), version } } });
  assert.is((await ended(clients, "odd")).closure?.phase, Phase.SUCCEEDED);
});

test("runs a single task, and aborts", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("t", { a: integer }, {}, shell("sleep 60")));
  const inputs = { literals: { a: literal(int(1)) } };
  await admin.createExecution({ ...place, name: "single", spec: { launchPlan: taskId("t") }, inputs });
  await admin.terminateExecution({ id: { ...place, name: "single" }, cause: "enough" });
  const { closure } = await ended(clients, "single");
  assert.is(closure?.phase, Phase.ABORTED);
  const { outputResult } = closure ?? {};
  assert.is(outputResult?.case === "abortMetadata" && outputResult.value.cause, "enough");
});

test("answers gates", async () => {
  const { admin, signals } = clients;
  const gate = {
    id: "g",
    target: {
      case: "gateNode" as const,
      value: {
        condition: { case: "signal" as const, value: { signalId: "go", type: integer, outputVariableName: "o0" } },
      },
    },
  };
  await admin.createWorkflow(workflowRequest("w", { nodes: [gate] }));
  await admin.createLaunchPlan(planRequest("w", "w"));
  await admin.createExecution({ ...place, name: "gated", spec: { launchPlan: planId("w") } });
  const id = { signalId: "go", executionId: { ...place, name: "gated" } };
  const signal = await signals.getOrCreateSignal({ id, type: integer });
  assert.is(signal.value, undefined);
  const text = literal({ value: { case: "primitive", value: { value: { case: "stringValue", value: "x" } } } });
  await expectAnswer(signals.setSignal({ id, value: text }), "InvalidArgument", /not castable/);
  await expectAnswer(signals.setSignal({ id: { ...id, signalId: "no" }, value: literal(int(1)) }), "NotFound");
  await signals.setSignal({ id, value: literal(int(1)) });
  assert.is((await ended(clients, "gated")).closure?.phase, Phase.SUCCEEDED);
  const listed = await signals.listSignals({ workflowExecutionId: id.executionId, limit: 5 });
  assert.equal(
    listed.signals.map((each) => each.id?.signalId),
    ["go"],
  );
});

test("keeps its state", async () => {
  await clients.admin.createTask(taskRequest("kept"));
  await clients.server.close();
  clients = await startClients({ folder });
  assert.is((await clients.admin.getTask({ id: taskId("kept") })).id?.name, "kept");
  await clients.server.close();
  forgetState(folder);
  clients = await startClients({ folder });
  await expectAnswer(clients.admin.getTask({ id: taskId("kept") }), "NotFound");
});

test("shares neither its folder nor its port", async () => {
  await startDevServer({ folder }).then(
    () => assert.unreachable(),
    (error) => {
      assert.match(error.message, /belongs to a development server that runs already \(process \d+\)/);
      assert.match(error.message, /fix: end it, or give another --folder, or --memory/);
    },
  );
  const port = Number(clients.server.endpoint.split(":")[1]);
  await startDevServer({ port }).then(
    () => assert.unreachable(),
    (error) => {
      assert.match(error.message, new RegExp(`port ${port} is in use`));
      assert.match(error.message, /fix: end what listens there, or give another --port$/);
    },
  );
  const httpPort = Number(new URL(clients.server.httpUrl).port);
  await startDevServer({ httpPort }).then(
    () => assert.unreachable(),
    (error) => {
      assert.match(error.message, new RegExp(`port ${httpPort} is in use`));
      assert.match(error.message, /fix: end what listens there, or give another --http-port$/);
    },
  );
});

test("says which port it may not listen on", () => {
  // Whether a port may be listened on depends on the machine and on who runs the tests.
  const { message } = cannotListen(80, "--port", new Error("listen EACCES: permission denied ::1:80"));
  assert.is(
    message,
    "cannot listen on port 80: listen EACCES: permission denied ::1:80\n  fix: give a --port from 1024 to 65535, or 0 for any that is free",
  );
});

test("takes a folder over from a server that was killed", async () => {
  await clients.server.close();
  writeFileSync(join(folder, "server.pid"), "2147483000");
  clients = await startClients({ folder });
  assert.match(clients.server.endpoint, /^localhost:\d+$/);
});

test("refuses a state that a newer version wrote", async () => {
  await clients.server.close();
  const database = openDatabase(join(folder, "state.sqlite"));
  database.run("UPDATE schema_versions SET version = 99 WHERE part = 'control-plane'");
  database.close();
  await startDevServer({ folder }).then(
    () => assert.unreachable(),
    (error) => {
      assert.match(error.message, /written by a newer version: the tables of control-plane have version 99/);
      assert.match(error.message, /fix: update @tsflyte\/runtime, or start with --reset/);
    },
  );
  forgetState(folder);
  clients = await startClients({ folder });
});

test("takes uploads by their MD5, and gives them back", async () => {
  const { dataProxy } = clients;
  const body = Buffer.from("content");
  const contentMd5 = createHash("md5").update(body).digest();
  const upload = await dataProxy.createUploadLocation({ ...place, filename: "a b.txt", contentMd5 });
  const wrong = await fetch(upload.signedUrl, { method: "PUT", body: "other", headers: upload.headers });
  assert.is(wrong.status, 400);
  assert.is((await fetch(upload.signedUrl)).status, 403);
  const right = await fetch(upload.signedUrl, { method: "PUT", body, headers: upload.headers });
  assert.is(right.status, 200);
  const download = await dataProxy.createDownloadLocation({ nativeUrl: upload.nativeUrl });
  assert.is(await (await fetch(download.signedUrl)).text(), "content");
  const forged = download.signedUrl.replace("a%20b.txt", "c.txt");
  assert.is((await fetch(forged)).status, 403);
  await dataProxy.createUploadLocation({ ...place, filename: "a b.txt", contentMd5 });
  await expectAnswer(
    dataProxy.createUploadLocation({ ...place, filename: "a b.txt", filenameRoot: "x/../y", contentMd5 }),
    "InvalidArgument",
  );
  await expectAnswer(dataProxy.createUploadLocation({ project: "p" }), "InvalidArgument", /project and domain/);
  await expectAnswer(dataProxy.createDownloadLocation({ nativeUrl: "file:///etc/passwd" }), "InvalidArgument");
});

test("has projects, domains, names and descriptions", async () => {
  const { admin } = clients;
  await admin.registerProject({ project: { id: "mine", description: "d" } });
  await expectAnswer(admin.registerProject({ project: { id: "mine" } }), "AlreadyExists");
  const { projects } = await admin.listProjects({});
  assert.equal(
    projects.map(({ id }) => id),
    ["flytesnacks", "mine"],
  );
  assert.equal(
    projects[0]?.domains.map(({ id }) => id),
    ["development", "staging", "production"],
  );
  const request = taskRequest("t");
  await admin.createTask({
    id: taskId("t"),
    spec: { ...(request.spec as object), description: { shortDescription: "short" } },
  });
  assert.is((await admin.getTask({ id: taskId("t") })).shortDescription, "short");
  assert.is((await admin.getDescriptionEntity({ id: taskId("t") })).shortDescription, "short");
  const name = { resourceType: ResourceType.TASK, id: { ...place, name: "t" } };
  await admin.updateNamedEntity({ ...name, metadata: { description: "new" } });
  assert.is((await admin.getNamedEntity(name)).metadata?.description, "new");
  await expectAnswer(admin.getNamedEntity({ ...name, id: { ...place, name: "x" } }), "NotFound");
});

test("asks nobody who he is", async () => {
  const identity = await createClient(IdentityService, clients.transport).userInfo({});
  assert.is(identity.subject, "development");
  await expectAnswer(createClient(AuthMetadataService, clients.transport).getPublicClientConfig({}), "Unimplemented");
  await expectAnswer(clients.admin.createWorkflowEvent({}), "Unimplemented");
  assert.is((await clients.admin.getVersion({})).controlPlaneVersion?.Version, "v1.16.8");
});

test.run();
