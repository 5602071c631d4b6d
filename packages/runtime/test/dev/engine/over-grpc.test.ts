/** Executions as clients of the development server see them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { create } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { DevServerOptions } from "../../../src/dev/index.ts";
import { ExecutionMetadata_ExecutionMode as Mode } from "../../../src/idl/gen/flyteidl/admin/execution_pb.ts";
import { LaunchPlanState } from "../../../src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import {
  NodeExecution_Phase as NodePhase,
  WorkflowExecution_Phase as Phase,
  TaskExecution_Phase as TaskPhase,
} from "../../../src/idl/gen/flyteidl/core/execution_pb.ts";
import {
  type Identifier,
  ResourceType,
  type WorkflowExecutionIdentifier,
} from "../../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import { LiteralMapSchema } from "../../../src/idl/gen/flyteidl/core/literals_pb.ts";
import { type DevClients, startClients } from "../dev-clients.ts";
import { idOf, literal, plain, promise, scriptTask, taskNode, workflowOf } from "./templates.ts";

const grpc = suite("executions over gRPC");
const int = { inputs: { o0: "integer" }, outputs: { o0: "integer" } } as const;

/** A server with a folder for its images, and what ends both. */
async function withServer(
  test: (clients: DevClients, folder: string, restart: () => Promise<DevClients>) => Promise<void>,
  options: DevServerOptions = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-grpc-"));
  const image = join(folder, "image");
  mkdirSync(image);
  const start = () =>
    startClients({ projects: ["p"], folder: join(folder, "state"), images: new Map([["any", image]]), ...options });
  let clients = await start();
  try {
    await test(clients, image, async () => {
      await clients.server.close();
      clients = await start();
      return clients;
    });
  } finally {
    await clients.server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Registers a workflow of one script, and its launch plan. */
async function register({ admin }: DevClients, script: string, schedule = false): Promise<Identifier> {
  const task = scriptTask("work", script, int);
  await admin.createTask({ id: idOf(ResourceType.TASK, "work"), spec: { template: task } });
  const workflow = workflowOf("wf", [taskNode("n0", task, { inputs: [promise("o0", "", "x")] })], {
    inputs: { x: "integer" },
    outputs: { r: "integer" },
    bindings: [promise("r", "n0", "o0")],
  });
  const workflowId = idOf(ResourceType.WORKFLOW, "wf");
  await admin.createWorkflow({ id: workflowId, spec: { template: workflow } });
  const id = idOf(ResourceType.LAUNCH_PLAN, "wf");
  const cron = { ScheduleExpression: { case: "cronSchedule", value: { schedule: "* * * * *" } } } as const;
  await admin.createLaunchPlan({
    id,
    spec: {
      workflowId,
      ...(schedule ? { entityMetadata: { schedule: cron }, fixedInputs: { literals: { x: literal(1) } } } : {}),
    },
  });
  return id;
}

async function ended({ admin }: DevClients, id: WorkflowExecutionIdentifier) {
  for (;;) {
    const { closure } = await admin.getExecution({ id });
    const phase = closure?.phase ?? Phase.UNDEFINED;
    if (phase === Phase.SUCCEEDED || phase === Phase.FAILED || phase === Phase.ABORTED) return { phase, closure };
    await pause(20);
  }
}

async function launch({ admin }: DevClients, launchPlan: Identifier, name: string, x: number) {
  const inputs = create(LiteralMapSchema, { literals: { x: literal(x) } });
  const { id } = await admin.createExecution({
    project: "p",
    domain: "development",
    name,
    spec: { launchPlan },
    inputs,
  });
  if (id === undefined) throw new Error("no id");
  return id;
}

grpc("an execution runs, and its nodes, attempts, logs and data can be asked for", () =>
  withServer(async (clients) => {
    const { admin } = clients;
    const plan = await register(clients, 'echo working; cp "$1" "$2/outputs.pb"');
    const id = await launch(clients, plan, "one", 6);
    assert.is((await ended(clients, id)).phase, Phase.SUCCEEDED);
    const { fullOutputs } = await admin.getExecutionData({ id });
    assert.is(fullOutputs?.literals["r"] && plain(fullOutputs.literals["r"]), 6);
    const { nodeExecutions } = await admin.listNodeExecutions({ workflowExecutionId: id, limit: 10 });
    assert.equal(
      nodeExecutions.map((node) => [node.id?.nodeId, node.closure?.phase]),
      [
        ["start-node", NodePhase.SUCCEEDED],
        ["n0", NodePhase.SUCCEEDED],
        ["end-node", NodePhase.SUCCEEDED],
      ],
    );
    const nodeExecutionId = { executionId: id, nodeId: "n0" };
    const { taskExecutions } = await admin.listTaskExecutions({ nodeExecutionId, limit: 10 });
    assert.equal(
      taskExecutions.map(({ closure }) => closure?.phase),
      [TaskPhase.SUCCEEDED],
    );
    const log = taskExecutions[0]?.closure?.logs[0]?.uri ?? "";
    assert.is(await (await fetch(log)).text(), "working\n");
  }),
);

grpc("terminating an execution aborts it, with the cause that was given", () =>
  withServer(async (clients) => {
    const id = await launch(clients, await register(clients, "sleep 60"), "one", 6);
    await clients.admin.terminateExecution({ id, cause: "no longer needed" });
    const { phase, closure } = await ended(clients, id);
    assert.is(phase, Phase.ABORTED);
    const result = closure?.outputResult;
    assert.is(result?.case === "abortMetadata" ? result.value.cause : undefined, "no longer needed");
  }),
);

grpc("a server that ends and starts again goes on with what ran", () =>
  withServer(async (clients, image, restart) => {
    const script = 'if [ -f go ]; then cp "$1" "$2/outputs.pb"; else sleep 60; fi';
    const id = await launch(clients, await register(clients, script), "one", 6);
    await pause(100);
    writeFileSync(join(image, "go"), "");
    const next = await restart();
    assert.is((await ended(next, id)).phase, Phase.SUCCEEDED);
  }),
);

grpc("recovering takes over what succeeded", () =>
  withServer(async (clients, image) => {
    const script = 'if [ -f go ]; then cp "$1" "$2/outputs.pb"; fi';
    const first = await launch(clients, await register(clients, script), "one", 6);
    assert.is((await ended(clients, first)).phase, Phase.FAILED);
    writeFileSync(join(image, "go"), "");
    const recovered = await clients.admin.recoverExecution({ id: first, name: "two" });
    if (recovered.id === undefined) throw new Error("no id");
    assert.is((await ended(clients, recovered.id)).phase, Phase.SUCCEEDED);
    const again = await clients.admin.recoverExecution({ id: recovered.id, name: "three" });
    if (again.id === undefined) throw new Error("no id");
    assert.is((await ended(clients, again.id)).phase, Phase.SUCCEEDED);
    const node = await clients.admin.getNodeExecution({ id: { executionId: again.id, nodeId: "n0" } });
    assert.is(node.closure?.phase, NodePhase.RECOVERED);
  }),
);

grpc("a launch plan that is made active is launched when its time comes", async () => {
  const clock = { now: Date.parse("2026-01-01T00:00:30Z") };
  await withServer(
    async (clients) => {
      const { admin } = clients;
      const id = await register(clients, 'cp "$1" "$2/outputs.pb"', true);
      const list = async () =>
        (await admin.listExecutions({ id: { project: "p", domain: "development" }, limit: 10 })).executions;
      await admin.updateLaunchPlan({ id, state: LaunchPlanState.ACTIVE });
      assert.is((await list()).length, 0);
      clock.now += 60_000;
      await admin.updateLaunchPlan({ id: await otherVersion(clients), state: LaunchPlanState.ACTIVE });
      const [execution] = await list();
      assert.is(execution?.spec?.metadata?.mode, Mode.SCHEDULED);
      if (execution?.id === undefined) throw new Error("nothing was launched");
      assert.is((await ended(clients, execution.id)).phase, Phase.SUCCEEDED);
    },
    { now: () => clock.now },
  );
});

/** A launch plan without a schedule, whose change is only a reason to look at the others. */
async function otherVersion({ admin }: DevClients): Promise<Identifier> {
  const id = idOf(ResourceType.LAUNCH_PLAN, "other");
  await admin.createLaunchPlan({ id, spec: { workflowId: idOf(ResourceType.WORKFLOW, "wf") } });
  return id;
}

grpc.run();
