/** What comes from elsewhere, by mistake or not: the server says what is wrong with it, and goes on. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { forgetState, startDevServer } from "../../src/dev/index.ts";
import { WorkflowExecution_Phase as Phase } from "../../src/idl/gen/flyteidl/core/execution_pb.ts";
import { type DevClients, expectAnswer, startClients } from "./dev-clients.ts";
import { container, place, planId, planRequest, taskNode, taskRequest, workflowRequest } from "./sample-entities.ts";

const test = suite("dev/hostile");
let folder: string;
let clients: DevClients;
let now: number;
test.before.each(async () => {
  folder = mkdtempSync(join(tmpdir(), "tsflyte-dev-hostile-"));
  now = Date.now();
  clients = await startClients({
    folder: join(folder, "state"),
    images: new Map([["*", folder]]),
    now: () => now,
  });
});
test.after.each(async () => {
  await clients.server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends bytes to a port, and waits until the other side has had enough of them. */
function send(port: number, bytes: Uint8Array | string): Promise<void> {
  return new Promise((done) => {
    const socket = connect(port, "localhost", () => socket.write(bytes));
    socket.on("error", () => {});
    socket.on("data", () => {});
    socket.once("close", () => done());
    setTimeout(() => socket.destroy(), 500);
  });
}

/** A request as it is, which `fetch` would put right. */
function ask(path: string, headers: { readonly [name: string]: string } = {}, method = "GET"): Promise<number> {
  const { hostname, port } = new URL(clients.server.httpUrl);
  return new Promise((done, fail) => {
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    asked.once("error", fail);
    asked.end();
  });
}

async function upload(filename: string, body: string) {
  const contentMd5 = createHash("md5").update(body).digest();
  return clients.dataProxy.createUploadLocation({ ...place, filename, contentMd5 });
}

test("takes no harm from bytes that are no requests", async () => {
  const ports = [clients.server.endpoint, clients.server.httpUrl].map((url) => Number(/\d+$/.exec(url)?.[0]));
  const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  const noise = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256));
  const frame = Buffer.concat([Buffer.from(preface), Buffer.from([255, 255, 255, 9, 9, 255, 255, 255, 255]), noise]);
  for (const port of ports) for (const bytes of [noise, frame, "GET / HTTP/9\r\n\r\n", ""]) await send(port, bytes);
  assert.is((await clients.admin.getVersion({})).controlPlaneVersion?.Version, "v1.16.8");
  assert.is(await ask("/healthcheck"), 200);
});

test("answers paths that mean nothing", async () => {
  assert.is(await ask("/api/v1/tasks/a/b/%zz/d"), 404);
  assert.is(await ask("/objects/%zz?signature=x"), 403);
  assert.is(await ask("//"), 400);
  assert.is(await ask("/api/v1/tasks/a/b/c/d"), 404);
});

test("takes no message over HTTP that is longer than over gRPC", async () => {
  const body = JSON.stringify({ id: "x".repeat(5 << 20) });
  const answer = await fetch(`${clients.server.httpUrl}/api/v1/projects`, { method: "POST", body });
  assert.is(answer.status, 429);
  assert.match(await answer.text(), /larger than configured max 4194304/);
});

test("answers no page of the web", async () => {
  const path = "/api/v1/projects";
  assert.is(await ask(path, { origin: "https://example.org" }), 403);
  assert.is(await ask(path, { origin: "null" }), 403);
  assert.is(await ask(path, { host: "rebound.example.org:30081" }), 403);
  assert.is(await ask(path, { origin: "http://localhost:3000" }), 200);
  assert.is(await ask(path, { host: "127.0.0.1:30081" }), 200);
});

test("takes links as they were made, as long as they are good", async () => {
  const made = await upload("a.txt", "content");
  const put = (url: string, body = "content") => fetch(url, { method: "PUT", body }).then(({ status }) => status);
  const changed = (name: string, value: string) => {
    const url = new URL(made.signedUrl);
    url.searchParams.set(name, value);
    return url.href;
  };
  assert.is(await put(changed("expires", "99999999999999")), 403);
  assert.is(await put(changed("md5", createHash("md5").update("other").digest("base64")), "other"), 403);
  assert.is(await put(changed("signature", "")), 403);
  assert.is(await put(made.signedUrl.replace("a.txt", "b.txt")), 403);
  assert.is(await put(made.signedUrl.replace("a.txt", "..%2f..%2f..%2fb.txt")), 403);
  assert.is(await put(changed("method", "GET")), 403);
  now += 3600_001;
  assert.is(await put(made.signedUrl), 403);
  now -= 3600_001;
  assert.is(await put(made.signedUrl), 200);
  now += 7 * 24 * 3600_000;
  assert.is((await fetch(made.signedUrl)).status, 403);
});

test("keeps no part of an upload that is broken off, or that is not what was announced", async () => {
  const made = await upload("a.txt", "content");
  const objects = join(folder, "state/objects/uploads");
  assert.is((await fetch(made.signedUrl, { method: "PUT", body: "something else" })).status, 400);
  const { hostname, port, pathname, search } = new URL(made.signedUrl);
  const asked = request({ hostname, port, path: pathname + search, method: "PUT", headers: { "content-length": 7 } });
  asked.on("error", () => {});
  asked.write("con");
  await pause(100);
  asked.destroy();
  await pause(100);
  const left = readdirSync(objects, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  assert.equal(
    left.map(({ name }) => name),
    [],
  );
});

test("gives and takes nothing outside of its folder", async () => {
  const { dataProxy } = clients;
  const state = join(folder, "state");
  for (const nativeUrl of [
    "file:///etc/passwd",
    `file://${state}/objects/../state.sqlite`,
    `file://${state}/objects/%2e%2e/state.sqlite`,
    `file://${state}/objects/..%2fstate.sqlite`,
    `${state}/objects/../state.sqlite`,
    `${state}/objectsx`,
    "file://elsewhere/x",
    "s3://bucket/key",
    "\0",
  ]) {
    await expectAnswer(dataProxy.createDownloadLocation({ nativeUrl }), "InvalidArgument", /invalid native url/);
  }
  for (const filename of ["../x", "a/../../../x", "a\0b"]) {
    await expectAnswer(upload(filename, "x"), "InvalidArgument", /invalid path/);
  }
});

test("fails a node whose id leads out of its folder, and touches nothing there", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("t", {}, {}, container({ image: "i", command: ["true"] })));
  await admin.createWorkflow(workflowRequest("w", { nodes: [taskNode("../../../../x", "t")] }));
  await admin.createLaunchPlan(planRequest("w", "w"));
  const execution = await admin.createExecution({ ...place, name: "out", spec: { launchPlan: planId("w") } });
  for (;;) {
    const { closure } = await admin.getExecution({ id: execution.id });
    if (closure?.phase === Phase.FAILED) break;
    assert.is.not(closure?.phase, Phase.SUCCEEDED);
    await pause(20);
  }
  assert.equal(readdirSync(folder), ["state"]);
  assert.not(existsSync(join(folder, "state/x")));
});

async function refusal(options: Parameters<typeof startDevServer>[0]): Promise<string> {
  try {
    const server = await startDevServer(options);
    await server.close();
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test("says where it cannot write, and what it cannot read", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const inFile = await refusal({ folder: join(file, "state") });
  assert.match(inFile, /cannot write in .*file\/state: ENOTDIR/);
  assert.match(inFile, /fix: give a --folder that can be written, or --memory/);
  mkdirSync(join(folder, "other"));
  writeFileSync(join(folder, "other/state.sqlite"), "no database, ".repeat(100));
  const broken = await refusal({ folder: join(folder, "other") });
  assert.match(broken, /other\/state\.sqlite cannot be read as a database: file is not a database/);
  assert.match(broken, /fix: start with --reset/);
  forgetState(join(folder, "other"));
  assert.is(await refusal({ folder: join(folder, "other") }), "");
});

test("forgets no state that a server works with, by whatever path", async () => {
  const inUse = /belongs to a development server that runs already \(process \d+\)/;
  assert.throws(() => forgetState(join(folder, "state")), inUse);
  symlinkSync(join(folder, "state"), join(folder, "alias"));
  assert.throws(() => forgetState(join(folder, "alias")), inUse);
  assert.ok(existsSync(join(folder, "state/state.sqlite")));
});

test.run();
