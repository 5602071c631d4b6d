/** Files that cannot be loaded, each for its own reason: one clear error, and where. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Ended, makeFolder, tsflyte } from "./support/tsflyte.ts";

const folder = makeFolder("cli-load");
const packages = resolve(import.meta.dirname, "../..");

const test = suite("loading files");

test.after(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string, below: string = folder): string {
  const path = join(below, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const tsconfig = { compilerOptions: { target: "es2023", module: "nodenext", strict: true }, include: ["."] };
write("tsconfig.json", JSON.stringify(tsconfig));

function runFile(name: string, text: string): Ended {
  write(name, text);
  const ended = tsflyte(["run", name, "a", "--s", "x"], { cwd: folder });
  assert.is(ended.out, "");
  assert.not.match(ended.err, /node:internal|^\s+at async /m);
  return ended;
}

const imported = 'import { task } from "@tsflyte/runtime";\n';
const ok = "export const a = task(async (s: string): Promise<string> => s);\n";

const failures: readonly (readonly [sentence: string, name: string, text: string, status: number, ...RegExp[]])[] = [
  [
    "says where TypeScript's syntax is wrong",
    "syntax.ts",
    `${imported}export const a = task(async (s: string) => {\n  return s +;\n});\n`,
    2,
    /error\[source-problems\]: syntax\.ts cannot be compiled: a problem\n {2}at syntax\.ts:3:13: Expression expected\. \(TS1109\)/,
  ],
  [
    "says where the syntax of JavaScript is wrong",
    "syntax.mjs",
    "export const b = 1;\nexport const a = 1 +;\n",
    2,
    /error\[source-problems\]: syntax\.mjs cannot be loaded: Unexpected token ';'\n {2}at syntax\.mjs:2/,
  ],
  [
    "says where an imported name does not exist",
    "names.mjs",
    'import { nothingOfThatName } from "./other.mjs";\nnothingOfThatName();\n',
    2,
    /error\[source-problems\]: names\.mjs cannot be loaded: .*does not provide an export named 'nothingOfThatName'/,
  ],
  [
    "says where a workflow's body uses a reference as a value, in the user's source",
    "misuse.ts",
    `${imported.replace("task", "workflow")}const shout = (s: string): string => s + "!";\nexport const a = workflow(async (s: string): Promise<string> => shout(s));\n`,
    1,
    /error\[reference-misuse\]: the input "s" is known only at run time, but workflow misuse\.a computes with it/,
    /^ {2}at misuse\.ts:2:/m,
  ],
  [
    "says so before it runs where the transformer can see it",
    "seen.ts",
    `${imported.replace("task", "workflow")}export const a = workflow(async (s: string): Promise<string> => {\n  return s + "!";\n});\n`,
    2,
    /error\[source-problems\]: seen\.ts cannot be compiled: a problem\n {2}at seen\.ts:3:10: '\+' makes a text of 's', a parameter of the workflow/,
  ],
  [
    "lists all diagnostics of the transformer with line and column",
    "types.ts",
    `${imported}export const a = task(async (s: symbol, m: Map<string, string>): Promise<string> => "");\n`,
    2,
    /error\[source-problems\]: types\.ts cannot be compiled: 2 problems\n {2}at types\.ts:2:33: parameter 's'.*\(TS\d+\)\n {2}at types\.ts:2:44: parameter 'm'/,
  ],
  [
    "says where a module threw",
    "throws.ts",
    `${imported}${ok}function connect(): never {\n  throw new Error("no configuration");\n}\nconnect();\n`,
    1,
    /error\[module-failed\]: throws\.ts threw while it was loaded: Error: no configuration\n {2}at throws\.ts:4:9\n {2}fix: /,
  ],
  [
    "names an import that leads nowhere",
    "imports.ts",
    `${imported}import { y } from "./not-there.ts";\n${ok}console.log(y);\n`,
    1,
    /error\[module-not-found\]: imports\.ts cannot be loaded: Cannot find module .*not-there\.ts.* imported by imports\.ts\n {2}fix: /,
  ],
  [
    "says that a file defines nothing",
    "empty.ts",
    "export const a = 1;\n",
    2,
    /empty\.ts defines no task and no workflow/,
  ],
  ["refuses what is no module", "data.json", "{}", 2, /data\.json is neither TypeScript nor JavaScript/],
  ["refuses declarations", "flow.d.ts", "export {};", 2, /flow\.d\.ts is a declaration file/],
  [
    "tells built files without metadata how to be built",
    "plain.mjs",
    `${imported}export const a = task(async (s) => s);\n`,
    2,
    /error\[not-compiled\]: task\(\) was not compiled by @tsflyte\/transformer/,
    /at .*plain\.mjs:2:18/,
    /fix: build with tspc .*TypeScript 7 ignores/,
  ],
];

write("other.mjs", "export {};\n");
for (const [sentence, name, text, status, ...texts] of failures) {
  test(sentence, () => {
    const ended = runFile(name, text);
    assert.is(ended.status, status);
    for (const pattern of texts) assert.match(ended.err, pattern);
  });
}

test("refuses paths that lead nowhere, and a folder where a file is needed", () => {
  assert.match(tsflyte(["run", "nope.ts", "a"], { cwd: folder }).err, /there is no file or folder nope\.ts/);
  write("sub/one.ts", imported + ok);
  const { status, err } = tsflyte(["run", "sub", "a"], { cwd: folder });
  assert.is(status, 2);
  assert.match(err, /sub is a folder, and one file is needed\n {2}fix: give one of sub\/one\.ts/);
  mkdirSync(join(folder, "none"));
  assert.match(tsflyte(["serialize", "none"], { cwd: folder }).err, /no module below none uses @tsflyte\/runtime/);
});

test("finds a source and its built file in one folder to be the same, and in two to be defined twice", () => {
  const source = `${imported}${ok}`;
  write("twice/flow.ts", source);
  write("twice/flow.js", "throw new Error('loaded');");
  assert.is(tsflyte(["serialize", "twice", "--image", "x"], { cwd: folder }).status, 0);
});

/** A project outside the workspace: nothing is installed in it but what is put there. */
function makeProject(): string {
  const project = mkdtempSync(join(tmpdir(), "tsflyte-project-"));
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  const runtime = join(project, "node_modules/@tsflyte/runtime");
  mkdirSync(dirname(runtime), { recursive: true });
  cpSync(join(packages, "runtime/dist"), join(runtime, "dist"), { recursive: true });
  cpSync(join(packages, "runtime/package.json"), join(runtime, "package.json"));
  for (const name of ["@bufbuild", "modern-tar"]) {
    symlinkSync(join(packages, "runtime/node_modules", name), join(project, "node_modules", name));
  }
  write("flow.ts", imported + ok, project);
  return project;
}

test("says what to install where the transformer, or TypeScript, is missing or is of version 7", () => {
  const project = makeProject();
  try {
    const run = (): Ended => tsflyte(["run", "flow.ts", "a", "--s", "x"], { cwd: project });
    const none = run();
    assert.is(none.status, 2);
    assert.match(none.err, /error\[not-compiled\]: flow\.ts is TypeScript, and @tsflyte\/transformer is not installed/);
    assert.match(none.err, /fix: npm install --save-dev @tsflyte\/transformer typescript@6/);

    const transformer = join(project, "node_modules/@tsflyte/transformer");
    cpSync(join(packages, "transformer/dist"), join(transformer, "dist"), { recursive: true });
    cpSync(join(packages, "transformer/package.json"), join(transformer, "package.json"));
    const dependencies = join(packages, "transformer/node_modules/@jridgewell");
    symlinkSync(dependencies, join(project, "node_modules/@jridgewell"));
    const noCompiler = run();
    assert.is(noCompiler.status, 2);
    assert.match(noCompiler.err, /TypeScript 5\.9 or 6 is needed .*none is installed/);
    assert.match(noCompiler.err, /fix: npm install --save-dev typescript@6/);

    write("node_modules/typescript/package.json", '{ "version": "7.0.0", "main": "index.js" }', project);
    write("node_modules/typescript/index.js", 'exports.version = "7.0.0";', project);
    const seven = run();
    assert.is(seven.status, 2);
    assert.match(seven.err, /found typescript 7\.0\.0, which has no compiler API/);

    rmSync(join(project, "node_modules/typescript"), { recursive: true });
    symlinkSync(join(packages, "../node_modules/typescript"), join(project, "node_modules/typescript"));
    const { out, err } = run();
    assert.is(out, "x\n", err);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});

test.run();
