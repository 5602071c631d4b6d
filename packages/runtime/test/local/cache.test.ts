import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FlyteFile, type TaskOptions } from "../../src/index.ts";
import { clearCache } from "../../src/local/cache/cache-directory.ts";
import { cacheKey } from "../../src/local/cache/cache-key.ts";
import { type RunEvent, runLocally } from "../../src/local/index.ts";
import type { Literal } from "../../src/model/index.ts";
import { bodyOf, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";

const folder = mkdtempSync(join(tmpdir(), "tsflyte-cache-test-"));
process.env["FLYTE_LOCAL_CACHE_DIR"] = join(folder, "cache");

/** A cached task that counts its runs. */
function counted(name: string, options: TaskOptions = { cache: { version: "1" } }) {
  let runs = 0;
  const task = defineTask(
    name,
    { n: m.int, label: m.withDefault(m.text, "x") },
    m.value(m.int),
    async (n: number, _label?: string) => {
      runs++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return n * 2;
    },
    options,
  );
  return { task, runs: () => runs };
}

const caching = suite("the cache of local runs");

caching("gives a result again for the same inputs, also to nodes, and says so", async () => {
  const { task, runs } = counted("cachedTwice");
  assert.is(await task(4), 8);
  assert.is(await task(4), 8);
  assert.is(await task(5), 10);
  assert.is(runs(), 2);
  const events: RunEvent[] = [];
  const flow = defineWorkflow("cachedFlow", {}, m.value(m.int), async () => task(4));
  await runLocally(flow, {}, { onEvent: (event) => events.push(event) });
  assert.equal(
    events.map(({ kind, node }) => `${kind} ${node}`),
    ["node-cached n0"],
  );
  assert.is(runs(), 2);
});

caching("tells tasks, versions, inputs and interfaces apart", async () => {
  const one = counted("versionOne");
  const two = counted("versionTwo", { cache: { version: "2" } });
  const facts = { isSerial: false, inputs: { n: { kind: "integer", value: 1 } as Literal } };
  const keys = [
    await cacheKey({ task: one.task, version: "1", ...facts }),
    await cacheKey({ task: one.task, version: "2", ...facts }),
    await cacheKey({ task: two.task, version: "1", ...facts }),
    await cacheKey({ task: one.task, version: "1", ...facts, inputs: { n: { kind: "integer", value: 2 } } }),
  ];
  assert.is(new Set(keys).size, 4);
  const other = defineTask("otherInterface", { n: m.int }, m.value(m.text), async () => "", {
    cache: { version: "1" },
  });
  const { metadata } = other;
  const same = { task: { name: one.task.name, metadata, interface: other.interface } as never, version: "1", ...facts };
  assert.is.not(await cacheKey(same), keys[0]);
});

caching("does not mind what the documentation says", async () => {
  const inputs = { n: { kind: "integer", value: 1 } as Literal };
  const keyOf = (description: string): Promise<string> => {
    const n = { type: { kind: "simple", simple: "integer" } as const, description };
    const { name, metadata } = counted(`documented${description.length}`).task;
    const task = { name: name.slice(0, 5), metadata, interface: { inputs: { n }, outputs: {} } } as never;
    return cacheKey({ task, version: "1", isSerial: false, inputs });
  };
  assert.is(await keyOf("how many"), await keyOf("how many there are"));
});

caching("leaves out the inputs that are ignored", async () => {
  const { task, runs } = counted("cachedIgnoring", { cache: { version: "1", ignoredInputs: ["label"] } });
  await task(1, "a");
  await task(1, "b");
  assert.is(runs(), 1);
});

caching("takes a literal by its hash where it has one", async () => {
  const { task } = counted("cachedByHash");
  const key = (value: number, hash: string): Promise<string> =>
    cacheKey({
      task,
      version: "1",
      isSerial: false,
      inputs: { n: { kind: "collection", literals: [{ kind: "integer", value, hash }] } },
    });
  assert.is(await key(1, "same"), await key(2, "same"));
  assert.is.not(await key(1, "same"), await key(1, "other"));
});

caching("does what a node says of it before what the task says", async () => {
  const plain = counted("cachedByNode", {});
  const cached = counted("uncachedByNode");
  const flow = bodyOf("nodeCaches", () => {
    plain.task(1).with({ cache: { version: "7" } });
    cached.task(1).with({ cache: false });
  });
  await flow();
  await flow();
  assert.is(plain.runs(), 1);
  assert.is(cached.runs(), 2);
});

caching("is passed by or written anew where the environment says so", async () => {
  const { task, runs } = counted("cachedByEnvironment");
  await task(1);
  process.env["FLYTE_LOCAL_CACHE_ENABLED"] = "false";
  await task(1);
  delete process.env["FLYTE_LOCAL_CACHE_ENABLED"];
  assert.is(runs(), 2);
  process.env["FLYTE_LOCAL_CACHE_OVERWRITE"] = "true";
  await task(1);
  delete process.env["FLYTE_LOCAL_CACHE_OVERWRITE"];
  assert.is(runs(), 3);
  await task(1);
  assert.is(runs(), 3);
  await runLocally(task, { n: 1 }, { cache: false });
  assert.is(runs(), 4);
});

caching("keeps files of its own, and knows files by their content", async () => {
  let runs = 0;
  const upper = defineTask(
    "cachedUpper",
    { file: m.file("txt") },
    m.value(m.list(m.file("txt"))),
    async (file: FlyteFile<"txt">) => {
      runs++;
      const path = join(mkdtempSync(join(folder, "made-")), "made.txt");
      writeFileSync(path, (await file.text()).toUpperCase());
      return [new FlyteFile<"txt">(path)];
    },
    { cache: { version: "1" } },
  );
  const input = join(folder, "in.txt");
  const read = async (): Promise<string> => (await upper(new FlyteFile<"txt">(input)))[0]?.text() ?? "";
  writeFileSync(input, "one");
  assert.is(await read(), "ONE");
  const found = await upper(new FlyteFile<"txt">(input));
  const path = (await found[0]?.path()) ?? "";
  assert.ok(path.startsWith(join(folder, "cache")), "the copy lies in the cache");
  assert.is(readFileSync(path, "utf8"), "ONE");
  assert.is(runs, 1);
  writeFileSync(input, "two");
  assert.is(await read(), "TWO");
  assert.is(runs, 2);
});

caching("takes a damaged entry for none", async () => {
  const { task, runs } = counted("cachedDamaged");
  clearCache();
  await task(1);
  const entries = join(folder, "cache", "entries");
  const [key = ""] = readdirSync(entries);
  writeFileSync(join(entries, key, "outputs.pb"), "\xff\xff damaged");
  assert.is(await task(1), 2);
  assert.is(runs(), 2);
  writeFileSync(join(entries, key, "outputs.pb"), "");
  assert.is(await task(1), 2);
  assert.is(runs(), 3);
  assert.is(await task(1), 2);
  assert.is(runs(), 3);
});

caching("is empty once it is cleared", async () => {
  const { task, runs } = counted("cachedCleared");
  await task(1);
  assert.is(clearCache(), join(folder, "cache"));
  await task(1);
  assert.is(runs(), 2);
});

caching("does not keep a failure", async () => {
  let runs = 0;
  const failing = defineTask(
    "cachedFailing",
    {},
    m.none,
    async () => {
      runs++;
      throw new Error("no");
    },
    { cache: { version: "1" } },
  );
  for (const _ of [1, 2]) await Promise.resolve(failing()).catch(() => {});
  assert.is(runs, 2);
});

caching("lets one of several compute where it is serialised", async () => {
  const serial = counted("cachedSerial", { cache: { version: "1", serialize: true } });
  const parallel = counted("cachedParallel");
  await Promise.all([serial.task(1), serial.task(1), serial.task(1), serial.task(2)]);
  assert.is(serial.runs(), 2);
  await Promise.all([parallel.task(1), parallel.task(1)]);
  assert.is(parallel.runs(), 2);
});

caching("is serialised across processes too", async () => {
  const path = join(folder, "serial.txt");
  const program = join(import.meta.dirname, "serial-process.ts");
  const run = (): Promise<string> =>
    new Promise((resolve, reject) => {
      execFile(process.execPath, ["--conditions=source", program, path], (error, stdout) => {
        if (error === null) resolve(stdout);
        else reject(error);
      });
    });
  assert.equal(await Promise.all([run(), run(), run()]), ["done", "done", "done"]);
  assert.is(readFileSync(path, "utf8"), "computed\n");
});

caching("takes the lock of a process that has ended", async () => {
  const { task, runs } = counted("cachedAbandoned", { cache: { version: "1", serialize: true } });
  const key = await cacheKey({
    task,
    version: "1",
    isSerial: true,
    inputs: { n: { kind: "integer", value: 9 }, label: { kind: "string", value: "x" } },
  });
  const { mkdirSync } = process.getBuiltinModule("node:fs");
  mkdirSync(join(folder, "cache", "locks"), { recursive: true });
  const owner = { host: process.getBuiltinModule("node:os").hostname(), pid: 2 ** 22 + 1 };
  writeFileSync(join(folder, "cache", "locks", key), JSON.stringify(owner));
  assert.is(await task(9), 18);
  assert.is(runs(), 1);
});

caching.run();
