/**
 * What the transformer adds to a build: CPU time and memory of compiling a generated project of 200 files, 600 tasks and
 * 6,000 object types, as multiples of `tspc` with a plugin that does nothing. Beside it typia's `json.schemas` on the same
 * types, `tsflyte build`, and what a task costs among 10,000 of them.
 *
 *     node bench/transform.ts [rounds] [files] [loops in the body of a task]
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { numbers, type Row, report } from "./report.ts";
import { flow, type Size, typiaFlow } from "./transform-sources.ts";

const root = join(import.meta.dirname, "..");
const [rounds = 5, files = 200, loops = 9] = numbers;
const size: Size = { tasks: 3, types: 10, loops };
/** Ten tasks a file, in 100 and in 1,000 files. */
const small: Size = { tasks: 10, types: 3, loops: 0 };

const nothing = "export default () => () => (file) => file;\n";
/** Says at the end what the process took. */
const usageHook = `process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require("node:fs").writeFileSync(process.env.USAGE_FILE, JSON.stringify({ cpu: userCPUTime + systemCPUTime, rss: maxRSS }));
});
`;
const build = `import { build } from "@tsflyte/transformer/build";
process.exitCode = await build();
`;

interface Usage {
  /** Microseconds. */
  readonly cpu: number;
  /** Kilobytes. */
  readonly rss: number;
}

interface Variant {
  readonly name: string;
  readonly folder: string;
  readonly command: readonly string[];
}

function createProject(name: string, sources: readonly string[], plugin?: string): string {
  const folder = join(workspace, name);
  mkdirSync(join(folder, "src"), { recursive: true });
  for (const [index, text] of sources.entries()) writeFileSync(join(folder, "src", `flow${index}.ts`), text);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, type: "module" }));
  writeFileSync(join(folder, "nothing.mjs"), nothing);
  writeFileSync(join(folder, "build.mjs"), build);
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023"],
    module: "nodenext",
    strict: true,
    skipLibCheck: true,
    rootDir: "src",
    outDir: "build",
    types: [],
    ...(plugin === undefined ? {} : { plugins: [{ transform: plugin }] }),
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  symlinkSync(modules, join(folder, "node_modules"));
  return folder;
}

function run({ name, folder, command }: Variant): Usage {
  const usageFile = join(workspace, "usage.json");
  rmSync(join(folder, "build"), { recursive: true, force: true });
  rmSync(join(modules, ".cache"), { recursive: true, force: true });
  try {
    execFileSync(process.execPath, ["--require", join(workspace, "usage.cjs"), ...command], {
      cwd: folder,
      env: { ...process.env, USAGE_FILE: usageFile, TSP_CACHE_DIR: join(workspace, "ts-patch") },
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const { stdout } = error as { readonly stdout?: Buffer };
    throw new Error(`${name} did not compile:\n${String(stdout).slice(0, 2000)}`);
  }
  return JSON.parse(readFileSync(usageFile, "utf8")) as Usage;
}

/** Runs variants in turn, several times. Gives the least of each: what else the machine does only adds. */
function measure(variants: readonly Variant[]): (variant: Variant) => Usage {
  for (const variant of variants) run(variant);
  const usages = new Map<Variant, Usage[]>(variants.map((variant) => [variant, []]));
  for (let round = 0; round < rounds; round++) for (const variant of variants) usages.get(variant)?.push(run(variant));
  return (variant) => {
    const own = usages.get(variant) ?? [];
    return { cpu: Math.min(...own.map(({ cpu }) => cpu)), rss: Math.min(...own.map(({ rss }) => rss)) };
  };
}

function compareBuilds(): void {
  const sources = Array.from({ length: files }, (_, index) => flow(index, size));
  const typiaSources = Array.from({ length: files }, (_, index) => typiaFlow(index, size));
  const base: Variant = {
    name: "tspc, no plugin",
    folder: createProject("nothing", sources, "./nothing.mjs"),
    command: tspc,
  };
  const typiaBase: Variant = {
    name: "tspc, typia's source, no plugin",
    folder: createProject("typia-base", typiaSources, "./nothing.mjs"),
    command: tspc,
  };
  const ours: Variant = {
    name: "tspc, @tsflyte/transformer",
    folder: createProject("tsflyte", sources, "@tsflyte/transformer"),
    command: tspc,
  };
  const theirs: Variant = {
    name: "tspc, typia",
    folder: createProject("typia", typiaSources, "typia/lib/transform"),
    command: tspc,
  };
  const tsc: Variant = {
    name: "tsc",
    folder: createProject("plain", sources),
    command: [join(modules, "typescript/bin/tsc"), "-p", "."],
  };
  const own: Variant = { name: "tsflyte build", folder: createProject("build", sources), command: ["build.mjs"] };
  const least = measure([base, tsc, ours, own, typiaBase, theirs]);
  const rows = [base, tsc, ours, own, typiaBase, theirs].flatMap((variant): readonly Row[] => {
    const against = variant === theirs ? typiaBase : base;
    const { cpu, rss } = least(variant);
    const ratio = (key: keyof Usage) =>
      variant === against || variant === typiaBase
        ? {}
        : { against: against.name, ratio: least(variant)[key] / least(against)[key] };
    return [
      {
        name: variant.name,
        value: cpu / 1000,
        unit: "ms",
        ...ratio("cpu"),
        ...(variant === ours ? { aim: "at most 1.10" } : {}),
      },
      {
        name: `${variant.name}: memory`,
        value: rss / 1024,
        unit: "MB",
        ...ratio("rss"),
        ...(variant === ours ? { aim: "at most 1.15" } : {}),
      },
    ];
  });
  const megabytes = sources.reduce((sum, { length }) => sum + length, 0) / 1e6;
  const tasks = files * size.tasks;
  report(
    `transform: ${megabytes.toFixed(1)} MB, ${files} files, ${tasks} tasks, ${tasks * size.types} object types; least of ${rounds} rounds`,
    rows,
  );
}

function compareSizes(): void {
  const pairs = [100, 1000].map((count) => {
    const sources = Array.from({ length: count }, (_, index) => flow(index, small));
    const variant = (name: string, plugin: string): Variant => ({
      name: `${name} of ${count}`,
      folder: createProject(`${name}-${count}`, sources, plugin),
      command: tspc,
    });
    return {
      calls: count * small.tasks,
      without: variant("without", "./nothing.mjs"),
      with: variant("with", "@tsflyte/transformer"),
    };
  });
  const least = measure(pairs.flatMap((pair) => [pair.without, pair.with]));
  const costs = pairs.map((pair) => (least(pair.with).cpu - least(pair.without).cpu) / pair.calls);
  const [few, many] = pairs.map(({ calls }) => `a task of ${calls.toLocaleString("en")}`);
  const [costOfFew = 0, costOfMany = 0] = costs;
  report(`transform: what the transformer adds a task; least of ${rounds} rounds`, [
    { name: few ?? "", value: costOfFew, unit: "µs" },
    {
      name: many ?? "",
      value: costOfMany,
      unit: "µs",
      against: few ?? "",
      ratio: costOfMany / costOfFew,
      aim: "at most 1.2",
    },
  ]);
}

const workspace = mkdtempSync(join(tmpdir(), "tsflyte-bench-"));
const modules = join(workspace, "modules");
const tspc = [join(modules, "ts-patch/bin/tspc.js"), "-p", "."];
try {
  writeFileSync(join(workspace, "usage.cjs"), usageHook);
  mkdirSync(join(modules, "@tsflyte"), { recursive: true });
  for (const name of ["typescript", "ts-patch", "typia"])
    symlinkSync(join(root, "bench/node_modules", name), join(modules, name));
  for (const name of ["runtime", "transformer"]) {
    const from = join(root, "packages", name);
    const to = join(modules, "@tsflyte", name);
    cpSync(join(from, "package.json"), join(to, "package.json"));
    symlinkSync(join(from, "dist"), join(to, "dist"));
  }
  compareBuilds();
  compareSizes();
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
