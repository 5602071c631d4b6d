/** `tsflyte register` that is interrupted, and whose platform goes away: run again, it goes on with what is left. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Code, ConnectError, type FakePlatform, startPlatform } from "../../runtime/test/client/fake-platform.ts";
import { type ObjectStore, startObjectStore } from "../../runtime/test/client/object-store.ts";
import { makeProject, runCommand, startCommand } from "./support/remote-project.ts";

const count = 24;
const source = [
  'import { task, type Int } from "@tsflyte/runtime";',
  ...Array.from({ length: count }, (_, i) => `export const t${i} = task(async (n: Int): Promise<Int> => n + ${i});`),
].join("\n");
const args = ["register", "src", "--image", "x:1", "--concurrency", "2"];

interface Scene {
  readonly folder: string;
  readonly store: ObjectStore;
  /** What the platform holds; it stays when the platform goes. */
  readonly held: Set<string>;
  start(port?: number): Promise<FakePlatform>;
}

/** A platform that takes its time for each task. */
async function scene(): Promise<Scene> {
  const store = await startObjectStore();
  const held = new Set<string>();
  return {
    folder: makeProject({ "src/flows.ts": source }),
    store,
    held,
    start: (port = 0) =>
      startPlatform({
        port,
        dataProxy: store.dataProxy,
        admin: {
          async createTask({ id }) {
            await new Promise((resolve) => setTimeout(resolve, 40));
            const key = `${id?.name} ${id?.version}`;
            if (held.has(key)) throw new ConnectError("identical structure", Code.AlreadyExists);
            held.add(key);
            return {};
          },
        },
      }),
  };
}

const test = suite("tsflyte register: interrupted");

test("Ctrl-C says how far it has come, and the same command finishes it", async () => {
  const { folder, store, held, start } = await scene();
  const platform = await start();
  const running = startCommand(folder, platform.endpoint, args);
  await running.says("new  task flows.t5");
  running.interrupt();
  const { status, out, err } = await running.ended;
  assert.equal([status, out], [130, ""]);
  assert.ok(held.size > 4 && held.size < count, String(held.size));
  const [, done] = /at (\d+) of 24 entities are registered/.exec(err) ?? [];
  assert.ok(Number(done) >= 5 && Number(done) <= held.size, err);
  assert.match(err, /error\[cancelled\]: task flows\.t\d+ cannot be registered: .*it was interrupted/);
  assert.match(err, /run the command again then, it goes on with what is left/);
  const again = await runCommand(folder, platform.endpoint, [...args, "--json", "-q"]);
  assert.is(again.status, 0, again.err);
  const outcomes: readonly string[] = JSON.parse(again.out).entities.map(({ outcome }: { outcome: string }) => outcome);
  assert.is(
    outcomes.filter((outcome) => outcome === "registered").length,
    count - outcomes.filter((outcome) => outcome === "already-registered").length,
  );
  assert.ok(outcomes.includes("already-registered"));
  assert.is(held.size, count);
  // The code has the same place each time.
  assert.is(store.objects.size, 1);
  await platform.close();
  store.close();
});

test("so it is when the platform goes away in the middle, and comes back", async () => {
  const { folder, store, held, start } = await scene();
  const platform = await start();
  const running = startCommand(folder, platform.endpoint, args);
  await running.says("new  task flows.t5");
  await platform.close();
  const { status, err } = await running.ended;
  assert.is(status, 1);
  assert.match(
    err,
    /error\[unavailable\]: task flows\.t\d+ cannot be registered: AdminService\.CreateTask failed with UNAVAILABLE/,
  );
  assert.match(err, /at \d+ of 24 entities are registered/);
  assert.match(err, /run the command again then, it goes on with what is left/);
  assert.ok(held.size < count);
  const back = await start(platform.port);
  const again = await runCommand(folder, back.endpoint, args);
  assert.is(again.status, 0, again.err);
  assert.is(held.size, count);
  await back.close();
  store.close();
});

test("a platform that is away for a moment is waited for", async () => {
  const { folder, store, held, start } = await scene();
  const platform = await start();
  const running = startCommand(folder, platform.endpoint, args);
  await running.says("new  task flows.t5");
  await platform.close();
  const back = await start(platform.port);
  const { status, err } = await running.ended;
  assert.is(status, 0, err);
  assert.is(held.size, count);
  await back.close();
  store.close();
});

test.run();
