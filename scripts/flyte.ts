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

async function runSuite(platform: DevPlatform | undefined): Promise<boolean> {
  const place: NodeJS.ProcessEnv =
    platform === undefined
      ? {}
      : { FLYTE_PLATFORM_URL: platform.endpoint, FLYTE_PLATFORM_INSECURE: "true", FLYTECTL_CONFIG: "" };
  const registration = [tsflyte, "register", join(suite, "src"), "--image", image, "-v", version];
  const args = [...registration, ...containerEnvironment()];
  const registered = await run(process.execPath, [...args, "--quiet"], place, "ignore");
  if (!registered) {
    const where = given("FLYTE_PLATFORM_URL") ?? platform?.endpoint ?? `what ${given("FLYTECTL_CONFIG")} names`;
    console.log(
      `The suite's flows could not be registered at ${where}: see above, and docs/clusters.md\n0 passed, 1 failed`,
    );
    return false;
  }
  const files = ["--tests", "packages/e2e/flyte/test/*.test.ts", ...process.argv.slice(2)];
  return run(process.execPath, [join(root, "scripts/test.ts"), ...files], {
    ...place,
    TSFLYTE_SUITE_VERSION: version,
    TSFLYTE_SUITE_REGISTRATION: JSON.stringify(args.slice(1)),
    TSFLYTE_SUITE_EAGER: platform !== undefined || given("TSFLYTE_SUITE_INSIDE") !== undefined ? "yes" : "",
  });
}

if (!(await build())) {
  console.log("the suite's flows could not be built: see above\n0 passed, 1 failed");
  process.exitCode = 1;
} else {
  const platform = isNamed ? undefined : await startDevPlatform();
  try {
    process.exitCode = (await runSuite(platform)) ? 0 : 1;
  } finally {
    await platform?.close();
  }
}
