/** Projects that have moved to TypeScript 7, with TypeScript 6 beside it under the name that it is published with. */
import { realpathSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { printSamples, sampleFlows } from "../support/sample-flows.ts";
import { createProject, type Project, plainOptions, type Run, toolchains } from "../support/temporary-project.ts";

const installed = join(import.meta.dirname, "../../node_modules");
const buildScript = `import { build } from "@tsflyte/transformer/build";
try {
  process.exitCode = (await build({ typescript7: process.argv[2] === "--typescript7" })) > 0 ? 1 : 0;
} catch (error) {
  console.log(error.name + ": " + error.message);
  process.exitCode = 2;
}
`;

function withProject(
  run: (project: Project) => void,
  options: Readonly<Record<string, unknown>> = {},
): () => Promise<void> {
  return async () => {
    const [toolchain] = toolchains;
    if (toolchain === undefined) throw new Error("no toolchain");
    const project = await createProject(
      { ...toolchain, typescript: join(installed, "typescript-7") },
      { ...plainOptions, ...options },
    );
    const scope = join(project.folder, "node_modules/@typescript");
    project.write({ "node_modules/@typescript/README": "", "build.mjs": buildScript });
    symlinkSync(realpathSync(join(installed, "@typescript/typescript6")), join(scope, "typescript6"));
    try {
      run(project);
    } finally {
      project.remove();
    }
  };
}

const build = (project: Project, ...args: readonly string[]): Run => project.node("build.mjs", ...args);
const bad = `import { task } from "@tsflyte/runtime";
export const broken = task((cb: () => void): string => String(cb));
const text: string = 1;
`;

const test = suite("e2e/typescript7");

test(
  "builds a project, with metadata that the running program finds",
  withProject((project) => {
    assert.match(project.node("node_modules/typescript/bin/tsc", "--version").stdout, "Version 7.");
    project.write(sampleFlows);
    assert.equal(build(project), { status: 0, stdout: "", stderr: "" });
    project.write({ "build/print.mjs": printSamples.replaceAll("EXT", "js") });
    const { stdout } = project.node("build/print.mjs");
    assert.match(stdout, '"module":"flows.train","name":"default"');
    const built = ["train", "deep/more"].map((file) => project.read(`build/flows/${file}.js`));

    rmSync(join(project.folder, "build"), { recursive: true });
    assert.equal(build(project, "--typescript7"), { status: 0, stdout: "", stderr: "" });
    assert.equal(
      ["train", "deep/more"].map((file) => project.read(`build/flows/${file}.js`)),
      built,
    );

    project.write({ "print.ts": printSamples.replaceAll("EXT", "js") });
    assert.equal(project.load("print.ts"), { status: 0, stdout, stderr: "" });
  }),
);

test(
  "lets TypeScript 7 check the types, in every build",
  withProject((project) => {
    project.write({ "bad.ts": bad });
    for (let round = 0; round < 2; round++) {
      const { status, stdout } = build(project, "--typescript7");
      const [types, metadata, ...others] = stdout.trim().split("\n");
      assert.is(types, "bad.ts(3,7): error TS2322: Type 'number' is not assignable to type 'string'.");
      assert.match(metadata ?? "", /^bad\.ts\(2,33\): error TS990030: parameter 'cb'/);
      assert.equal(others, []);
      assert.is(status, 1);
    }
    project.write({ "bad.ts": bad.replace("() => void", "string").replace("= 1", '= "1"') });
    assert.equal(build(project, "--typescript7"), { status: 0, stdout: "", stderr: "" });
    assert.match(project.read("build/bad.js"), '"name":"broken"');
  }),
);

test(
  "writes nothing under noEmitOnError where TypeScript 7 finds errors",
  withProject(
    (project) => {
      project.write({ "bad.ts": bad.replace("() => void", "string") });
      assert.is(build(project, "--typescript7").status, 1);
      assert.throws(() => project.read("build/bad.js"), /ENOENT/);
      project.write({ "bad.ts": bad.replace("() => void", "string").replace("= 1", '= "1"') });
      assert.is(build(project, "--typescript7").status, 0);
      assert.match(project.read("build/bad.js"), '"name":"broken"');
    },
    { noEmitOnError: true },
  ),
);

test("says what to install where TypeScript 7 or 6 is missing", async () => {
  await withProject((project) => {
    project.write(sampleFlows);
    rmSync(join(project.folder, "node_modules/@typescript"), { recursive: true });
    const { status, stdout } = build(project);
    assert.is(status, 2);
    assert.match(stdout, "TypeScript 5.9 or 6 is needed to read the types");
    assert.match(stdout, "found typescript 7.0.2, which has no compiler API");
  })();
  const [toolchain] = toolchains;
  if (toolchain === undefined) throw new Error("no toolchain");
  const project = await createProject(toolchain, plainOptions);
  try {
    project.write({ ...sampleFlows, "build.mjs": buildScript });
    const { status, stdout } = build(project, "--typescript7");
    assert.is(status, 2);
    assert.match(
      stdout,
      "TypeScript 7 cannot check the types: the project's 'typescript' is 6.0.3.\n  fix: npm install --save-dev typescript@7 @typescript/typescript6, or build without --typescript7",
    );
  } finally {
    project.remove();
  }
});

test(
  "tsc of TypeScript 7 embeds nothing and does not say so",
  withProject((project) => {
    project.write(sampleFlows);
    assert.equal(project.node("node_modules/typescript/bin/tsc", "-p", "."), { status: 0, stdout: "", stderr: "" });
    assert.not.match(project.read("build/flows/train.js"), '"module"');
    assert.equal(build(project), { status: 0, stdout: "", stderr: "" });
    assert.match(project.read("build/flows/train.js"), '"module"');
  }),
);
test.run();
