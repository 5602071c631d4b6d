/** The workflow and the action, run as GitHub would, in a copy of this folder and against a platform of this machine. */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createFlyteClient, type FlyteClient } from "@tsflyte/runtime/client";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Action, type JobRun, readYaml, runJob, type Workflow } from "./run-workflow.ts";

const root = join(import.meta.dirname, "..");
const workflow = readYaml<Workflow>(join(root, ".github/workflows/flyte.yml"));
const action = readYaml<Action>(join(root, "action.yml"));
const secret = "not-for-anybodys-eyes";

let folder: string;
let endpoint: string;
let client: FlyteClient;
let stop: () => Promise<void>;

const test = suite("registration by GitHub Actions");
test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), "tsflyte-actions-"));
  for (const name of ["package.json", "tsconfig.json", "flyte.yaml", "src"]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  ({ endpoint, stop } = await startPlatform());
  client = await createFlyteClient({
    env: {},
    configFile: false,
    overrides: { endpoint, insecure: true, domain: "production" },
  });
});
test.after(async () => {
  client.close();
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts `tsflyte dev`, whose containers run in the project's folder. */
async function startPlatform(): Promise<{ readonly endpoint: string; readonly stop: () => Promise<void> }> {
  const program = join(root, "node_modules/@tsflyte/runtime/dist/bin/tsflyte.js");
  const child = spawn(process.execPath, [program, "dev", "--memory", "--port", "0", "--image", folder], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const found = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const url = /FLYTE_PLATFORM_URL=(\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", (status) => reject(new Error(`tsflyte dev ended with ${status}`)));
  });
  return {
    endpoint: found,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

function run(
  job: string,
  platform: NodeJS.ProcessEnv = { FLYTE_PLATFORM_URL: endpoint, FLYTE_PLATFORM_INSECURE: "true" },
  jobs: Workflow = workflow,
): JobRun {
  return runJob(jobs, job, action, {
    folder,
    env: { PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`, HOME: folder, ...platform },
    secrets: { FLYTE_CLIENT_SECRET: secret },
    prepared: ["npm ci"],
  });
}

async function registered(): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of client.tasks.listNames()) names.push(name);
  return names.sort();
}

test("a pull request is checked without a platform, and nothing is registered", async () => {
  const { ok, log, summary } = run("check", { FLYTE_PLATFORM_URL: "localhost:1" });
  assert.ok(ok, log);
  assert.match(log, /pass 2/);
  assert.match(summary, /would register version [0-9a-f]{24} in flytesnacks\/development|^$/);
  assert.equal(await registered(), []);
});

let version: string;

test("what arrives on the main branch is registered, and its schedule started", async () => {
  const { ok, log, summary, outputs } = run("register");
  assert.ok(ok, log);
  version = outputs["register"]?.["version"] ?? "";
  assert.match(version, /^[0-9a-f]{24}$/);
  assert.match(log, `Version ${version} is on the platform.`);
  assert.match(summary, `### registered version ${version} in flytesnacks/production`);
  assert.match(summary, "| task | `flows.stock.missing` | registered |");
  assert.ok((await registered()).includes("flows.stock.write"));
  assert.is((await client.launchPlans.getActive({ name: "stock.every-morning" })).id.version, version);
});

test("a registration again leaves everything as it is, and its report says so", () => {
  const { outputs, log, summary } = run("register");
  // The job has it in its environment, and shows it nowhere.
  assert.not.match(log + summary, secret);
  const { report = "", version: again } = outputs["register"] ?? {};
  assert.is(again, version);
  const { entities } = JSON.parse(readFileSync(report, "utf8")) as {
    readonly entities: readonly { readonly outcome: string }[];
  };
  assert.equal([...new Set(entities.map(({ outcome }) => outcome.replace("-", " ")))], ["already registered"]);
});

test("what was registered runs", async () => {
  const execution = await client.execute({ resourceType: "launch-plan", name: "stock.every-morning", version }, {});
  await execution.wait({ timeout: "2m" });
  assert.equal(await execution.outputs(), { o0: "9 tea" });
});

test("inputs are no code", () => {
  const steps = action.runs.steps.map(({ run: script = "" }) => script);
  assert.not.match(steps.join("\n"), /\$\{\{/);
});

test("a change of the code is another version", () => {
  const file = join(folder, "src/flows/stock.ts");
  const before = readFileSync(file, "utf8");
  writeFileSync(file, before.replace("2 * article.least", "3 * article.least"));
  const { ok, outputs, log } = run("register");
  writeFileSync(file, before);
  assert.ok(ok, log);
  assert.is.not(outputs["register"]?.["version"], version);
});

test("a registration that fails has a report", () => {
  const steps = workflow.jobs["register"]?.steps.map((step) =>
    step.uses === "./" ? { ...step, with: { ...step.with, domain: "nowhere" } } : step,
  );
  const elsewhere = { ...workflow, jobs: { register: { ...workflow.jobs["register"], steps: steps ?? [] } } };
  const { ok, outputs } = run("register", undefined, elsewhere);
  assert.not.ok(ok);
  const { entities } = JSON.parse(readFileSync(outputs["register"]?.["report"] ?? "", "utf8")) as {
    readonly entities: readonly { readonly outcome: string }[];
  };
  assert.ok(entities.some(({ outcome }) => outcome === "failed"));
});

test("the job fails where the types are wrong, a test fails, or the platform is away", () => {
  const file = join(folder, "src/flows/stock.ts");
  const before = readFileSync(file, "utf8");
  writeFileSync(file, before.replace("articles: Article[], counts: Int[]", "articles: Article[], counts: symbol[]"));
  const wrong = run("check");
  writeFileSync(file, before.replace("2 * article.least", "3 * article.least"));
  const failing = run("check");
  writeFileSync(file, before);
  assert.equal([wrong.ok, failing.ok], [false, false]);
  assert.match(wrong.log, /stock\.ts/);
  assert.match(failing.log, /fail 2/);
  const away = run("register", { FLYTE_PLATFORM_URL: "localhost:1", FLYTE_PLATFORM_INSECURE: "true" });
  assert.not.ok(away.ok);
  assert.match(away.log, /error\[unavailable\]/);
});

test.run();
