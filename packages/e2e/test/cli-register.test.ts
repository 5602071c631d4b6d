/** `tsflyte register` against a platform of this machine, whose containers fetch the code and run it. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeProject, runCommand, startPlatform, type TestPlatform } from "./support/remote-project.ts";
import type { Ended } from "./support/tsflyte.ts";

const flows = `
import { cron, dynamic, launchPlan, mapTask, task, workflow, type Int } from "@tsflyte/runtime";
import { factor } from "./lib/numbers.ts";

/** Twice a number. */
export const double = task(async (n: Int): Promise<Int> => n * factor);
export const sum = task(async (ns: Int[]): Promise<Int> => ns.reduce((a, b) => a + b, 0));
export const doubled = workflow(async (ns: Int[]) => await sum(mapTask(double)(ns)));
export const counted = dynamic(async (n: Int): Promise<Int> => {
  const parts: Promise<Int>[] = [];
  for (let i = 1; i <= n; i++) parts.push(double(i));
  return sum(await Promise.all(parts));
});
export const nightly = launchPlan(doubled, { name: "nightly", schedule: cron("0 3 * * *"), defaultInputs: { ns: [1, 2] } });
export const hourly = launchPlan(doubled, { name: "hourly", schedule: cron("0 * * * *"), defaultInputs: { ns: [3] }, autoActivate: true });
`;
const numbers = "export const factor = 2;\n";

let folder: string;
let platform: TestPlatform;
const register = (...args: string[]): Promise<Ended> =>
  runCommand(folder, platform.server.endpoint, ["register", "src", "--image", "flows:1", ...args]);

const test = suite("tsflyte register");
test.before(async () => {
  folder = makeProject({ "src/flows/main.ts": flows, "src/flows/lib/numbers.ts": numbers });
  platform = await startPlatform(folder);
});
test.after(() => platform.close());

/** The version that a registration has printed. */
function versionIn(text: string): string {
  const found = /registered version ([0-9a-f]{24}) in flytesnacks\/development/.exec(text)?.[1];
  if (found === undefined) throw new Error(`no version was registered: ${text}`);
  return found;
}

let version: string;

test("says what it would do, and sends nothing", async () => {
  const { status, out, err } = await register("--dry-run");
  assert.is(status, 0, err);
  assert.match(out, /would register version [0-9a-f]{24} in flytesnacks\/development/);
  assert.match(out, /task +flows\.main\.double +checked/);
  for await (const { name } of platform.client.tasks.listNames()) assert.unreachable(name);
});

test("registers everything, with its code", async () => {
  const { status, out, err } = await register();
  assert.is(status, 0, err);
  version = versionIn(out);
  assert.match(err, /code: 3 files at \S+code-[0-9a-f]{32}\.tar\.gz/);
  assert.match(err, /4 tasks, 1 workflow, 3 launch plans, version /);
  assert.match(out, /launch plan +hourly +registered, active/);
  assert.match(out, /launch plan +nightly +registered\n|launch plan +nightly +registered$/);
});

test("what runs there is that code: tasks, maps and what dynamic tasks call", async () => {
  const { client } = platform;
  const run = async (resourceType: "task" | "workflow", name: string, inputs: object): Promise<unknown> => {
    const execution = await client.execute({ resourceType, name, version }, { ...inputs });
    const { closure } = await execution.wait({ timeout: "120s", pollInterval: 0.1 });
    assert.is(closure.phase, "succeeded", closure.error?.message);
    return execution.outputs();
  };
  assert.equal(await run("task", "flows.main.double", { n: 21 }), { o0: 42 });
  assert.equal(await run("workflow", "flows.main.doubled", { ns: [1, 2, 3] }), { o0: 12 });
  assert.equal(await run("task", "flows.main.counted", { n: 3 }), { o0: 12 });
  // Beside the project's own files, and not over them.
  assert.is(readFileSync(join(folder, "src/flows/lib/numbers.ts"), "utf8"), numbers);
  assert.ok(existsSync(join(folder, ".tsflyte/code")));
});

test("again it changes nothing, and says so", async () => {
  const { status, out, err } = await register("--json");
  assert.is(status, 0, err);
  const document = JSON.parse(out);
  assert.is(document.version, version);
  assert.equal([document.total, document.entities.length], [8, 8]);
  for (const { outcome } of document.entities) assert.is(outcome, "already-registered");
});

test("the version is the content's: built code has one, whatever the folder", async () => {
  // Written in another order, at another time, by somebody who lets nobody else read it.
  const other = makeProject({ "src/flows/lib/numbers.ts": numbers, "src/flows/main.ts": flows });
  for (const path of ["src/flows/main.ts", "src/flows/lib/numbers.ts"]) {
    utimesSync(join(other, path), 1, 1);
    chmodSync(join(other, path), 0o600);
  }
  const args = ["register", "src", "--image", "flows:1", "--dry-run", "--json"];
  const same = await runCommand(other, platform.server.endpoint, args);
  assert.is(JSON.parse(same.out).version, version);
  writeFileSync(join(other, "src/flows/lib/numbers.ts"), "export const factor = 3;\n");
  const changed = await runCommand(other, platform.server.endpoint, args);
  assert.is.not(JSON.parse(changed.out).version, version);
  const elsewhere = await runCommand(other, platform.server.endpoint, [...args, "-p", "other", "-d", "production"]);
  assert.is(JSON.parse(elsewhere.out).version, JSON.parse(changed.out).version);
});

test("another content under one version is an error that shows what differs", async () => {
  assert.is((await register("-v", "fixed")).status, 0);
  const { status, err } = await register("-v", "fixed", "--image", "other=x:1", "--env", "MODE=fast");
  assert.is(status, 1);
  assert.match(err, /error\[different-structure\]: task flows\.main\.\w+ cannot be registered: version fixed of task/);
  assert.match(err, /at template\.container\.env\[MODE\]: registered nothing, now \{"key":"MODE","value":"fast"\}/);
  assert.match(err, /register under another version, or leave --version out/);
});

test("with other code under one version, all differences are said where errors are skipped", async () => {
  assert.is((await register("-v", "coded")).status, 0);
  writeFileSync(join(folder, "src/flows/lib/numbers.ts"), "export const factor = 7;\n");
  const { status, out, err } = await register("-v", "coded", "--skip-errors", "--json");
  writeFileSync(join(folder, "src/flows/lib/numbers.ts"), numbers);
  assert.is(status, 1);
  // What both places have in front does not hide in what they differ.
  const place = /args\[2\]: registered "?…\S*code-([0-9a-f]{32})\.tar\.gz", now "?…\S*code-([0-9a-f]{32})/;
  const [, before, after] = place.exec(err) ?? [];
  assert.ok(before !== undefined && before !== after, err);
  const failed = JSON.parse(out).entities.filter(({ outcome }: { outcome: string }) => outcome === "failed");
  assert.is(failed.length, 4);
  for (const { error } of failed) {
    assert.is(error.code, "different-structure");
    assert.match(error.where[0], place);
    assert.match(error.fix, /register under another version/);
  }
});

test("all launch plans are activated when that is asked for, and defaults are filled in", async () => {
  const { status, out, err } = await register(
    ...[
      "-v",
      "active",
      "--activate-launchplans",
      "--service-account",
      "robot",
      "--raw-output-data-prefix",
      "s3://mine/raw",
    ],
  );
  assert.is(status, 0, err);
  assert.match(out, /nightly +registered, active/);
  const active: string[] = [];
  for await (const { id } of platform.client.launchPlans.listActive()) active.push(`${id.name} ${id.version}`);
  assert.equal(active.sort(), ["hourly active", "nightly active"]);
  const { spec } = await platform.client.launchPlans.get({ name: "nightly", version: "active" });
  assert.is(spec.securityContext?.runAs?.k8sServiceAccount, "robot");
  assert.is(spec.rawOutputDataPrefix, "s3://mine/raw");
});

test("writes a table for the page of a GitHub job", async () => {
  const summary = join(folder, "summary.md");
  writeFileSync(summary, "before\n");
  const env = { GITHUB_STEP_SUMMARY: summary };
  await runCommand(folder, platform.server.endpoint, ["register", "src", "--image", "flows:1"], env);
  const text = readFileSync(summary, "utf8");
  assert.match(
    text,
    `before\n### registered version ${version} in flytesnacks/development\n\n| kind | name | outcome |`,
  );
  assert.match(text, "| task | `flows.main.double` | already registered |");
});

test("a package takes the same code along, for whoever registers it", async () => {
  const ended = await runCommand(folder, platform.server.endpoint, [
    ...["package", "src", "--image", "flows:1", "--copy", "auto", "-o", "p.tgz"],
  ]);
  assert.is(ended.status, 0, ended.err);
  const tar = (...args: string[]): string => execFileSync("tar", args, { cwd: folder, encoding: "utf8" });
  const code = tar("tzf", "p.tgz")
    .split("\n")
    .filter((name) => /^fast[0-9a-f]{32}\.tar\.gz$/.test(name));
  assert.is(code.length, 1);
  tar("xzf", "p.tgz", ...code);
  assert.is(tar("tzf", ...code), "flows/lib/numbers.js\nflows/main.js\npackage.json\n");
  assert.match(tar("xzOf", "p.tgz", "--wildcards", "*_flows.main.double_1.pb"), "{{ .remote_package_path }}");
});

test("registers built JavaScript, from the folder that its modules are in", async () => {
  execFileSync(
    join(import.meta.dirname, "../node_modules/.bin/tsc"),
    ["-p", folder, "--rewriteRelativeImportExtensions"],
    {
      stdio: "ignore",
      cwd: folder,
    },
  );
  const { status, err } = await runCommand(folder, platform.server.endpoint, [
    "register",
    "dist",
    "--image",
    "flows:1",
  ]);
  // Built without the transformer: nothing can be registered, and it says why.
  assert.is(status, 2);
  assert.match(err, /error\[not-compiled\]/);
});

test("refuses everything that the platform would, before anything is sent", async () => {
  const wrong = `
import { task, workflow, type Int } from "@tsflyte/runtime";
export const one = task(async (n: Int): Promise<Int> => n);
export const pass = workflow(async (n: Int) => n);
export const other = workflow(async (n: Int) => n);
`;
  const project = makeProject({ "src/wrong.ts": wrong });
  const { status, err } = await runCommand(project, platform.server.endpoint, ["register", "src", "--image", "x:1"]);
  assert.is(status, 1);
  assert.match(err, /error\[compile-problems\]/);
  assert.match(err, /pass/);
  assert.match(err, /other/);
  for await (const { name } of platform.client.tasks.listNames()) assert.not.match(name, /^wrong/);
});

test("says when the platform cannot be reached, and can be run again", async () => {
  const args = ["register", "src", "--image", "flows:1", "-v", "later"];
  const away = await runCommand(folder, "localhost:1", args, { FLYTE_CREDENTIALS_CLIENT_SECRET: "hunter2" });
  assert.is(away.status, 1);
  assert.match(away.err, /error\[unavailable\]: DataProxyService\.CreateUploadLocation failed/);
  assert.match(away.err, /check the endpoint, that the platform runs/);
  assert.not.match(away.err + away.out, /hunter2/);
  assert.is((await register("-v", "later")).status, 0);
});

test("says what a failed registration has come to, for machines and for the page, too", async () => {
  const summary = join(folder, "failed.md");
  const args = ["register", "src", "--image", "flows:1", "-p", "nobody", "--json", "-q"];
  const ended = await runCommand(folder, platform.server.endpoint, args, { GITHUB_STEP_SUMMARY: summary });
  assert.is(ended.status, 1);
  assert.match(
    ended.err,
    /error\[invalid-request\]: task flows\.main\.\w+ cannot be registered: .*project \[nobody\] not found/,
  );
  assert.match(
    ended.err,
    /at 0 of 8 entities are registered\n {2}fix: give a project and a domain that the platform has/,
  );
  const document = JSON.parse(ended.out);
  assert.equal([document.project, document.total, document.dryRun], ["nobody", 8, false]);
  for (const { outcome, error } of document.entities) {
    assert.equal([outcome, error.code], ["failed", "invalid-request"]);
  }
  assert.match(
    readFileSync(summary, "utf8"),
    /^### registered 0 of 8 entities of version [0-9a-f]{24} in nobody\/development/,
  );
});

test("refuses options that it cannot follow", async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["--copy", "some"], /--copy: expected auto, all or none, got "some"/],
    [["--copy", "none"], /--copy none needs a --version/],
    [["--concurrency", "0"], /--concurrency: expected a number from 1, got 0/],
    [["--verison", "1"], /did you mean --version\?/],
  ];
  for (const [args, text] of cases) {
    const { status, err } = await register(...args);
    assert.is(status, 2, err);
    assert.match(err, text);
  }
});

test.run();
