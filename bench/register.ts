/**
 * What packaging and registration cost: seconds and peak memory of `tsflyte package` and `tsflyte register` as processes, by the
 * number of tasks. With a Python that has flytekit, `pyflyte package` does the same in the same run.
 *
 *     node bench/register.ts [number of tasks …]
 *     TSFLYTE_PYTHON=.cache/interop-venv/bin/python node bench/register.ts 1000
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { numbers, type Row, report } from "./report.ts";

const root = join(import.meta.dirname, "..");
const tsflyte = join(root, "packages/runtime/dist/bin/tsflyte.js");
const python = process.env["TSFLYTE_PYTHON"];
const sizes = numbers.length > 0 ? numbers : [100, 1000, 10_000];
const rows: Row[] = [];
const folder = mkdtempSync(join(tmpdir(), "tsflyte-bench-"));
const tasksInFile = 50;

interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Runs a process to its end, and asks it for its peak memory. */
async function costOf(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Cost> {
  const memoryFile = join(folder, "memory");
  const started = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env, BENCH_MEMORY: memoryFile },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const status = await new Promise((done) => child.on("close", done));
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}: ${errors.slice(-2000)}`);
  return { seconds, megabytes: Number(readFileSync(memoryFile, "utf8")) / 1024 };
}

const reporter = join(folder, "report.mjs");
writeFileSync(
  reporter,
  'import { writeFileSync } from "node:fs";\nprocess.on("exit", () => writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS)));\n',
);

function ours(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Cost> {
  return costOf(process.execPath, ["--import", reporter, tsflyte, ...args], cwd, env);
}

/** A file's tasks, each called by its workflow. */
function files(count: number): readonly (readonly number[])[] {
  const indices = Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: Math.ceil(count / tasksInFile) }, (_, file) =>
    indices.slice(file * tasksInFile, (file + 1) * tasksInFile),
  );
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function writeTypeScript(place: string, count: number): void {
  write(join(place, "package.json"), '{ "type": "module" }');
  const compilerOptions = {
    target: "es2023",
    module: "nodenext",
    strict: true,
    rootDir: "src",
    outDir: "dist",
    plugins: [{ transform: "@tsflyte/transformer" }],
  };
  write(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  for (const [index, tasks] of files(count).entries()) {
    const lines = tasks.map(
      (i) => `/** Task ${i}. @param a a number */
export const t${i} = task({ retries: 2, requests: { cpu: "500m", mem: "256Mi" } }, async (a: Int, name: string = "n${i}"): Promise<Int> => a + ${i} + name.length);`,
    );
    const calls = tasks.map((i) => `  sum = await t${i}(sum);`).join("\n");
    write(
      join(place, `src/flows/m${index}.ts`),
      `import { type Int, task, workflow } from "@tsflyte/runtime";\n${lines.join("\n")}\nexport const flow = workflow(async (a: Int): Promise<Int> => {\n  let sum = a;\n${calls}\n  return sum;\n});\n`,
    );
  }
  mkdirSync(join(place, "node_modules/@tsflyte"), { recursive: true });
  for (const name of ["runtime", "transformer"]) {
    symlinkSync(join(root, "packages", name), join(place, "node_modules/@tsflyte", name));
  }
  symlinkSync(join(root, "node_modules/typescript"), join(place, "node_modules/typescript"));
  execFileSync(process.execPath, [join(root, "packages/e2e/node_modules/ts-patch/bin/tspc.js"), "-p", place], {
    stdio: "inherit",
  });
}

function writePython(place: string, count: number): void {
  for (const [index, tasks] of files(count).entries()) {
    const lines = tasks.map(
      (i) => `@task(retries=2, requests=Resources(cpu="500m", mem="256Mi"))
def t${i}(a: int, name: str = "n${i}") -> int:
    """Task ${i}.

    :param a: a number
    """
    return a + ${i} + len(name)
`,
    );
    const calls = tasks.map((i) => `    a = t${i}(a=a)`).join("\n");
    write(
      join(place, `flows/m${index}.py`),
      `from flytekit import Resources, task, workflow\n\n${lines.join("\n")}\n@workflow\ndef flow(a: int) -> int:\n${calls}\n    return a\n`,
    );
  }
  write(join(place, "flows/__init__.py"), "");
}

function add(name: string, { seconds, megabytes }: Cost, than?: Cost): void {
  const beside = (cost: number): Partial<Row> =>
    than === undefined ? {} : { against: "pyflyte", ratio: cost, aim: "at most 0.25" };
  rows.push(
    { name, value: seconds, unit: "s", ...beside(seconds / (than?.seconds ?? 1)) },
    { name: `${name}: memory`, value: megabytes, unit: "MB", ...beside(megabytes / (than?.megabytes ?? 1)) },
  );
}

async function pyflyte(place: string): Promise<Cost> {
  const program = resolve(python ?? "python");
  const script = `import os, resource, sys
sys.argv = ["pyflyte", "--pkgs", "flows", "package", "--image", "flows:1", "--output", "package.tgz", "--force"]
try:
    from flytekit.clis.sdk_in_container.pyflyte import main
    main()
finally:
    open(os.environ["BENCH_MEMORY"], "w").write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
`;
  write(join(place, "run.py"), script);
  return costOf(program, ["run.py"], place, { PYTHONPATH: place });
}

for (const count of sizes) {
  const place = join(folder, `ts-${count}`);
  writeTypeScript(place, count);
  const packed = await ours(place, ["package", "dist", "--image", "flows:1", "-v", "1", "-f"]);
  if (python === undefined) add(`package ${count} tasks`, packed);
  else {
    const other = join(folder, `py-${count}`);
    writePython(other, count);
    const theirs = await pyflyte(other);
    add(`pyflyte package, ${count} tasks`, theirs);
    add(`tsflyte package, ${count} tasks`, packed, theirs);
  }
  if (count <= 1000) {
    add(
      `tsflyte package, ${count} tasks as TypeScript`,
      await ours(place, ["package", "src", "--image", "flows:1", "-v", "1", "-f"]),
    );
  }
  const { startDevServer } = await import("../packages/runtime/src/dev/index.ts");
  const server = await startDevServer({ memory: true });
  const env = { FLYTE_PLATFORM_URL: server.endpoint, FLYTE_PLATFORM_INSECURE: "true" };
  const args = ["register", "dist", "--image", "flows:1", "-q", "--json"];
  add(`tsflyte register, ${count} tasks, workflows besides`, await ours(place, args, env));
  add(`tsflyte register, ${count} tasks that are there already`, await ours(place, args, env));
  await server.close();
}
rmSync(folder, { recursive: true, force: true });
report("Packaging and registration", rows);
