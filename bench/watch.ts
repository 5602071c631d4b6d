/**
 * What an edit costs while a bundler watches: milliseconds until a changed task, or a task whose types changed three imports
 * away, has its metadata, in a project of 200 files with 300 tasks and 1,500 object types. Beside it, a new program for the edit.
 *
 *     node --conditions=source bench/watch.ts [rounds]
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import typescript from "typescript";
import { createContext } from "../packages/transformer/src/create-context.ts";
import { createSession, type Session } from "../packages/transformer/src/hosts/bundlers/session.ts";
import { transformFile } from "../packages/transformer/src/transform-file.ts";
import { numbers, type Row, report } from "./report.ts";

const [rounds = 15] = numbers;
const flows = 100;
const tasksPerFlow = 3;

const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsflyte-watch-")));
const path = (name: string): string => join(folder, name);
const options = {
  target: "es2023",
  lib: ["es2023"],
  module: "esnext",
  moduleResolution: "bundler",
  strict: true,
  skipLibCheck: true,
  types: [],
};

function write(name: string, text: string): void {
  writeFileSync(path(name), text);
}

function modelOf(index: number, member = "count: number"): string {
  const names = Array.from({ length: 15 }, (_, type) => `M${index}_${type}`);
  return [
    `import type { Near } from "./near.ts";`,
    ...names.map((name, type) => {
      const next = names[type + 1];
      return `/** One of the types. */\nexport interface ${name} { name: string; ${member}; mode: "fast" | "slow"; made: Date | null; ${next === undefined ? "near: Near" : `next?: ${next}[]`} }`;
    }),
  ].join("\n");
}

function flowOf(index: number, limit = 10): string {
  const tasks = Array.from(
    { length: tasksPerFlow },
    (_, task) => `/**
 * Does a step.
 * @param input what it takes
 */
export const step${task} = task(async (input: M${index}_${task}, limit: Int = ${limit}): Promise<M${index}_${task + 5} | null> => {
  const seen = new Map<string, number>();
  for (const part of input.next ?? []) seen.set(part.name, (seen.get(part.name) ?? 0) + limit);
  return seen.size > limit ? null : { name: input.name } as M${index}_${task + 5};
});`,
  );
  const types = Array.from({ length: 8 }, (_, type) => `M${index}_${type}`).join(", ");
  return `import { type Int, task } from "@tsflyte/runtime";\nimport type { ${types} } from "./model${index}.ts";\n${tasks.join("\n")}\n`;
}

const near = 'import type { Far } from "./far.ts";\nexport interface Near { far: Far }\n';
const farOf = (round: number): string => `export interface Far { round${round}: string }\n`;

function createProject(): void {
  mkdirSync(path("node_modules/@tsflyte"), { recursive: true });
  const stub = join(import.meta.dirname, "../packages/transformer/test/runtime-stub");
  cpSync(stub, path("node_modules/@tsflyte/runtime"), { recursive: true });
  write("tsconfig.json", JSON.stringify({ compilerOptions: options }));
  write("near.ts", near);
  write("far.ts", farOf(0));
  for (let index = 0; index < flows; index++) {
    write(`model${index}.ts`, modelOf(index));
    write(`flow${index}.ts`, flowOf(index));
  }
}

function transform(session: Session, index: number): void {
  const file = path(`flow${index}.ts`);
  const reading = session.read(file, readFileSync(file, "utf8"));
  if (reading === undefined || "isStripped" in reading || reading.edits.length !== tasksPerFlow) {
    throw new Error(`flow${index}.ts was not transformed`);
  }
}

/** Milliseconds of work after an edit: the median, and the longest. */
function measure(edit: (round: number) => void, work: () => void): { readonly median: number; readonly most: number } {
  const times: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    edit(round);
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  times.sort((left, right) => left - right);
  return { median: times[times.length >> 1] ?? Number.NaN, most: times.at(-1) ?? Number.NaN };
}

function transformWithNewProgram(index: number): void {
  const file = path(`flow${index}.ts`);
  const { config } = typescript.readConfigFile(path("tsconfig.json"), typescript.sys.readFile) as { config: object };
  const parsed = typescript.parseJsonConfigFileContent(config, typescript.sys, folder);
  const program = typescript.createProgram([file], { ...parsed.options, noEmit: true });
  const source = program.getSourceFile(file);
  if (source !== undefined) transformFile(createContext(typescript, program), source);
}

try {
  createProject();
  const session = createSession({ tsconfig: path("tsconfig.json") });
  const start = performance.now();
  for (let index = 0; index < flows; index++) transform(session, index);
  const build = performance.now() - start;

  const edited = measure(
    (round) => write("flow7.ts", flowOf(7, 10 + round)),
    () => {
      session.refresh();
      transform(session, 7);
    },
  );
  const far = measure(
    (round) => write("far.ts", farOf(round)),
    () => {
      session.refresh();
      transform(session, 7);
    },
  );
  const all = measure(
    (round) => write("far.ts", farOf(1000 + round)),
    () => {
      session.refresh();
      for (let index = 0; index < flows; index++) transform(session, index);
    },
  );
  const fresh = measure(
    (round) => write("flow7.ts", flowOf(7, 1000 + round)),
    () => transformWithNewProgram(7),
  );
  const against = "a new program for the edit";
  const aim = "at most 50 ms";
  const row = (name: string, value: number, more: Partial<Row> = {}): Row => ({
    name,
    value,
    unit: "ms",
    against,
    ratio: value / fresh.median,
    ...more,
  });
  report(`An edit in a project of ${2 * flows + 2} files, the median of ${rounds}`, [
    { name: against, value: fresh.median, unit: "ms" },
    row("a task's file is edited", edited.median, { aim }),
    row("a task's file is edited, the longest", edited.most),
    row("a type three imports away is edited, one task's file", far.median, { aim }),
    row(`a type three imports away is edited, all ${flows} files that depend on it`, all.median),
    row(`the first build of ${flows} files, with loading the compiler`, build),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
