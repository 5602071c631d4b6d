/** Tasks whose process is killed, runs out of memory, or meets a full disk: what whoever launched them is told. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeProject, runCommand, startPlatform, type TestPlatform } from "./support/remote-project.ts";
import type { Ended } from "./support/tsflyte.ts";

const flows = `
import { existsSync, writeFileSync } from "node:fs";
import { FlyteFile, task, type Int } from "@tsflyte/runtime";

const forever = (): Promise<never> => new Promise(() => setInterval(() => {}, 1000));
export const killed = task(async (): Promise<Int> => { process.kill(process.pid, "SIGKILL"); return forever(); });
export const killedOnce = task(async (mark: string): Promise<Int> => {
  if (existsSync(mark)) return 1;
  writeFileSync(mark, "");
  process.kill(process.pid, "SIGKILL");
  return forever();
});
export const greedy = task(async (): Promise<Int> => {
  const all: string[][] = [];
  for (;;) all.push(Array.from({ length: 100_000 }, (_, i) => \`\${i} \${all.length}\`));
});
export const large = task(async (): Promise<FlyteFile<"txt">> => {
  writeFileSync("large.txt", "x".repeat(3_000_000));
  return new FlyteFile("large.txt");
});
`;

let folder: string;
let platform: TestPlatform;
const run = (task: string, ...args: string[]): Promise<Ended> =>
  runCommand(folder, platform.server.endpoint, [
    ...["run", "--remote", "--image", "x:1", ...args, "src/flows.ts", task, "--wait"],
  ]);

const test = suite("tasks that are struck down");
test.before(async () => {
  folder = makeProject({ "src/flows.ts": flows });
  platform = await startPlatform(folder);
});
test.after(() => platform.close());

test("a killed process is started again, and said to have been killed when it always is", async () => {
  const { status, out, err } = await run("killed");
  assert.equal([status, out], [1, ""]);
  assert.match(err, /killed failed .*\[4\/4\] currentAttempt done\..* terminated with exit code \(137\)/);
  assert.match(err, /error\[execution-failed\]: .*\[RetriesExhausted\|Interrupted\]/);
  const mark = join(folder, "mark");
  const { client } = platform;
  const version = (await client.tasks.list({ name: "flows.killedOnce" }, { limit: 1 }).next()).value?.id.version;
  assert.is(version, undefined, "what is not needed is not registered");
  const once = await runCommand(folder, platform.server.endpoint, [
    ...["run", "--remote", "--image", "x:1", "src/flows.ts", "killedOnce", "--mark", mark, "--wait", "-q"],
  ]);
  assert.equal([once.status, once.out], [0, "1\n"], once.err);
});

test("a process without memory leaves its last words", async () => {
  const { status, err } = await run("greedy", "--env", "NODE_OPTIONS=--max-old-space-size=48");
  assert.is(status, 1);
  assert.match(err, /terminated with exit code \(134\)/);
  assert.match(err, /JavaScript heap out of memory/);
});

test("outputs that find no room are an error that says so", async () => {
  const disk = realpathSync(mkdtempSync(join(tmpdir(), "tsflyte-disk-")));
  // Only who may mount has a disk that is this small.
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], { stdio: "ignore" }).status !== 0) return;
  try {
    const { status, err } = await run("large", "--raw-output-data-prefix", pathToFileURL(disk).href);
    assert.is(status, 1);
    assert.match(err, /no space left on device/);
    assert.match(err, /large failed \(\d+ ms\): \S+: .*no space left on device/);
  } finally {
    spawnSync("umount", [disk]);
  }
});

test.run();
