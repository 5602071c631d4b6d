import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  type ExecutionSpecSchema,
  ExecutionMetadata_ExecutionMode as Mode,
} from "../../src/idl/gen/flyteidl/admin/execution_pb.ts";
import { WorkflowExecution_Phase as Phase } from "../../src/idl/gen/flyteidl/core/execution_pb.ts";
import { type DevClients, expectAnswer, startClients } from "./dev-clients.ts";
import {
  constant,
  type Fields,
  int,
  integer,
  literal,
  place,
  planId,
  planRequest,
  string,
  taskId,
  taskNode,
  taskRequest,
  workflowId,
  workflowRequest,
} from "./sample-entities.ts";

let clients: DevClients;

const test = suite("dev/executions");
test.before(async () => {
  clients = await startClients();
  const { admin } = clients;
  await admin.createTask(taskRequest("t", { a: integer }));
  const nodes = [taskNode("n0", "t", [constant("a", int(1))])];
  await admin.createWorkflow(workflowRequest("w", { inputs: { a: integer, b: integer }, nodes }));
  await admin.createLaunchPlan(planRequest("l", "w", { fixedInputs: { literals: { b: literal(int(2)) } } }));
});
test.after(() => clients.server.close());

const given = { literals: { a: literal(int(1)) } };
const request = { ...place, spec: { launchPlan: planId("l") }, inputs: given };

for (const [row, name] of [
  ["a name of more than 63 characters", "a".repeat(64)],
  ["a name with a digit first", "1a"],
  ["a name with a - first", "-a"],
  ["a name with _", "a_b"],
  ["a name with .", "a.b"],
] as const) {
  test(row, () => expectAnswer(clients.admin.createExecution({ ...request, name }), "InvalidArgument", /name/));
}

for (const [row, name] of [
  ["capitals", "aBc"],
  ["a trailing -", "abc-"],
] as const) {
  test(`a name with ${row} fails as an execution`, async () => {
    const { id } = await clients.admin.createExecution({ ...request, name });
    const { closure } = await clients.admin.getExecution({ id: id ?? {} });
    assert.is(closure?.phase, Phase.FAILED);
    assert.is(closure?.outputResult.case, "error");
  });
}

test("an annotation with a bad key fails as an execution", async () => {
  const spec = { launchPlan: planId("l"), annotations: { values: { "a b": "c" } } };
  const { id } = await clients.admin.createExecution({ ...request, spec, name: "annotated" });
  assert.is((await clients.admin.getExecution({ id: id ?? {} })).closure?.phase, Phase.FAILED);
});

test("no name: the server makes one", async () => {
  const { id } = await clients.admin.createExecution(request);
  assert.match(id?.name ?? "", /^[a-z][a-z0-9]{19}$/);
});

for (const [row, literals, text] of [
  ["missing required input", {}, /expected_inputs a missing/],
  [
    "wrong type",
    { a: literal(string("x")) },
    /invalid a input wrong type. Expected simple:INTEGER, but got simple:STRING/,
  ],
  ["unknown input", { a: literal(int(1)), x: literal(int(1)) }, /invalid input x/],
  ["overriding a fixed input", { a: literal(int(1)), b: literal(int(1)) }, /fixed_inputs b cannot be overridden/],
] as const) {
  test(row, () =>
    expectAnswer(clients.admin.createExecution({ ...request, inputs: { literals } }), "InvalidArgument", text),
  );
}

test("a launch plan that is not registered", () =>
  expectAnswer(
    clients.admin.createExecution({ ...request, spec: { launchPlan: planId("nowhere") } }),
    "NotFound",
    /LAUNCH_PLAN/,
  ));

test("neither a launch plan nor a task", () =>
  expectAnswer(
    clients.admin.createExecution({ ...request, spec: { launchPlan: workflowId("w") } }),
    "InvalidArgument",
    /Invalid reference entity type/,
  ));

test("one name is for one execution", async () => {
  await clients.admin.createExecution({ ...request, name: "once" });
  await expectAnswer(clients.admin.createExecution({ ...request, name: "once" }), "AlreadyExists");
});

test("an execution has all inputs, and is listed", async () => {
  const { admin } = clients;
  const { id } = await admin.createExecution({
    ...request,
    name: "whole",
    spec: { launchPlan: planId("l"), tags: ["mine"] },
  });
  const execution = await admin.getExecution({ id: id ?? {} });
  assert.is(execution.closure?.workflowId?.name, "w");
  assert.is(execution.spec?.launchPlan?.name, "l");
  const data = await admin.getExecutionData({ id: id ?? {} });
  assert.equal(Object.keys(data.fullInputs?.literals ?? {}).sort(), ["a", "b"]);
  const body = await fetch(data.inputs?.url ?? "");
  assert.is((await body.arrayBuffer()).byteLength, Number(data.inputs?.bytes));
  const mine = await admin.listExecutions({ id: place, limit: 10, filters: "contains(admin_tag.name,mine)" });
  assert.equal(
    mine.executions.map((each) => each.id?.name),
    ["whole"],
  );
  const failed = await admin.listExecutions({ id: place, limit: 10, filters: "eq(phase,FAILED)" });
  assert.ok(failed.executions.every(({ closure }) => closure?.phase === Phase.FAILED));
  await expectAnswer(admin.getExecution({ id: { ...place, name: "absent" } }), "NotFound");
});

test("a single task runs in a workflow that the server makes", async () => {
  const { admin } = clients;
  const { id } = await admin.createExecution({ ...request, name: "single", spec: { launchPlan: taskId("t") } });
  const execution = await admin.getExecution({ id: id ?? {} });
  assert.is(execution.spec?.launchPlan?.name, "t");
  assert.is(execution.closure?.workflowId?.name, ".flytegen.t");
  await admin.createExecution({ ...request, name: "again", spec: { launchPlan: taskId("t") } });
  const { executions } = await admin.listExecutions({ id: place, limit: 10, filters: "eq(task.name,t)" });
  assert.equal(executions.map((each) => each.id?.name).sort(), ["again", "single"]);
});

test("an execution says who would be told of it: as it says itself, else as its launch plan", async () => {
  const { admin } = clients;
  const to = (name: string) => ({
    notifications: [
      { phases: [Phase.FAILED], type: { case: "email" as const, value: { recipientsEmail: [`${name}@b.c`] } } },
    ],
  });
  await admin.createLaunchPlan(planRequest("told", "w", { entityMetadata: to("plan") }));
  const told = async (name: string, overrides: Fields<typeof ExecutionSpecSchema>["notificationOverrides"]) => {
    const spec = {
      launchPlan: planId("told"),
      ...(overrides === undefined ? {} : { notificationOverrides: overrides }),
    };
    const inputs = { literals: { a: literal(int(1)), b: literal(int(1)) } };
    const { id } = await admin.createExecution({ ...request, inputs, name, spec });
    const { closure } = await admin.getExecution({ id: id ?? {} });
    return closure?.notifications.flatMap(({ type }) => type.value?.recipientsEmail ?? []);
  };
  assert.equal(await told("as-planned", undefined), ["plan@b.c"]);
  assert.equal(await told("as-said", { case: "notifications", value: to("own") }), ["own@b.c"]);
  assert.equal(await told("silent", { case: "disableAll", value: true }), []);
});

test("relaunching repeats the inputs, and says what it repeats", async () => {
  const { admin } = clients;
  const { id } = await admin.createExecution({ ...request, name: "first" });
  const second = await admin.relaunchExecution({ id: id ?? {}, name: "second" });
  assert.is(second.id?.name, "second");
  const { spec } = await admin.getExecution({ id: second.id ?? {} });
  assert.is(spec?.metadata?.mode, Mode.RELAUNCH);
  assert.is(spec?.metadata?.referenceExecution?.name, "first");
});

test("what has ended cannot be aborted", async () => {
  const { id } = await clients.admin.createExecution({ ...request, name: "aX" });
  await expectAnswer(
    clients.admin.terminateExecution({ id: id ?? {}, cause: "no" }),
    "FailedPrecondition",
    /already terminated/,
  );
});

test.run();
