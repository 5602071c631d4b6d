import { once } from "node:events";
import { connect } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type DevClients, startClients } from "./dev-clients.ts";
import { taskRequest } from "./sample-entities.ts";

let clients: DevClients;

const test = suite("dev/json");
test.before(async () => {
  clients = await startClients();
});
test.after(() => clients.server.close());

async function ask(
  verb: string,
  path: string,
  body?: object,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const init = { method: verb, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${clients.server.httpUrl}${path}`, init);
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

test("has the calls of the services by path", async () => {
  await clients.admin.createTask(taskRequest("t", {}, {}, {}, "v1"));
  await clients.admin.createTask(taskRequest("t", {}, {}, {}, "v2"));
  const one = await ask("GET", "/api/v1/tasks/flytesnacks/development/t/v1");
  assert.is(one.status, 200);
  assert.is((one.json["id"] as { version: string }).version, "v1");
  const list = await ask(
    "GET",
    "/api/v1/tasks/flytesnacks/development/t?limit=1&sort_by.key=created_at&sort_by.direction=ASCENDING",
  );
  assert.equal(
    (list.json["tasks"] as { id: { version: string } }[]).map(({ id }) => id.version),
    ["v1"],
  );
  const named = await ask("GET", "/api/v1/named_entities/TASK/flytesnacks/development/t");
  assert.is((named.json["id"] as { name: string }).name, "t");
  const { json } = await ask("GET", "/api/v1/projects");
  assert.is((json["projects"] as { id: string }[])[0]?.id, "flytesnacks");
});

test("takes messages in bodies", async () => {
  const project = { project: { id: "mine", name: "Mine" } };
  assert.is((await ask("POST", "/api/v1/projects", project)).status, 200);
  assert.is((await ask("POST", "/api/v1/projects", project)).status, 409);
  assert.is((await ask("PUT", "/api/v1/projects/mine", { description: "new" })).status, 200);
  assert.is((await clients.admin.getProject({ id: "mine" })).description, "new");
});

test("answers what is wrong with its status", async () => {
  const absent = await ask("GET", "/api/v1/tasks/flytesnacks/development/x/v1");
  assert.is(absent.status, 404);
  assert.match(absent.json["error"] as string, /missing entity of type TASK/);
  const odd = await ask("GET", "/api/v1/projects?shoe=1");
  assert.is(odd.status, 400);
  assert.match(odd.json["error"] as string, /no field shoe/);
  const broken = await fetch(`${clients.server.httpUrl}/api/v1/projects`, { method: "POST", body: "{" });
  assert.is(broken.status, 400);
  assert.is((await fetch(`${clients.server.httpUrl}/elsewhere`)).status, 404);
});

test("says what it is to a browser, and shows it an execution that a link leads to", async () => {
  const { httpUrl } = clients.server;
  const page = await (await fetch(httpUrl)).text();
  assert.match(page, /This is tsflyte dev.*It has no console\.\nIts JSON API is at \/api\/v1/);
  const link = `${httpUrl}/console/projects/flytesnacks/domains/development/executions/x`;
  const led = await fetch(link, { redirect: "manual" });
  assert.equal([led.status, led.headers.get("location")], [302, "/api/v1/executions/flytesnacks/development/x"]);
  const { error } = (await (await fetch(link)).json()) as { readonly error: string };
  assert.match(error, /missing entity of type execution/);
  assert.is((await fetch(`${httpUrl}/console/projects`)).status, 404);
});

test("answers the same on the port that clients know", async () => {
  const { endpoint } = clients.server;
  const link = `http://${endpoint}/console/projects/flytesnacks/domains/development/executions/x`;
  const { error } = (await (await fetch(link)).json()) as { readonly error: string };
  assert.match(error, /missing entity of type execution/);
  const sent = await fetch(`http://${endpoint}/api/v1/projects`, { method: "POST", body: "{" });
  assert.is(sent.status, 400);
  const { projects } = await clients.admin.listProjects({});
  assert.is(projects[0]?.id, "flytesnacks");
});

test("forgives clients that say nothing, and those that say something else", async () => {
  const port = Number(clients.server.endpoint.split(":").at(-1));
  for (const text of ["", "P", "hello\r\n\r\n"]) {
    const socket = connect({ port, host: "localhost" });
    await once(socket, "connect");
    socket.end(text);
    socket.resume();
    await once(socket, "close");
  }
  const silent = connect({ port, host: "localhost" });
  await once(silent, "connect");
  assert.is((await clients.admin.listProjects({})).projects[0]?.id, "flytesnacks");
});

test.run();
