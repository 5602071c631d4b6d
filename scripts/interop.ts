/**
 * Runs the tests against flytekit, each side as the other's reader and writer. They need Python with `venv`, of a version that
 * flytekit is made for; where there is none, one line says so and nothing is counted. flytekit is installed into
 * `.cache/interop-venv` once, and again when its list of requirements changes. `TSFLYTE_PYTHON` names a Python that has it already.
 * Arguments are substrings of paths, as those of `test.ts`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const e2e = join(root, "packages/e2e");
const requirements = join(e2e, "interop/requirements.txt");
const environment = join(root, ".cache/interop-venv");

/** flytekit's own limits. */
const versions = { least: 10, most: 12 };

/** The first Python on the path that can make an environment for flytekit. */
function findPython(): string | undefined {
  const candidates = ["python3", "python3.12", "python3.11", "python3.10", "python"];
  const check = `import sys, venv, ensurepip; v = sys.version_info; sys.exit(not (3, ${versions.least}) <= v[:2] <= (3, ${versions.most}))`;
  return candidates.find((name) => spawnSync(name, ["-c", check], { stdio: "ignore" }).status === 0);
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  const { status } = spawnSync(program, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  return status === 0;
}

/** Installs what is not installed yet; the copy of the list that stands beside it says what is. */
function install(python: string): boolean {
  const installed = join(environment, "requirements.txt");
  const wanted = readFileSync(requirements, "utf8");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return true;
  console.log(
    "Installing flytekit into .cache/interop-venv, once: half a minute on a fast line, up to four on a slow one",
  );
  rmSync(environment, { recursive: true, force: true });
  if (!run(python, ["-m", "venv", environment])) return false;
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
  if (!run(join(environment, "bin/python"), pip)) return false;
  writeFileSync(installed, wanted);
  return true;
}

/** The flows that the tests run, built as a user builds them. */
function build(): boolean {
  const projects = ["interop", "golden"].map((project) => join(e2e, project));
  return projects.every((project) => {
    rmSync(join(project, "dist"), { recursive: true, force: true });
    return run(join(e2e, "node_modules/.bin/tspc"), ["-p", project]);
  });
}

function test(python: string): boolean {
  const files = ["--tests", "packages/e2e/interop/test/*.test.ts", ...process.argv.slice(2)];
  return run(process.execPath, [join(root, "scripts/test.ts"), ...files], { TSFLYTE_PYTHON: python });
}

const given = process.env["TSFLYTE_PYTHON"] ?? "";
const python = given === "" ? findPython() : given;
if (python === undefined) {
  const range = `3.${versions.least} to 3.${versions.most}`;
  console.log(`not run: the tests against flytekit need Python ${range} with venv, and there is none on the PATH`);
} else if (given === "" && !install(python)) {
  console.log("flytekit could not be installed: see above\n0 passed, 1 failed");
  process.exitCode = 1;
} else if (!build()) {
  console.log("the flows could not be built: see above\n0 passed, 1 failed");
  process.exitCode = 1;
} else {
  process.exitCode = test(given === "" ? join(environment, "bin/python") : given) ? 0 : 1;
}
