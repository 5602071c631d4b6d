import { spawn } from "node:child_process";
import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createProject, toolchains } from "../support/temporary-project.ts";

const require = createRequire(import.meta.url);
const [toolchain] = toolchains;
if (toolchain === undefined) throw new Error("no toolchain");
const project = await createProject(toolchain);
const installed = {
  tsx: join(import.meta.dirname, "../../node_modules/tsx"),
  uvu: dirname(dirname(require.resolve("uvu"))),
};
for (const [name, folder] of Object.entries(installed)) {
  symlinkSync(realpathSync(folder), join(project.folder, "node_modules", name));
}

const register = "@tsflyte/transformer/register";
const flow = `import { task } from "@tsflyte/runtime";
import type { Row } from "./types.js";
enum Color { Red = "red" }
export const paint = task((row: Row, color: Color = Color.Red): string => row.a + color);
export const properties: string = Object.keys((paint.metadata as any).inputs.$defs.Row.properties).join();
`;
project.write({ "flow.ts": flow, "types.ts": "export interface Row { a: string }\n" });

function succeeds(args: readonly string[], expected: string | RegExp): void {
  const { stdout, stderr, status } = project.run(args);
  assert.is(status, 0, stderr + stdout);
  assert.match(stdout, expected);
}

const runners = suite("e2e/node-runners");
runners("runs beside tsx, whichever comes first", () => {
  project.write({ "main.ts": 'import { properties } from "./flow.ts";\nconsole.log("has", properties);\n' });
  succeeds(["--import", register, "--import", "tsx", "main.ts"], "has a");
  succeeds(["--import", "tsx", "--import", register, "main.ts"], "has a");
});
runners("runs in uvu, with -r and with --import", () => {
  project.write({
    "test/flow.test.ts": `import { test } from "uvu";
import * as assert from "uvu/assert";
import { paint, properties } from "../flow.ts";
test("paints", () => { assert.is(properties, "a"); assert.is(paint.fn({ a: "x" }, "red" as never), "xred"); });
test.run();
`,
  });
  const bin = "node_modules/uvu/bin.js";
  succeeds([bin, "-r", register, "test", "flow\\.test\\.ts$"], /Passed:\s+1/);
  succeeds(["--import", register, bin, "test", "flow\\.test\\.ts$"], /Passed:\s+1/);
  succeeds(["--import", register, "test/flow.test.ts"], /Passed:\s+1/);
});
runners("runs in node:test, in one process and in one a file", () => {
  project.write({
    "node.test.ts": `import assert from "node:assert";
import { test } from "node:test";
import { properties } from "./flow.ts";
test("paints", () => assert.equal(properties, "a"));
`,
  });
  for (const isolation of ["process", "none"]) {
    const args = ["--test", `--test-isolation=${isolation}`, "--test-reporter=tap"];
    succeeds(["--import", register, ...args, "node.test.ts"], "# pass 1");
  }
});
runners("runs in worker threads", () => {
  project.write({
    "worker.ts":
      'import { parentPort } from "node:worker_threads";\nimport { properties } from "./flow.ts";\nparentPort?.postMessage(properties);\n',
    "main.ts": `import { Worker } from "node:worker_threads";
new Worker(new URL("./worker.ts", import.meta.url)).once("message", (text: string) => console.log("has", text));
`,
  });
  succeeds(["--import", register, "main.ts"], "has a");
});
runners("gives the line and column of the source in stacks, compiled and from the cache", () => {
  project.write({
    "throws.ts": `import { task } from "@tsflyte/runtime";
interface Gone { a: string }

export const fail = task((gone: Gone): string => { const local: string = gone.a;   throw new Error(local); });
fail.fn({ a: "there" });
`,
  });
  for (const _ of [1, 2]) {
    const { stderr } = project.run(["--import", register, "throws.ts"]);
    assert.match(stderr, /throws\.ts:4:90\)?\n/);
    assert.match(stderr, /throws\.ts:5:6\)?\n/);
  }
});
runners("compiles as a tsconfig with extends, decorators and JSX says", () => {
  project.write({
    "cts/tsconfig.base.json": JSON.stringify({
      compilerOptions: { strict: true, module: "nodenext", target: "es2023", jsx: "react", jsxFactory: "h", types: [] },
    }),
    "cts/tsconfig.json": JSON.stringify({ extends: "./tsconfig.base.json" }),
    "cts/old.cts":
      'import types = require("../types.js");\nclass Old { constructor(readonly kind: string) {} }\nexport = { kind: new Old("cts").kind };\n',
    "cts/view.tsx":
      "const h = (name: string): string => '<' + name + '>';\nexport const view: string = <b /> as never;\n",
    "cts/main.mts": `import old from "./old.cjs";
import { view } from "./view.js";
function twice(target: () => number, context: ClassMethodDecoratorContext) { return () => 2 * target(); }
class Decorated { @twice one(): number { return 1; } }
console.log(old.kind, view, new Decorated().one());
`,
  });
  succeeds(["--import", register, "cts/main.mts"], "cts <b> 2");
});
runners(
  "reads types with TypeScript 6 where the project has moved to 7, and says what is missing without it",
  async () => {
    const modern = await createProject({
      ...toolchain,
      typescript: join(import.meta.dirname, "../../node_modules/typescript-7"),
    });
    try {
      modern.write({
        "flow.ts": `${flow}console.log("has", properties);\n`,
        "types.ts": "export interface Row { a: string }\n",
      });
      const missing = modern.run(["--import", register, "flow.ts"]);
      assert.match(missing.stderr, /found typescript 7\.\d+\.\d+, which has no compiler API/);
      const older = join(import.meta.dirname, "../../node_modules/@typescript/typescript6");
      mkdirSync(join(modern.folder, "node_modules/@typescript"), { recursive: true });
      symlinkSync(realpathSync(older), join(modern.folder, "node_modules/@typescript/typescript6"));
      for (const _ of [1, 2]) assert.match(modern.run(["--import", register, "flow.ts"]).stdout, "has a");
    } finally {
      modern.remove();
    }
  },
);
runners("restarts under --watch when a type changes that no module imports at run time", async () => {
  project.write({ "main.ts": 'import { properties } from "./flow.ts";\nconsole.log("has", properties);\n' });
  const child = spawn(process.execPath, ["--watch", "--import", register, "main.ts"], {
    cwd: project.folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    const until = async (text: string): Promise<void> => {
      const end = Date.now() + 60_000;
      while (!output.includes(text)) {
        if (Date.now() > end) throw new Error(`no ${JSON.stringify(text)} in ${output}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await until("has a\n");
    await until("Completed running");
    project.write({ "types.ts": "export interface Row { a: string; b: string }\n" });
    await until("has a,b\n");
  } finally {
    child.kill();
  }
});
runners.after(() => project.remove());
runners.run();
