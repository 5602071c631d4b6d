import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { create, toBinary } from "@bufbuild/protobuf";
import { AnySchema, anyPack, DurationSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ErrorCode } from "../../src/errors/index.ts";
import { failed } from "./failed.ts";
import { against, clientOf, startPlatform } from "./fake-platform.ts";

const test = suite("client/failures");
const task = { name: "flows.mean", version: "1" };

void anyPack;
void AnySchema;

const expected: readonly (readonly [Code, ErrorCode, number])[] = [
  [Code.Canceled, "cancelled", 1],
  [Code.Unknown, "call-failed", 1],
  [Code.InvalidArgument, "invalid-request", 1],
  [Code.DeadlineExceeded, "deadline-exceeded", 5],
  [Code.NotFound, "not-found", 1],
  [Code.AlreadyExists, "already-exists", 1],
  [Code.PermissionDenied, "permission-denied", 1],
  [Code.ResourceExhausted, "resource-exhausted", 1],
  [Code.FailedPrecondition, "invalid-request", 1],
  [Code.Aborted, "call-failed", 1],
  [Code.OutOfRange, "invalid-request", 1],
  [Code.Unimplemented, "call-failed", 1],
  [Code.Internal, "call-failed", 1],
  [Code.Unavailable, "unavailable", 5],
  [Code.DataLoss, "call-failed", 1],
];

for (const [status, code, tries] of expected) {
  test(
    `gives gRPC's ${Code[status]} the code ${code}, after ${tries} tries`,
    against(
      { admin: { getTask: () => Promise.reject(new ConnectError("in the server's words", status)) } },
      async (platform, client) => {
        const error = await failed(client.tasks.get(task), code);
        assert.match(error.text, /^AdminService\.GetTask failed with [A-Z_]+.*: in the server's words$/);
        assert.match(
          error.where[0] ?? "",
          new RegExp(`^${platform.endpoint}${tries === 1 ? "$" : ", after 5 attempts$"}`),
        );
        assert.ok((error.remedy ?? "") !== "");
        assert.is(platform.calls.length, tries);
      },
    ),
  );
}

test(
  "tells what is registered with another structure from other invalid requests",
  against(
    {
      admin: {
        getTask() {
          throw new ConnectError("task with different structure already exists", Code.InvalidArgument);
        },
      },
    },
    async (_platform, client) => {
      const error = await failed(client.tasks.get(task), "different-structure");
      assert.match(error.message, /fix: register under another version/);
    },
  ),
);

test("tries again what a server could not answer for a while", async () => {
  let tries = 0;
  await against(
    {
      admin: {
        getVersion() {
          if (++tries < 3) throw new ConnectError("starting", Code.Unavailable);
          return { controlPlaneVersion: { Version: "v1.16.8" } };
        },
      },
    },
    async (_platform, client) => {
      assert.equal(await client.version(), { version: "v1.16.8", build: "", buildTime: "" });
      assert.is(tries, 3);
    },
  )();
});

test("waits as long as a server that has enough of it asks for", async () => {
  let tries = 0;
  const delay = toBinary(DurationSchema, create(DurationSchema, { nanos: 60_000_000 }));
  const info = new Uint8Array([10, delay.length, ...delay]);
  await against(
    {
      admin: {
        getVersion() {
          if (++tries > 1) return {};
          const error = new ConnectError("too many calls", Code.ResourceExhausted);
          error.details.push({ type: "google.rpc.RetryInfo", value: info });
          throw error;
        },
      },
    },
    async (_platform, client) => {
      const started = performance.now();
      await client.version();
      assert.ok(performance.now() - started >= 55);
      assert.is(tries, 2);
    },
  )();
});

test(
  "gives a slow server no more time than the call has",
  against(
    { admin: { getVersion: () => new Promise((resolve) => setTimeout(() => resolve({}), 2000).unref()) } },
    async (_platform, client) => {
      const started = performance.now();
      const error = await failed(client.version({ timeout: 0.15 }), "deadline-exceeded");
      assert.ok(performance.now() - started < 1500);
      assert.match(error.text, /failed with DEADLINE_EXCEEDED within 150 ms/);
    },
  ),
);

test(
  "stops when its signal is aborted, and says why",
  against(
    { admin: { getVersion: () => new Promise((resolve) => setTimeout(() => resolve({}), 2000).unref()) } },
    async (_platform, client) => {
      const signal = AbortSignal.timeout(50);
      const error = await failed(client.version({ signal }), "cancelled");
      assert.match(error.text, /CANCELLED: The operation was aborted due to timeout/);
      await failed(client.version({ signal }), "cancelled");
    },
  ),
);

test(
  "fails calls that wait when it is closed, and later ones",
  against(
    { admin: { getVersion: () => new Promise((resolve) => setTimeout(() => resolve({}), 2000).unref()) } },
    async (_platform, client) => {
      const waiting = failed(client.version(), "cancelled");
      setTimeout(() => client.close(), 30);
      assert.match((await waiting).text, /was closed$/);
      assert.match((await failed(client.version(), "cancelled")).text, /was closed$/);
      client.close();
    },
  ),
);

test("calls again what was cut off", async () => {
  let tries = 0;
  await against(
    {
      admin: {
        async getVersion() {
          tries++;
          if (tries === 1) {
            platformOf.current?.cut();
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
          return { controlPlaneVersion: { Version: "v2" } };
        },
      },
    },
    async (platform, client) => {
      platformOf.current = platform;
      assert.is((await client.version()).version, "v2");
      assert.is(tries, 2);
    },
  )();
});
const platformOf: { current: { cut(): void } | undefined } = { current: undefined };

test("finds a server that was started again", async () => {
  const answers = { admin: { getVersion: () => ({ controlPlaneVersion: { Version: "v1" } }) } };
  const first = await startPlatform(answers);
  const client = await clientOf(first, { retry: { attempts: 20, initialDelay: 20, maxDelay: 20 } });
  assert.is((await client.version()).version, "v1");
  await first.close();
  const call = client.version();
  await new Promise((resolve) => setTimeout(resolve, 60));
  const second = await startPlatform({ ...answers, port: first.port });
  assert.is((await call).version, "v1");
  client.close();
  await second.close();
});

test("says that nothing listens", async () => {
  const platform = await startPlatform({});
  await platform.close();
  const client = await clientOf(platform);
  const error = await failed(client.version(), "unavailable");
  assert.match(error.text, /ECONNREFUSED/);
  assert.match(error.message, /fix: check the endpoint/);
  client.close();
});

test("says that what listens does not speak gRPC", async () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = await clientOf({ endpoint: `localhost:${(server.address() as AddressInfo).port}` });
  await failed(client.version(), "unavailable");
  client.close();
  for (const socket of sockets) socket.destroy();
  server.close();
});

test.run();
