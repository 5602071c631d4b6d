/**
 * What the transformer adds to a build: CPU time and memory of compiling a generated project of 200 files, 600 tasks and
 * 6,000 object types, as multiples of `tspc` with a plugin that does nothing.
 *
 *     node bench/transform.ts [rounds] [files] [loops in the body of a task]
 *
 * With `TSFLYTE_TYPIA` set to a folder whose `node_modules` has typia and ts-patch, typia's `json.schemas` is measured on the
 * same types.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const rounds = Number(process.argv[2] ?? 5);
const files = Number(process.argv[3] ?? 200);
/** Loops in the body of a task. With 0 a file holds hardly more than types, which is where a transformer costs most. */
const loops = Number(process.argv[4] ?? 9);
const tasksPerFile = 3;
const typesPerTask = 10;

/** The types of one task: a tree of interfaces with what users write in them. */
function types(prefix: string): string {
  const names = Array.from({ length: typesPerTask }, (_, index) => `${prefix}_${index}`);
  return names
    .map((name, index) => {
      const [left, right] = [names[2 * index + 1], names[2 * index + 2]];
      return [
        `/** One of the types of ${prefix}. */`,
        `export interface ${name} {`,
        "  /** What it is called. @minLength 1 */",
        "  name: string;",
        "  count: number;",
        "  enabled?: boolean;",
        '  mode: "fast" | "slow" | "exact";',
        "  tags: readonly string[];",
        "  made: Date | null;",
        ...(left === undefined ? [] : [`  left: ${left};`]),
        ...(right === undefined ? [] : [`  right?: ${right}[];`]),
        "}",
      ].join("\n");
    })
    .join("\n");
}

/** What a task does is most of a file, and the compiler checks it too. */
function body(prefix: string): string {
  const steps = Array.from(
    { length: loops },
    (_, step) => `for (const part of input.right ?? []) {
    const weight${step} = part.enabled === true ? part.count * ${step + 1} : part.tags.length;
    if (part.mode !== "slow" && part.made !== null) seen.set(part.name, (seen.get(part.name) ?? 0) + weight${step});
    total += Math.max(weight${step}, ...part.tags.map((tag) => tag.length));
  }`,
  );
  return [`const seen = new Map<${prefix}_2["name"], number>();`, "  let total = input.count;", ...steps].join("\n  ");
}

function flow(index: number): string {
  const tasks = Array.from({ length: tasksPerFile }, (_, task) => {
    const prefix = `F${index}T${task}`;
    return `${types(prefix)}
/**
 * Does a step.
 * @param input what it takes
 */
export const step${task} = task(async (input: ${prefix}_0, limit: Int = 10): Promise<${prefix}_1 | null> => {
  ${body(prefix)}
  return total > limit ? null : input.left;
});`;
  });
  return ['import { type Int, task } from "@tsflyte/runtime";', ...tasks].join("\n");
}

function typiaFlow(index: number): string {
  const tasks = Array.from({ length: tasksPerFile }, (_, task) => {
    const prefix = `F${index}T${task}`;
    return `${types(prefix)}\nexport const step${task} = typia.json.schemas<[${prefix}_0, ${prefix}_1 | null]>();
export const run${task} = (input: ${prefix}_0, limit: number): ${prefix}_1 | null => {
  ${body(prefix)}
  return total > limit ? null : input.left;
};`;
  });
  return ['import typia from "typia";', ...tasks].join("\n");
}

const nothing = "export default () => () => (file) => file;\n";
/** Says at the end what the process took. */
const report = `process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require("node:fs").writeFileSync(process.env.USAGE_FILE, JSON.stringify({ cpu: userCPUTime + systemCPUTime, rss: maxRSS }));
});
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
  readonly command: string;
}

function createProject(
  name: string,
  source: (index: number) => string,
  plugin: string | undefined,
  modules: string,
): string {
  const folder = join(workspace, name);
  mkdirSync(join(folder, "src"), { recursive: true });
  for (let index = 0; index < files; index++) writeFileSync(join(folder, "src", `flow${index}.ts`), source(index));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, type: "module" }));
  writeFileSync(join(folder, "nothing.mjs"), nothing);
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
  try {
    execFileSync(process.execPath, ["--require", join(workspace, "report.cjs"), command, "-p", folder], {
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

const workspace = mkdtempSync(join(tmpdir(), "tsflyte-bench-"));
try {
  writeFileSync(join(workspace, "report.cjs"), report);
  const modules = join(workspace, "modules");
  mkdirSync(join(modules, "@tsflyte"), { recursive: true });
  for (const name of ["typescript", "ts-patch"]) symlinkSync(join(root, "node_modules", name), join(modules, name));
  for (const name of ["runtime", "transformer"]) {
    cpSync(join(root, "packages", name, "package.json"), join(modules, "@tsflyte", name, "package.json"));
    symlinkSync(join(root, "packages", name, "dist"), join(modules, "@tsflyte", name, "dist"));
  }
  const tsc = join(modules, "typescript/bin/tsc");
  const tspc = join(modules, "ts-patch/bin/tspc.js");
  const base: Variant = {
    name: "tspc, a plugin that does nothing",
    folder: createProject("nothing", flow, "./nothing.mjs", modules),
    command: tspc,
  };
  const variants: Variant[] = [
    base,
    { name: "tsc", folder: createProject("plain", flow, undefined, modules), command: tsc },
    {
      name: "tspc, @tsflyte/transformer",
      folder: createProject("tsflyte", flow, "@tsflyte/transformer", modules),
      command: tspc,
    },
  ];
  const { TSFLYTE_TYPIA: typia } = process.env;
  if (typia !== undefined && existsSync(join(typia, "node_modules/typia"))) {
    const own = join(typia, "node_modules");
    const command = join(own, "ts-patch/bin/tspc.js");
    variants.push(
      {
        name: "typia's types, a plugin that does nothing",
        folder: createProject("typia-base", typiaFlow, "./nothing.mjs", own),
        command,
      },
      { name: "typia's types, typia", folder: createProject("typia", typiaFlow, "typia/lib/transform", own), command },
    );
  }
  for (const variant of variants) run(variant);
  const usages = new Map<Variant, Usage[]>(variants.map((variant) => [variant, []]));
  for (let round = 0; round < rounds; round++) for (const variant of variants) usages.get(variant)?.push(run(variant));
  const least = (variant: Variant, key: keyof Usage): number =>
    Math.min(...(usages.get(variant) ?? []).map((usage) => usage[key]));
  const megabytes = Array.from({ length: files }, (_, index) => flow(index).length).reduce((a, b) => a + b, 0) / 1e6;
  console.log(
    `${megabytes.toFixed(1)} MB, ${files} files, ${files * tasksPerFile} tasks, ${files * tasksPerFile * typesPerTask} object types; least of ${rounds} rounds`,
  );
  for (const variant of variants) {
    const [cpu, rss] = [least(variant, "cpu"), least(variant, "rss")];
    const ratios = `${(cpu / least(base, "cpu")).toFixed(2)} × CPU, ${(rss / least(base, "rss")).toFixed(2)} × memory`;
    console.log(`${variant.name.padEnd(44)} ${(cpu / 1000).toFixed(0)} ms, ${(rss / 1024).toFixed(0)} MB: ${ratios}`);
  }
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
