import { create } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DescriptionEntitySchema } from "../../src/idl/gen/flyteidl/admin/description_entity_pb.ts";
import { TaskCreateRequestSchema } from "../../src/idl/gen/flyteidl/admin/task_pb.ts";
import { ResourceType } from "../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import { Resources_ResourceName as ResourceName } from "../../src/idl/gen/flyteidl/core/tasks_pb.ts";
import { type DevClients, expectAnswer, startClients } from "./dev-clients.ts";
import {
  container,
  integer,
  place,
  planRequest,
  taskId,
  taskNode,
  taskRequest,
  workflowId,
  workflowRequest,
} from "./sample-entities.ts";

let clients: DevClients;

const identity = suite("dev/registration: identity and versions");
identity.before(async () => {
  clients = await startClients();
});
identity.after(() => clients.server.close());

for (const field of ["project", "domain", "name", "version"] as const) {
  identity(`empty ${field}`, async () => {
    const request = taskRequest("t");
    await expectAnswer(
      clients.admin.createTask({ ...request, id: { ...taskId("t"), [field]: "" } }),
      "InvalidArgument",
      new RegExp(`missing ${field}`),
    );
  });
}

identity("project that was never created", async () => {
  const request = { ...taskRequest("t"), id: { ...taskId("t"), project: "elsewhere" } };
  await expectAnswer(clients.admin.createTask(request), "InvalidArgument", /project \[elsewhere\] .*not found/);
});

identity("domain other than the configured ones", async () => {
  const request = { ...taskRequest("t"), id: { ...taskId("t"), domain: "test" } };
  await expectAnswer(clients.admin.createTask(request), "InvalidArgument", /domain \[test\] is unrecognized/);
});

identity("id whose resource type is not the entity's", async () => {
  const { admin } = clients;
  const wrong = /unexpected resource type workflow .* expected task instead/;
  await expectAnswer(admin.createTask({ ...taskRequest("t"), id: workflowId("t") }), "InvalidArgument", wrong);
  await expectAnswer(
    admin.createLaunchPlan({ ...planRequest("l", "w"), id: taskId("l") }),
    "InvalidArgument",
    /resource type task .* expected launch_plan instead/,
  );
});

identity("same id, same content", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("same", { a: integer, b: integer }));
  const again = /task with identical structure already exists/;
  await expectAnswer(admin.createTask(taskRequest("same", { b: integer, a: integer })), "AlreadyExists", again);
  const workflow = workflowRequest("same", { nodes: [taskNode("n0", "none")] });
  await admin.createTask(taskRequest("none"));
  await admin.createWorkflow(workflow);
  await expectAnswer(admin.createWorkflow(workflow), "AlreadyExists", /workflow with identical structure/);
  await admin.createLaunchPlan(planRequest("same", "same"));
  await expectAnswer(
    admin.createLaunchPlan(planRequest("same", "same")),
    "AlreadyExists",
    /launch plan with identical/,
  );
});

identity("same id, other content", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("other"));
  await expectAnswer(
    admin.createTask(taskRequest("other", {}, {}, container({ image: "alpine", command: ["true"] }))),
    "InvalidArgument",
    /other task with different structure already exists[\s\S]*\/template\/container\/image: busybox -> alpine/,
  );
  await admin.createWorkflow(workflowRequest("other", { nodes: [taskNode("n0", "other")] }));
  const interruptible = { nodes: [taskNode("n0", "other")], metadataDefaults: { interruptible: true } };
  await expectAnswer(
    admin.createWorkflow(workflowRequest("other", interruptible)),
    "InvalidArgument",
    /different structure/,
  );
  await admin.createLaunchPlan(planRequest("other", "other"));
  await expectAnswer(
    admin.createLaunchPlan(planRequest("other", "other", { maxParallelism: 3 })),
    "InvalidArgument",
    /different structure[\s\S]*maxParallelism: <nil> -> 3/,
  );
});

identity("same task id, only the description entity changed", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("described"));
  const described = create(TaskCreateRequestSchema, taskRequest("described"));
  if (described.spec !== undefined) {
    described.spec.description = create(DescriptionEntitySchema, { shortDescription: "new" });
  }
  await expectAnswer(admin.createTask(described), "AlreadyExists", /identical structure/);
});

identity("task template with another id than the request's", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("counts", {}, {}, { id: taskId("ignored") }));
  const task = await admin.getTask({ id: taskId("counts") });
  assert.is(task.closure?.compiledTask?.template?.id?.name, "counts");
});

identity("launch plan for a workflow not registered", async () => {
  await expectAnswer(
    clients.admin.createLaunchPlan(planRequest("l", "nowhere")),
    "NotFound",
    /missing entity of type WORKFLOW/,
  );
});

identity("workflow referring to a task or launch plan not registered yet", async () => {
  const { admin } = clients;
  await expectAnswer(
    admin.createWorkflow(workflowRequest("w", { nodes: [taskNode("n0", "nowhere")] })),
    "InvalidArgument",
    /missing entity of type TASK .*"nowhere"/,
  );
});

identity("names of tasks that nothing checks", async () => {
  for (const name of ["with space", "a/b:c", "naïve", "line\nbreak", "x".repeat(5000)]) {
    await clients.admin.createTask(taskRequest(name));
  }
});

identity("name of a workflow with a control character", async () => {
  await clients.admin.createTask(taskRequest("plain"));
  const request = workflowRequest("line\nbreak", { nodes: [taskNode("n0", "plain")] });
  await expectAnswer(clients.admin.createWorkflow(request), "Internal", /URL/);
});

const sizes = suite("dev/registration: sizes");
sizes.before(async () => {
  clients = await startClients();
});
sizes.after(() => clients.server.close());

sizes("one request over 4 MiB", async () => {
  const args = (bytes: number) => container({ image: "busybox", args: ["x".repeat(bytes)] });
  await clients.admin.createTask(taskRequest("three", {}, {}, args(3 << 20)));
  await expectAnswer(clients.admin.createTask(taskRequest("", {}, {}, args(4 << 20))), "ResourceExhausted");
});

sizes("more than 100 nodes", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("t"));
  const nodes = (count: number) => Array.from({ length: count }, (_, index) => taskNode(`n${index}`, "t"));
  await admin.createWorkflow(workflowRequest("hundred", { nodes: nodes(100) }));
  await expectAnswer(
    admin.createWorkflow(workflowRequest("more", { nodes: nodes(101) })),
    "InvalidArgument",
    /101 > 100/,
  );
});

sizes("resources over the platform's", async () => {
  const request = resources("big", [[ResourceName.MEMORY, "2Gi"]], []);
  await expectAnswer(clients.admin.createTask(request), "InvalidArgument", /memory .*\[2Gi\].*\[1Gi\]/);
});

type Amounts = readonly (readonly [name: ResourceName, value: string])[];

function resources(name: string, requests: Amounts, limits: Amounts) {
  const entries = (amounts: Amounts) => amounts.map(([resource, value]) => ({ name: resource, value }));
  const asked = { image: "i", command: ["c"], resources: { requests: entries(requests), limits: entries(limits) } };
  return taskRequest(name, {}, {}, container(asked));
}

const templates = suite("dev/registration: task templates");
templates.before(async () => {
  clients = await startClients();
});
templates.after(() => clients.server.close());

const { CPU, GPU, MEMORY } = ResourceName;
const refused: readonly (readonly [row: string, request: ReturnType<typeof taskRequest>, text: RegExp])[] = [
  ["no container image", taskRequest("r", {}, {}, container({ command: ["c"] })), /missing image/],
  ["metadata absent", { id: taskId("r"), spec: { template: { type: "t", interface: {} } } }, /missing metadata/],
  [
    "runtime with empty version",
    taskRequest("r", {}, {}, { metadata: { runtime: { version: "" } } }),
    /missing runtime version/,
  ],
  ["empty type", taskRequest("r", {}, {}, { type: "" }), /missing type/],
  ["interface absent", { id: taskId("r"), spec: { template: { type: "t", metadata: {} } } }, /missing typed interface/],
  [
    "neither command nor args",
    taskRequest("r", {}, {}, container({ image: "i" })),
    /Code: ValueRequired, Node Id: container, Description: Value required \[command\]/,
  ],
  [
    "a quantity that does not parse",
    resources("r", [[CPU, "lots"]], []),
    /Parsing of cpu request failed for value lots/,
  ],
  [
    "the same resource twice",
    resources(
      "r",
      [
        [CPU, "1"],
        [CPU, "1"],
      ],
      [],
    ),
    /multiple times/,
  ],
  ["request > limit", resources("r", [[MEMORY, "512Mi"]], [[MEMORY, "256Mi"]]), /greater than the limit/],
  ["gpu request != gpu limit", resources("r", [[GPU, "0"]], [[GPU, "1"]]), /must equal the limit/],
];
for (const [row, request, text] of refused) {
  templates(`rejected: ${row}`, () => expectAnswer(clients.admin.createTask(request), "InvalidArgument", text));
}

const accepted: readonly (readonly [row: string, request: ReturnType<typeof taskRequest>])[] = [
  ["runtime absent", taskRequest("a1", {}, {}, { metadata: {} })],
  ["unknown task type", taskRequest("a2", {}, {}, { type: "odd" })],
  ["neither container nor k8s pod", taskRequest("a3", {}, {}, { target: { case: undefined } })],
  ["cache on with an empty cache version", taskRequest("a4", {}, {}, { metadata: { discoverable: true } })],
  ["variable with no type, odd names", taskRequest("a5", { "": {}, "a b": {} })],
  ["resource name UNKNOWN", resources("a6", [[ResourceName.UNKNOWN, "?"]], [])],
];
for (const [row, request] of accepted) {
  templates(`accepted: ${row}`, () => expectAnswer(clients.admin.createTask(request), "OK"));
}

templates("an entity is what it was registered as", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("listed", {}, {}, {}, "v1"));
  await admin.createTask(taskRequest("listed", {}, {}, {}, "v2"));
  const versions = await admin.listTasks({ id: { ...place, name: "listed" }, limit: 1 });
  assert.equal(
    versions.tasks.map((task) => task.id?.version),
    ["v2"],
  );
  const rest = await admin.listTasks({ id: { ...place, name: "listed" }, limit: 5, token: versions.token });
  assert.equal(
    rest.tasks.map((task) => task.id?.version),
    ["v1"],
  );
  assert.is(rest.token, "");
  const found = await admin.listTasks({ id: place, limit: 5, filters: "eq(name,listed)+value_in(version,v1;v9)" });
  assert.is(found.tasks.length, 1);
  await expectAnswer(admin.listTasks({ id: place }), "InvalidArgument", /limit/);
  await expectAnswer(admin.listTasks({ id: place, limit: 1, filters: "eq(shoe,1)" }), "InvalidArgument", /shoe/);
  await expectAnswer(admin.listTasks({ id: place, limit: 1, token: "x" }), "InvalidArgument", /token/);
  const { entities } = await admin.listTaskIds({ ...place, limit: 100, filters: "contains(name,list)" });
  assert.equal(
    entities.map(({ name }) => name),
    ["listed"],
  );
  await expectAnswer(admin.getTask({ id: taskId("absent") }), "NotFound", /missing entity of type TASK/);
  await expectAnswer(admin.getTask({ id: { ...taskId("x"), resourceType: ResourceType.DATASET } }), "InvalidArgument");
});

identity.run();
sizes.run();
templates.run();
