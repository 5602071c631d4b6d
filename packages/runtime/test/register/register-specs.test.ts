/** Registration with a platform that refuses, is slow, goes away, or is cut off. */
import { Code, ConnectError } from "@connectrpc/connect";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { FlyteClient } from "../../src/client/index.ts";
import { specsOf } from "../../src/compile/index.ts";
import { startDevServer } from "../../src/dev/index.ts";
import { notRegistered, partlyRegistered } from "../../src/errors/registration.ts";
import type { ErrorCode } from "../../src/index.ts";
import { cron, launchPlan } from "../../src/index.ts";
import type { RegistrableSpec } from "../../src/model/index.ts";
import { type RegisteredEntity, registerSpecs, type SendOptions } from "../../src/register/register-specs.ts";
import { parseImage, type SerializationSettings } from "../../src/settings/index.ts";
import { against, clientOf, type FakeAnswers, startPlatform } from "../client/fake-platform.ts";
import { addTask, defineWorkflow } from "../support/define.ts";
import { int, value } from "../support/metadata.ts";

const settings: SerializationSettings = {
  project: "flytesnacks",
  domain: "development",
  version: "1",
  imageConfig: { defaultImage: parseImage("flows:1"), images: {} },
  env: {},
};

const tasks = Array.from({ length: 6 }, (_, i) => addTask(`add${i}`));
const flow = defineWorkflow("sum", { n: int }, value(int), async (n: number) => {
  let sum = n;
  for (const task of tasks) sum = await task(sum, n);
  return sum;
});
const nightly = launchPlan(flow, { name: "nightly", schedule: cron("0 3 * * *"), defaultInputs: { n: 1 } });
const outer = defineWorkflow("outer", { n: int }, value(int), async (n: number) => nightly(n));

const specs: Promise<readonly RegistrableSpec[]> = specsOf([outer], settings);
const count = 11;

async function send(client: FlyteClient, options: Partial<SendOptions> = {}): Promise<readonly RegisteredEntity[]> {
  return registerSpecs(client, await specs, { concurrency: 4, skipErrors: false, activates: () => false, ...options });
}

function tally(entities: readonly RegisteredEntity[]): { readonly [outcome: string]: number } {
  const outcomes: { [outcome: string]: number } = {};
  for (const { outcome } of entities) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return outcomes;
}

/** Answers that note what came, in its order. */
function recording(order: string[], answers: FakeAnswers["admin"] = {}): FakeAnswers {
  const note = (text: string): object => {
    order.push(text);
    return {};
  };
  return {
    admin: {
      createTask: async ({ id }) => note(`task ${id?.name}`),
      createWorkflow: async ({ id }) => note(`workflow ${id?.name}`),
      createLaunchPlan: async ({ id }) => note(`launch plan ${id?.name}`),
      updateLaunchPlan: async ({ id }) => note(`activate ${id?.name}`),
      ...answers,
    },
  };
}

const test = suite("register/register-specs");

const order: string[] = [];
test(
  "sends everything after what it needs, and activates what is to be",
  against(recording(order), async (_platform, client) => {
    const entities = await send(client, { activates: ({ name }) => name === "nightly" });
    assert.equal(tally(entities), { registered: count });
    const at = (text: string): number => order.indexOf(text);
    for (let i = 0; i < 6; i++) assert.ok(at(`task flows.add${i}`) < at("workflow flows.sum"));
    assert.ok(at("workflow flows.sum") < at("launch plan nightly"));
    assert.ok(at("launch plan nightly") < at("activate nightly"));
    assert.ok(at("activate nightly") < at("workflow flows.outer"));
    assert.ok(at("workflow flows.outer") < at("launch plan flows.outer"));
    assert.is(entities.filter(({ isActivated }) => isActivated).length, 1);
  }),
);

let waiting = 0;
let most = 0;
const crowded = async (): Promise<object> => {
  most = Math.max(most, ++waiting);
  await new Promise((resolve) => setTimeout(resolve, 5));
  waiting--;
  return {};
};
test(
  "lets no more calls wait than it is told",
  against(recording([], { createTask: crowded }), async (_platform, client) => {
    await send(client, { concurrency: 3 });
    assert.is(most, 3);
  }),
);

const refusals: readonly (readonly [Code, ErrorCode])[] = [
  [Code.Canceled, "cancelled"],
  [Code.Unknown, "call-failed"],
  [Code.InvalidArgument, "invalid-request"],
  [Code.DeadlineExceeded, "deadline-exceeded"],
  [Code.NotFound, "not-found"],
  [Code.PermissionDenied, "permission-denied"],
  [Code.ResourceExhausted, "resource-exhausted"],
  [Code.FailedPrecondition, "invalid-request"],
  [Code.Aborted, "call-failed"],
  [Code.OutOfRange, "invalid-request"],
  [Code.Unimplemented, "call-failed"],
  [Code.Internal, "call-failed"],
  [Code.Unavailable, "unavailable"],
  [Code.DataLoss, "call-failed"],
];
for (const [status, code] of refusals) {
  const answers = recording([], { createWorkflow: () => Promise.reject(new ConnectError("no", status)) });
  test(
    `stops at ${Code[status]}, and says how far it has come`,
    against(answers, async (_platform, client) => {
      const entities = await send(client);
      assert.equal(tally(entities), { registered: 6, failed: 1 });
      const failed = entities.find(({ outcome }) => outcome === "failed");
      assert.is(failed?.error?.code, code);
      if (failed?.error === undefined) return;
      const error = notRegistered("workflow flows.sum", failed.error, 6, count);
      assert.is(error.code, code);
      assert.match(error.text, /^workflow flows\.sum cannot be registered: AdminService\.CreateWorkflow failed with/);
      assert.is(error.where.at(-1), "6 of 11 entities are registered");
    }),
  );
}

test(
  "takes what is there already, and the same, for registered",
  against(
    recording([], { createTask: () => Promise.reject(new ConnectError("identical", Code.AlreadyExists)) }),
    async (_platform, client) => {
      assert.equal(tally(await send(client)), { "already-registered": 6, registered: 5 });
    },
  ),
);

test(
  "goes on when it is told to, without what needs what failed",
  against(
    recording([], {
      createWorkflow: ({ id }) =>
        id?.name === "flows.sum" ? Promise.reject(new ConnectError("no", Code.InvalidArgument)) : Promise.resolve({}),
    }),
    async (_platform, client) => {
      const entities = await send(client, { skipErrors: true });
      assert.equal(tally(entities), { registered: 6, failed: 5 });
      const texts = entities.flatMap(({ id, error }) => (error === undefined ? [] : [`${id.name}: ${error.text}`]));
      assert.ok(texts.includes("nightly: it needs workflow flows.sum, which could not be registered"));
      assert.ok(texts.includes("flows.outer: it needs launch plan nightly, which could not be registered"));
      const error = partlyRegistered(texts, count);
      assert.match(error.message, /5 of 11 entities could not be registered\n {2}at flows\.sum: /);
    },
  ),
);

let failures = 0;
test(
  "outlasts a platform that is away for a moment",
  against(
    recording([], {
      createTask: () =>
        failures++ < 4 ? Promise.reject(new ConnectError("later", Code.Unavailable)) : Promise.resolve({}),
    }),
    async (_platform, client) => {
      assert.equal(tally(await send(client, { concurrency: 1 })), { registered: count });
    },
  ),
);

test("outlasts a connection that is cut while calls wait", async () => {
  let calls = 0;
  const platform = await startPlatform(
    recording([], {
      createTask: async () => {
        if (++calls === 3) platform.cut();
        return {};
      },
    }),
  );
  const client = await clientOf(platform);
  assert.equal(tally(await send(client)), { registered: count });
  assert.ok(calls > 6);
  client.close();
  await platform.close();
});

test("gives a platform that does not answer the time that it has, and no more", async () => {
  const platform = await startPlatform(recording([], { createTask: () => new Promise(() => {}) }));
  const client = await clientOf(platform, { timeout: 0.2 });
  const started = performance.now();
  const entities = await send(client);
  assert.ok(performance.now() - started < 5000);
  assert.is(entities.find(({ outcome }) => outcome === "failed")?.error?.code, "deadline-exceeded");
  client.close();
  await platform.close();
});

test("stops when it is told to, and nothing is sent any more", async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const platform = await startPlatform(
    recording([], {
      createTask: async ({ id }) => {
        seen.push(id?.name ?? "");
        if (seen.length === 2) stop.abort(new Error("enough"));
        await new Promise((resolve) => setTimeout(resolve, 20));
        return {};
      },
    }),
  );
  const client = await clientOf(platform);
  const entities = await send(client, { concurrency: 1, signal: stop.signal });
  assert.is(entities.at(-1)?.error?.code, "cancelled");
  assert.is(seen.length, 2);
  client.close();
  await platform.close();
});

test("what a platform that went away has not got is registered when it is done again", async () => {
  const platform = await startDevServer({ memory: true });
  const client = await clientOf(platform);
  const half = (await specs).slice(0, 4);
  await registerSpecs(client, half, { concurrency: 1, skipErrors: false, activates: () => false });
  const first = await send(client);
  assert.equal(tally(first), { "already-registered": 4, registered: 7 });
  assert.equal(tally(await send(client)), { "already-registered": count });
  client.close();
  await platform.close();
});

test("says when the platform has gone for good", async () => {
  const platform = await startPlatform(recording([]));
  const client = await clientOf(platform);
  await platform.close();
  const entities = await send(client);
  const error = entities.find(({ outcome }) => outcome === "failed")?.error;
  assert.is(error?.code, "unavailable");
  if (error === undefined) return;
  assert.match(
    notRegistered("task x", error, 0, 1).remedy ?? "",
    /run the command again then, it goes on with what is left/,
  );
  client.close();
});

test("tells what differs from what is registered", async () => {
  const platform = await startDevServer({ memory: true });
  const client = await clientOf(platform);
  await send(client);
  const other = {
    ...settings,
    imageConfig: { defaultImage: parseImage("flows:2"), images: {} },
    env: { MODE: "fast" },
  };
  const changed = await specsOf([outer], other);
  const all = { concurrency: 1, skipErrors: true, activates: (): boolean => false };
  const [task] = await registerSpecs(client, changed.slice(0, 1), all);
  assert.is(task?.error?.code, "different-structure");
  assert.equal(task?.error?.where, [
    'template.container.image: registered "flows:1", now "flows:2"',
    'template.container.env[MODE]: registered nothing, now {"key":"MODE","value":"fast"}',
  ]);
  const edited = (await specs).flatMap((one): RegistrableSpec[] => {
    if (one.kind === "workflow" && one.spec.template.id.name === "flows.sum") {
      const { template } = one.spec;
      return [
        {
          kind: "workflow",
          spec: { ...one.spec, template: { ...template, metadataDefaults: { interruptible: true } } },
        },
      ];
    }
    if (one.kind !== "launch-plan" || one.spec.id.name !== "nightly") return [];
    const labels = { team: "data" };
    return [{ kind: "launch-plan", spec: { ...one.spec, spec: { ...one.spec.spec, labels } } }];
  });
  const where = (await registerSpecs(client, edited, all)).map(({ error }) => error?.where.join());
  assert.match(where[0] ?? "", /^template\.metadataDefaults\S*: registered .*, now /);
  client.close();
  await platform.close();
});

test("a token that a platform repeats is not shown", async () => {
  const secret = "Bearer eyJhbGciOi.secret.token";
  await against(
    recording([], { createTask: () => Promise.reject(new ConnectError(`bad ${secret}`, Code.InvalidArgument)) }),
    async (_platform, client) => {
      const [failed] = await send(client, { concurrency: 1 });
      assert.not.match(failed?.error?.message ?? "", /secret/);
      assert.match(failed?.error?.message ?? "", /\[redacted\]/);
    },
  )();
});

test.run();
