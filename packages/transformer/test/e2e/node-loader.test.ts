import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createProject, type Project, toolchains } from "../support/temporary-project.ts";

const flow = `import { task } from "@tsflyte/runtime";
export const add = task((a: number): number => a);
console.log(JSON.stringify((add.metadata as { module: string }).module));
`;

function withProject(run: (project: Project) => void) {
  return async (): Promise<void> => {
    const [toolchain] = toolchains;
    if (toolchain === undefined) throw new Error("no toolchain");
    const project = await createProject(toolchain);
    try {
      run(project);
    } finally {
      project.remove();
    }
  };
}

function succeeds(project: Project, file: string, expected: string, environment?: Record<string, string>): void {
  const { stdout, stderr, status } = project.load(file, environment);
  assert.is(stderr, "");
  assert.is(stdout.trim(), expected);
  assert.is(status, 0);
}

const loader = suite("e2e/node-loader");

loader(
  "runs what type stripping alone does not: enums, parameter properties, namespaces, types imported without `type`",
  withProject((project) => {
    project.write({
      "types.ts": "export interface Row { a: string }\nexport const value: number = 1;\n",
      "flow.ts": `import { task } from "@tsflyte/runtime";
import { Row, value } from "./types.ts";
enum Color { Red = "red" }
const enum Level { Low = 1 }
namespace space { export const inner = 5; }
class Point { constructor(readonly x: number) {} }
export const paint = task((row: Row, color: Color = Color.Red): string => row.a + color);
console.log(Color.Red, Level.Low, space.inner, new Point(2).x, value, paint.fn({ a: "x" }, Color.Red));
`,
    });
    succeeds(project, "flow.ts", "red 1 5 2 1 xred");
  }),
);
loader(
  "resolves imports as they are written in TypeScript",
  withProject((project) => {
    project.write({
      "flow.ts": `import { a } from "./lib/a.js";
import { b } from "./lib/b";
import { c } from "./lib";
import { d } from "./lib/d.mjs";
import { e } from "@lib/e";
import { f } from "./lib/f.js";
const { g } = await import("./lib/g.js");
console.log(a, b, c, d, e, f, g);
`,
      "lib/a.ts": "export const a: string = 'a';",
      "lib/a.js": "export const a = 'a stale build';",
      "lib/b.ts": "export const b: string = 'b';",
      "lib/index.ts": "export const c: string = 'c';",
      "lib/d.mts": "export const d: string = 'd';",
      "lib/e.ts": "export const e: string = 'e';",
      "lib/f.js": "export const f = 'f';",
      "lib/g.tsx": "export const g: string = 'g';",
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          module: "nodenext",
          target: "es2023",
          strict: true,
          paths: { "@lib/*": ["./lib/*"] },
          types: [],
        },
      }),
    });
    succeeds(project, "flow.ts", "a b c d e f g");
  }),
);
loader(
  "keeps Node's own error for what is not there",
  withProject((project) => {
    project.write({ "flow.ts": 'import "./nowhere.js";\n', "other.ts": 'import "no-such-package";\n' });
    assert.match(project.load("flow.ts").stderr, /Cannot find module '.*nowhere\.js' imported from .*flow\.ts/);
    assert.match(project.load("other.ts").stderr, "Cannot find package 'no-such-package'");
  }),
);
loader(
  "names modules from rootDir, from TSFLYTE_ROOT, and from the first module's folder without a tsconfig",
  withProject((project) => {
    project.write({ "src/flows/add.ts": flow });
    succeeds(project, "src/flows/add.ts", '"src.flows.add"');
    succeeds(project, "src/flows/add.ts", '"flows.add"', { TSFLYTE_ROOT: "src" });
    project.write({ "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, rootDir: "src" } }) });
    succeeds(project, "src/flows/add.ts", '"flows.add"');
    const plugins = [{ transform: "@tsflyte/transformer", root: "src/flows" }];
    project.write({ "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, rootDir: "src", plugins } }) });
    succeeds(project, "src/flows/add.ts", '"add"');
    project.node("-e", "require('fs').rmSync('tsconfig.json')");
    project.write({ "src/main.ts": 'import "./flows/add.ts";\n' });
    succeeds(project, "src/main.ts", '"flows.add"');
  }),
);
loader(
  "loads a source that the tsconfig does not include, and one that is imported later",
  withProject((project) => {
    project.write({
      "tsconfig.json": JSON.stringify({
        compilerOptions: { strict: true, composite: true, isolatedModules: true },
        files: [],
      }),
      "add.ts": flow,
      "main.ts": 'const name: string = "./add.ts"; await import(name); await import(name + "?again");\n',
    });
    succeeds(project, "main.ts", '"add"\n"add"');
  }),
);
loader(
  "runs packages without a type, and CommonJS ones",
  withProject((project) => {
    project.write({ "package.json": JSON.stringify({ name: "project" }), "add.ts": flow });
    succeeds(project, "add.ts", '"add"');
    project.write({ "package.json": JSON.stringify({ name: "project", type: "commonjs" }) });
    succeeds(project, "add.ts", '"add"');
    project.write({ "add.cts": flow, "mul.mts": flow.replaceAll("add", "mul") });
    succeeds(project, "add.cts", '"add"');
    succeeds(project, "mul.mts", '"mul"');
  }),
);
loader(
  "reports problems as the compiler would, at the source's own place",
  withProject((project) => {
    project.write({
      "flow.ts": `import { task } from "@tsflyte/runtime";
export let add = task((a: Map<string, string>): symbol => Symbol(a.size));
`,
    });
    const { stderr, status } = project.load("flow.ts");
    assert.is(status, 1);
    assert.match(stderr, "flow.ts(2,18): error TS990002: task() is held by a 'let', expected a 'const'");
    assert.match(stderr, "flow.ts(2,27): error TS990037: parameter 'a'");
    assert.match(stderr, "flow.ts(2,49): error TS990031: the result: 'symbol' is a symbol");
    assert.match(stderr, `    at ${project.folder}/flow.ts:2:18`);
    assert.not.match(stderr, "node_modules");
  }),
);
loader(
  "shows the source's own lines and columns in stack traces",
  withProject((project) => {
    project.write({
      "flow.ts": `import { task } from "@tsflyte/runtime";
interface Unused { a: string }

export const boom = task((a: number): number => { throw new Error("boom"); });
boom.fn(1);
`,
    });
    const { stderr } = project.load("flow.ts");
    assert.match(stderr, "flow.ts:4:57");
    assert.match(stderr, "flow.ts:5:6");
  }),
);
loader(
  "says what to do when no compiler can be used",
  withProject((project) => {
    project.write({ "flow.ts": flow });
    project.node("-e", "require('fs').unlinkSync('node_modules/typescript')");
    const none = project.load("flow.ts");
    assert.match(
      none.stderr,
      `TypeScript 5.9 or 6 is needed to read the types in ${project.folder}/flow.ts: none is installed.`,
    );
    assert.match(none.stderr, "fix: npm install --save-dev typescript@6");
    project.write({
      "node_modules/typescript/package.json": JSON.stringify({
        name: "typescript",
        version: "7.0.2",
        main: "index.cjs",
      }),
      "node_modules/typescript/index.cjs": 'exports.version = "7.0.2"; exports.versionMajorMinor = "7.0";',
    });
    assert.match(project.load("flow.ts").stderr, "found typescript 7.0.2, which has no compiler API.");
    assert.is(project.load("flow.ts").status, 1);
  }),
);
loader(
  "says what to do when Node is too old",
  withProject((project) => {
    project.write({
      "old.cjs": 'require("node:module").registerHooks = undefined; require("node:module").syncBuiltinESMExports();\n',
      "flow.ts": flow,
    });
    const { stderr, status } = project.node(
      "--import",
      "./old.cjs",
      "--import",
      "@tsflyte/transformer/register",
      "flow.ts",
    );
    assert.is(status, 1);
    assert.match(stderr, "cannot load TypeScript through this package, expected 22.15 or later.");
    assert.match(stderr, "fix: update Node, or compile with tspc first");
  }),
);
loader(
  "says which tsconfig cannot be read",
  withProject((project) => {
    project.write({ "flow.ts": flow, "tsconfig.json": JSON.stringify({ extends: "./nowhere.json" }) });
    const { stderr, status } = project.load("flow.ts");
    assert.is(status, 1);
    assert.match(stderr, /tsconfig\.json cannot be read: Cannot read file '.*nowhere\.json'\./);
  }),
);
loader(
  "leaves installed packages alone and can be registered twice",
  withProject((project) => {
    project.write({
      "node_modules/lib/package.json": JSON.stringify({ name: "lib", type: "module", exports: "./index.js" }),
      "node_modules/lib/index.js": "export const lib = 1;",
      "flow.ts": 'import { lib } from "lib"; import "@tsflyte/transformer/register"; console.log(lib as number);\n',
    });
    succeeds(project, "flow.ts", "1");
  }),
);
loader.run();
