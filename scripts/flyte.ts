/**
 * Runs the suite that asks a Flyte platform for everything that this project does with one, against the platform that the
 * environment names (`FLYTE_PLATFORM_URL`, or `FLYTECTL_CONFIG`), and without one against `tsflyte dev`. Every run registers a
 * version of its own. docs/clusters.md says what a cluster needs. Arguments are substrings of paths, as those of `test.ts`.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type DevPlatform, startDevPlatform } from "../packages/e2e/flyte/dev-platform.ts";

const root = join(import.meta.dirname, "..");
const e2e = join(root, "packages/e2e");
const suite = join(e2e, "flyte");
const tsflyte = join(root, "packages/runtime/dist/bin/tsflyte.js");

/** Where `flytectl demo start` keeps images. */
const demoImage = "localhost:30000/tsflyte-suite:latest";

function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  stdout: "inherit" | "ignore" = "inherit",
): Promise<boolean> {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ["ignore", stdout, "inherit"],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}

const given = (name: string): string | undefined => process.env[name] || undefined;
const isNamed = given("FLYTE_PLATFORM_URL") !== undefined || given("FLYTECTL_CONFIG") !== undefined;
const version = given("TSFLYTE_SUITE_VERSION") ?? `suite-${Date.now().toString(36)}-${randomBytes(3).toString("hex")}`;
const image = given("TSFLYTE_IMAGE") ?? (isNamed ? demoImage : "tsflyte-suite:dev");

/** Where eager tasks find the platform from inside of a container; `tsflyte dev` says it itself. */
function containerEnvironment(): readonly string[] {
  const endpoint = given("TSFLYTE_SUITE_INSIDE");
  const variables = [
    "SUITE_MODE=registered",
    ...(endpoint === undefined ? [] : [`FLYTE_PLATFORM_URL=${endpoint}`, "FLYTE_PLATFORM_INSECURE=true"]),
  ];
  return variables.flatMap((variable) => ["--env", variable]);
}

/** The flows as the tests load them, for the types of what they launch. */
function build(): Promise<boolean> {
  rmSync(join(suite, "dist"), { recursive: true, force: true });
  return run(join(e2e, "node_modules/.bin/tspc"), ["-p", suite]);
}

/** Where the platform is said to be. */
function placeOf(platform: DevPlatform | undefined): { readonly text: string; readonly env: NodeJS.ProcessEnv } {
  if (platform === undefined) {
    return { text: given("FLYTE_PLATFORM_URL") ?? `what ${given("FLYTECTL_CONFIG")} names`, env: {} };
  }
  const { endpoint } = platform;
  const env = { FLYTE_PLATFORM_URL: endpoint, FLYTE_PLATFORM_INSECURE: "true", FLYTECTL_CONFIG: "" };
  return { text: endpoint, env };
}

async function runSuite(platform: DevPlatform | undefined): Promise<boolean> {
  const { text, env } = placeOf(platform);
  const give = (problem: string): false => {
    console.log(`${problem}: see above, and docs/clusters.md\n0 passed, 1 failed`);
    return false;
  };
  const tasks = [tsflyte, "get", "tasks", "--limit", "1", "--json"];
  if (!(await run(process.execPath, tasks, env, "ignore"))) return give(`No Flyte platform can be asked at ${text}`);
  if (!(await build())) return give("The suite's flows could not be built");
  const registration = ["register", join(suite, "src"), "--image", image, "-v", version, ...containerEnvironment()];
  const registered = await run(process.execPath, [tsflyte, ...registration, "--quiet"], env, "ignore");
  if (!registered) return give(`The suite's flows could not be registered at ${text}`);
  const files = ["--tests", "packages/e2e/flyte/test/*.test.ts", ...process.argv.slice(2)];
  return run(process.execPath, [join(root, "scripts/test.ts"), ...files], {
    ...env,
    TSFLYTE_SUITE_VERSION: version,
    TSFLYTE_SUITE_REGISTRATION: JSON.stringify(registration),
    TSFLYTE_SUITE_EAGER: platform !== undefined || given("TSFLYTE_SUITE_INSIDE") !== undefined ? "yes" : "",
  });
}

const platform = isNamed ? undefined : await startDevPlatform();
try {
  process.exitCode = (await runSuite(platform)) ? 0 : 1;
} finally {
  await platform?.close();
}
