import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import type ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { TypeScript } from "../../src/context.ts";
import { createContext } from "../../src/create-context.ts";
import { openQuickProject } from "../../src/hosts/quick/quick-project.ts";
import { transformFile } from "../../src/transform-file.ts";
import { compilers, createFixtureProgram, listInputs } from "../support/fixture-program.ts";
import { temporaryFiles } from "../support/temporary-files.ts";

const workspace = join(import.meta.dirname, "../../../..");

/** The metadata that a quick reading gives; undefined where the file is left to the real declarations. */
function readQuickly(typescript: TypeScript, options: ts.CompilerOptions, file: string, root: string) {
  const result = openQuickProject(typescript, options, { root })?.read(file);
  return result?.insertions.map(({ text }) => text);
}

/** The same by the real ones; undefined where there is a problem. */
function readInFull(typescript: TypeScript, program: ts.Program, file: string, root: string) {
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`${file} is not in the program`);
  const { insertions, problems } = transformFile(createContext(typescript, program, { root }), source);
  return problems.length > 0 ? undefined : insertions.map(({ text }) => text);
}

const same = suite("hosts/quick-project");
for (const typescript of compilers) {
  same(`gives what the real declarations give, or leaves a file to them (TypeScript ${typescript.version})`, () => {
    const inputs = listInputs();
    const program = createFixtureProgram(typescript, inputs);
    let count = 0;
    for (const input of inputs) {
      const quick = readQuickly(typescript, program.getCompilerOptions(), input, dirname(input));
      if (quick === undefined) continue;
      count++;
      assert.equal(quick, readInFull(typescript, program, input, dirname(input)), input);
    }
    assert.ok(count >= 15, `${count} of ${inputs.length} fixtures are read quickly`);
  });
}

same("gives what the real runtime's declarations give", () => {
  const [typescript] = compilers;
  if (typescript === undefined) throw new Error("no compiler");
  const folders = ["examples/*/src", "packages/e2e/flows", "packages/e2e/every-construct/src"];
  const flows = globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: workspace },
  ).map((file) => join(workspace, file));
  const options: ts.CompilerOptions = {
    target: typescript.ScriptTarget.ES2023,
    module: typescript.ModuleKind.NodeNext,
    moduleResolution: typescript.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2023.d.ts"],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  };
  const program = typescript.createProgram(flows, options);
  let count = 0;
  for (const flow of flows) {
    const quick = readQuickly(typescript, options, flow, dirname(flow));
    if (quick === undefined) continue;
    if (quick.length > 0) count++;
    assert.equal(quick, readInFull(typescript, program, flow, dirname(flow)), flow);
  }
  assert.ok(count >= 20, `${count} of ${flows.length} flows are read quickly`);
});

const [typescript] = compilers;
if (typescript === undefined) throw new Error("no compiler");

/** Whether a module of this text, with `types.ts` beside it, is read quickly. Where it is, the result must be the full one's. */
function isQuick(text: string, types = "export interface Row { a: string }"): boolean {
  const files = temporaryFiles({ "flow.ts": text, "types.ts": types });
  try {
    const file = files.path("flow.ts");
    const program = createFixtureProgram(typescript as TypeScript, [file]);
    const quick = readQuickly(typescript as TypeScript, program.getCompilerOptions(), file, files.folder);
    if (quick === undefined) return false;
    assert.equal(quick, readInFull(typescript as TypeScript, program, file, files.folder), text);
    return true;
  } finally {
    files.remove();
  }
}

const start =
  'import { dynamic, task, workflow, type FlyteFile, type Int } from "@tsflyte/runtime";\nimport type { Row } from "./types.js";\n';

const choice = suite("hosts/quick-project/choice");
choice("reads annotated tasks quickly, whatever their bodies use", () => {
  assert.ok(
    isQuick(`${start}
export const a = task(async (rows: Row[], n: Int = 2, when?: Date): Promise<Record<string, number>> => {
  console.log(new Map(Object.entries(rows)).size, rows.map(({ a }) => a.toUpperCase()));
  return {};
});
export const b = task({ retries: 1 }, (file: FlyteFile<"csv">, part: Partial<Row>): readonly string[] => []);
`),
  );
});
choice("reads bodies of workflows quickly that only call", () => {
  assert.ok(
    isQuick(`${start}
export const a = task(async (row: Row): Promise<Row> => row);
export const b = workflow(async (row: Row) => { const first = await a(row); return await a(first); });
`),
  );
});
choice("reads bodies of workflows quickly that map, branch and schedule", () => {
  const text = `import { and, bound, cron, fail, ge, launchPlan, lt, mapTask, task, when, workflow, type Int } from "@tsflyte/runtime";
import { readFile } from "node:fs/promises";
export const a = task(async (name: string, n: Int): Promise<Int> => (await readFile(name)).length + Math.hypot(n));
export const total = task((counts: (Int | null)[]): Int => counts.reduce((sum, count) => sum + (count ?? 0), 0));
export const w = workflow(async (names: string[], n: Int): Promise<Int> => {
  const counts = await mapTask(a, { minSuccesses: 1 })(names, bound(n));
  return await when(lt(n, 1), () => total(counts)).elseWhen(and(ge(n, 1), lt(n, 9)), () => a("x", n)).otherwise(fail("many"));
});
export const each = workflow(async (): Promise<Int> => await total(["a", "b"].map((name) => a(name, 1).with({ retries: 2 }))));
export const daily = launchPlan(w, { name: "daily", fixedInputs: { n: 1 }, schedule: cron("0 6 * * *") });
export const outer = workflow(async (): Promise<Int> => await daily(["a"]));
`;
  assert.ok(isQuick(text));
});
choice("leaves values of packages that a module of the project passes on to them", () => {
  const text = `${start}import { sep } from "./types.js";
export const a = task(async (x: string): Promise<string> => x);
export const w = workflow(async (): Promise<string> => await a(sep));
`;
  const row = "export interface Row { a: string }\n";
  assert.ok(isQuick(text, `${row}export const sep: string = "/";`));
  assert.not.ok(isQuick(text, `${row}export { sep } from "node:path";`));
  assert.not.ok(isQuick(text, `${row}export * from "node:path";`));
  assert.not.ok(isQuick(text, `${row}import { sep } from "node:path";\nexport { sep };`));
});
choice("leaves what of the runtime is not declared to them, outside bodies of tasks", () => {
  const text = (task: string, before: string) => `${start}import { currentContext } from "@tsflyte/runtime";
export const a = task(async (x: string): Promise<string> => ${task});
${before}
export const w = workflow(async (): Promise<string> => { list; return await a("x"); });
`;
  assert.ok(isQuick(text("currentContext().logger + x", "const list: string[] = [];")));
  assert.not.ok(isQuick(text("x", "const list = [currentContext];")));
  const settings =
    'import { accelerators, image } from "@tsflyte/runtime";\nconst list = [accelerators.T4, image({})];';
  assert.ok(isQuick(text("x", settings)));
});
choice("reads results that bodies tell quickly, and types in calls", () => {
  const text = `import { dynamic, sqlTask, task, waitForInput, workflow, type Int, type StructuredDataset } from "@tsflyte/runtime";
interface Row { a: string; n: Int }
export const rows = sqlTask<(least: number) => StructuredDataset<Row>>({ query: "select 1" });
export const a = task(async (n: Int): Promise<Row> => ({ a: String(n), n }));
export const w = workflow(async (n: Int) => { const row = await a(n); return [row.a, row] as [name: string, row: Row]; });
export const outer = workflow(async (n: Int) => { const [name] = await w(n); return name; });
export const asked = workflow(async (): Promise<Row> => await a(waitForInput<Int>({ name: "n" })));
export const days = dynamic(async (from: Date, names: string[]): Promise<Row[]> =>
  await Promise.all([...new Set(names)].map((name, index) => a(new Date(from.getTime() + index).getUTCDay() + name.length))));
`;
  assert.ok(isQuick(text));
});
choice("leaves misuse to them", () => {
  const head = `import { dynamic, gt, lt, mapTask, task, waitForInput, when, workflow, type Int } from "@tsflyte/runtime";
export const a = task(async (n: Int): Promise<Int> => n);
export const list = task(async (n: Int): Promise<string[]> => [String(n)]);
`;
  const bodies: readonly string[] = [
    "return await a(Math.max(await a(n), 2));",
    "return await a(new Set(await list(n)).size);",
    "return await a(new Date(await a(n)).getTime());",
    "return await a(Object.values(await list(n)).length);",
    'return await a(["a"].indexOf(await a(n) + ""));',
    'if ("abc".includes(String(await list(n)))) return await a(1); return await a(2);',
    "if (gt(n, 1)) return await a(1); return await a(2);",
    "return await a((await mapTask(a)([1, 2])).length);",
    "return await a((await list(n)).map(() => 1)[0] ?? 1);",
    "const m = await when(lt(n, 1), () => a(1)).otherwise(() => a(2)); return await a(m > 1 ? 1 : 2);",
    'const asked = await waitForInput<Int>({ name: "n" }); return await a(asked + 1);',
    "for (const name of await list(n)) return await a(name.length); return await a(1);",
  ];
  for (const body of bodies) {
    const text = `${head}export const w = workflow(async (n: Int): Promise<Int> => { ${body} });\n`;
    assert.not.ok(isQuick(text), body);
  }
});
choice("leaves types that a body declares to them", () => {
  const asked = (types: string, name: string) =>
    isQuick(`import { task, waitForInput, workflow } from "@tsflyte/runtime";
interface Row { a: string }
export const a = task(async (row: Row): Promise<Row> => row);
export const w = workflow(async (): Promise<Row> => { ${types} return await a(waitForInput<${name}>({ name: "n" }) as never); });
`);
  assert.not.ok(asked("type Row = { a: keyof Date };", "Row"));
  assert.not.ok(asked("", "{ a: Date extends { setTime: unknown } ? string : Date }"));
  assert.not.ok(asked("", "Map<string, string>"));
});
choice("leaves values of packages outside bodies of tasks to them", () => {
  const head = `${start}import { readFile } from "node:fs/promises";\nexport const a = task(async (x: string): Promise<string> => x);\n`;
  assert.ok(isQuick(`${head}export const w = workflow(async (): Promise<string> => await a("x"));`));
  assert.not.ok(
    isQuick(`${head}export const w = workflow(async (): Promise<string> => await a(\`${"$"}{[readFile]}\`));`),
  );
  assert.not.ok(
    isQuick(
      `${head}const read = [readFile];\nexport const w = workflow(async (): Promise<string> => { read; return await a("x"); });`,
    ),
  );
  assert.not.ok(
    isQuick(
      `${head}import { found } from "./types.js";\nexport const w = workflow(async (): Promise<string> => await a(\`${"$"}{found.length}\`));`,
      "export interface Row { a: string }\nexport const found = [escape('x')];",
    ),
  );
});
choice("leaves everything else to the real declarations", () => {
  const files: readonly string[] = [
    // A result that only the body tells.
    "export const a = task((x: string | string[]) => (Array.isArray(x) ? x : [x]));",
    "const h = (x: string | string[]) => (Array.isArray(x) ? x : [x]);\nexport const a = task((x: string): string => x);\nexport const w = workflow(() => h('a'));",
    // Names of the platform that are not declared.
    "export const a = task((x: Map<string, string>): void => {});",
    "export const a = task((x: Record<Uppercase<'a'>, string>): void => {});",
    // Types that look into others.
    "export const a = task((x: Date extends { getTime(): number } ? string : number): void => {});",
    "export const a = task((x: keyof Date): void => {});",
    "export const a = task((x: Row['a']): void => {});",
    "type D = Date;\nexport const a = task((x: Partial<D>): void => {});",
    // Problems.
    "export const a = task((x: Function): void => {});",
    "export const a = task((x): void => {});",
    "class Late extends Date {}\nexport const a = task((x: Late): void => {});",
    "export const w = workflow((x: Int): Int => { if (x) {} return x; });",
    // What nothing is known of.
    "export const a = task({ pickleUntyped: true }, (x: any): void => {});",
    'import { other } from "nowhere";\nexport const a = task((x: Int): void => {});\nexport const w = workflow(() => { other(1); });',
    'import type { Other } from "nowhere";\nexport const a = task((x: Other): void => {});',
    'export * as flyte from "@tsflyte/runtime";\nexport const a = task((x: Int): void => {});',
  ];
  for (const text of files) assert.not.ok(isQuick(`${start}${text}\n`), text);
});
choice("leaves a file to them whose imports declare such types", () => {
  const text = `${start}export const a = task((row: Row): void => {});\n`;
  assert.ok(isQuick(text, "export type Row = { a: string };"));
  assert.not.ok(isQuick(text, "export type Row = { [K in keyof Date]: string };"));
  assert.not.ok(isQuick(text, "declare global { interface Date { mine: 1 } }\nexport type Row = { a: string };"));
});

same.run();
choice.run();
