/** The whole API: no call is left out, neither over gRPC nor by its path. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type DescMethodUnary, type DescService, fromJson } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { jsonRoutes } from "../../src/dev/http/json-routes.ts";
import { MatchableResource, type MatchingAttributes } from "../../src/idl/gen/flyteidl/admin/matchable_resource_pb.ts";
import { Resources_ResourceName as ResourceName } from "../../src/idl/gen/flyteidl/core/tasks_pb.ts";
import { AdminService } from "../../src/idl/gen/flyteidl/service/admin_pb.ts";
import { DataProxyService } from "../../src/idl/gen/flyteidl/service/dataproxy_pb.ts";
import { SignalService } from "../../src/idl/gen/flyteidl/service/signal_pb.ts";
import { answerOf, type DevClients, expectAnswer, startClients } from "./dev-clients.ts";
import { container, place, planId, planRequest, taskNode, taskRequest, workflowRequest } from "./sample-entities.ts";

const protos = dirname(createRequire(import.meta.url).resolve("@flyteorg/flyteidl/package.json"));

const test = suite("dev/api");
let clients: DevClients;
test.before(async () => {
  clients = await startClients();
});
test.after(() => clients.server.close());

/** `GetTask GET /api/v1/…` for each path that a service's source gives a call. */
function pathsIn(service: string): readonly string[] {
  const source = readFileSync(join(protos, `protos/flyteidl/service/${service}.proto`), "utf8");
  return source
    .replace(/\/\/.*/g, "")
    .split(/\brpc /)
    .slice(1)
    .flatMap((call) => {
      const name = /^\w+/.exec(call)?.[0] ?? "";
      const bindings = [...call.matchAll(/\b(get|put|post|delete)\s*:\s*((?:"[^"]*"\s*)+)/g)];
      return bindings.map(([, verb = "", parts = ""]) => {
        const path = [...parts.matchAll(/"([^"]*)"/g)].map((part) => part[1]).join("");
        return `${name} ${verb.toUpperCase()} ${path}`;
      });
    });
}

test("has every path that the API gives to its calls", () => {
  const paths = ["admin", "dataproxy", "signal"].flatMap(pathsIn);
  assert.ok(paths.length > 60);
  const served = new Set(jsonRoutes.map(({ verb, path, method }) => `${method.name} ${verb} ${path}`));
  assert.equal(
    paths.filter((path) => !served.has(path)),
    [],
  );
});

test("answers every call, with a reason to those that it has no use for", async () => {
  const without: string[] = [];
  const services: readonly DescService[] = [AdminService, DataProxyService, SignalService];
  for (const method of services.flatMap(({ methods }) => methods)) {
    const unary = method as DescMethodUnary;
    const answer = await answerOf(
      clients.transport.unary(unary, undefined, undefined, undefined, fromJson(unary.input, {})),
    );
    assert.not(["Unknown", "Internal", "Canceled"].includes(answer.code), `${method.name}: ${answer.text}`);
    if (answer.code !== "Unimplemented") continue;
    without.push(method.name);
    assert.match(answer.text, /runs its executions itself, and takes no events about them/);
  }
  assert.equal(without, ["CreateWorkflowEvent", "CreateNodeEvent", "CreateTaskEvent"]);
});

const config = (maxParallelism: number) => ({
  target: { case: "workflowExecutionConfig" as const, value: { maxParallelism } },
});
const { WORKFLOW_EXECUTION_CONFIG: resourceType, TASK_RESOURCE } = MatchableResource;

interface Given {
  readonly matchingAttributes?: MatchingAttributes | undefined;
}

test("keeps attributes, and the nearest ones count", async () => {
  const { admin } = clients;
  const { project, domain } = place;
  const parallelism = ({ attributes }: { readonly attributes?: Given | undefined }): number | undefined => {
    const target = attributes?.matchingAttributes?.target;
    return target?.case === "workflowExecutionConfig" ? target.value.maxParallelism : undefined;
  };
  assert.is(parallelism(await admin.getProjectAttributes({ project, resourceType })), 25);
  await expectAnswer(admin.getProjectDomainAttributes({ project, domain, resourceType }), "NotFound");
  await admin.updateProjectAttributes({ attributes: { project, matchingAttributes: config(3) } });
  assert.is(parallelism(await admin.getProjectDomainAttributes({ project, domain, resourceType })), 3);
  await admin.updateProjectDomainAttributes({ attributes: { project, domain, matchingAttributes: config(4) } });
  const workflow = "w";
  await admin.updateWorkflowAttributes({ attributes: { project, domain, workflow, matchingAttributes: config(5) } });
  assert.is(parallelism(await admin.getProjectAttributes({ project, resourceType })), 3);
  assert.is(parallelism(await admin.getWorkflowAttributes({ project, domain, workflow, resourceType })), 5);
  assert.is(parallelism(await admin.getWorkflowAttributes({ project, domain, workflow: "v", resourceType })), 4);
  const { configurations } = await admin.listMatchableAttributes({ resourceType });
  assert.equal(
    configurations.map((each) => [each.project, each.domain, each.workflow]),
    [
      [project, "", ""],
      [project, domain, ""],
      [project, domain, "w"],
    ],
  );

  await admin.createTask(taskRequest("t"));
  await admin.createWorkflow(workflowRequest("w", { nodes: [taskNode("n0", "t")] }));
  await admin.createLaunchPlan(planRequest("w", "w"));
  const started = await admin.createExecution({ ...place, name: "own", spec: { launchPlan: planId("w") } });
  assert.is((await admin.getExecution({ id: started.id })).spec?.maxParallelism, 5);
  const spec = { launchPlan: planId("w"), maxParallelism: 9 };
  const said = await admin.createExecution({ ...place, name: "said", spec });
  assert.is((await admin.getExecution({ id: said.id })).spec?.maxParallelism, 9);

  await admin.deleteWorkflowAttributes({ project, domain, workflow, resourceType });
  await expectAnswer(admin.deleteWorkflowAttributes({ project, domain, workflow, resourceType }), "NotFound");
  assert.is(parallelism(await admin.getWorkflowAttributes({ project, domain, workflow, resourceType })), 4);
});

test("refuses attributes that are for nothing, or say nothing", async () => {
  const { admin } = clients;
  const matchingAttributes = config(1);
  await expectAnswer(
    admin.updateProjectAttributes({ attributes: { project: "nowhere", matchingAttributes } }),
    "InvalidArgument",
    /project \[nowhere\]/,
  );
  await expectAnswer(
    admin.updateProjectDomainAttributes({ attributes: { ...place, domain: "moon", matchingAttributes } }),
    "InvalidArgument",
    /domain \[moon\]/,
  );
  await expectAnswer(
    admin.updateProjectDomainAttributes({ attributes: place }),
    "InvalidArgument",
    /missing matching_attributes/,
  );
});

test("holds tasks to the resources that a project's attributes allow", async () => {
  const { admin } = clients;
  const resources = { requests: [{ name: ResourceName.CPU, value: "3" }] };
  const request = taskRequest("large", {}, {}, container({ image: "i", command: ["c"], resources }));
  await expectAnswer(admin.createTask(request), "InvalidArgument", /cpu .*\[3\].*\[2\]/);
  const matchingAttributes = {
    target: { case: "taskResourceAttributes" as const, value: { limits: { cpu: "4" } } },
  };
  await admin.updateProjectDomainAttributes({ attributes: { ...place, matchingAttributes } });
  await admin.createTask(request);
  await admin.deleteProjectDomainAttributes({ ...place, resourceType: TASK_RESOURCE });
});

test("has attributes by their paths", async () => {
  const url = `${clients.server.httpUrl}/api/v1/project_domain_attributes/flytesnacks/staging`;
  const body = JSON.stringify({ attributes: { matchingAttributes: { clusterAssignment: { clusterPoolName: "a" } } } });
  assert.is((await fetch(url, { method: "PUT", body })).status, 200);
  const found = await fetch(`${url}?resource_type=CLUSTER_ASSIGNMENT`);
  assert.match(await found.text(), /"clusterPoolName":"a"/);
  const removed = await fetch(url, { method: "DELETE", body: JSON.stringify({ resourceType: "CLUSTER_ASSIGNMENT" }) });
  assert.is(removed.status, 200);
  assert.is((await fetch(`${url}?resource_type=CLUSTER_ASSIGNMENT`)).status, 404);
});

test.run();
