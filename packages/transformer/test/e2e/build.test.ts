import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { printSamples, sampleFlows } from "../support/sample-flows.ts";
import { createProject, type Project, plainOptions, type Run, toolchains } from "../support/temporary-project.ts";

const buildScript = `import { build } from "@tsflyte/transformer/build";
const [project = ".", flag] = process.argv.slice(2);
try {
  process.exitCode = (await build({ project, clean: flag === "--clean", typescript7: flag === "--typescript7" })) > 0 ? 1 : 0;
} catch (error) {
  console.log(error.name + ": " + error.message);
  process.exitCode = 2;
}
`;

/** A task two imports away from the type that it takes. */
const chain: Readonly<Record<string, string>> = {
  "flows/deep.ts": "export interface Row { name: string }\n",
  "flows/middle.ts": 'import type { Row } from "./deep.js";\nexport type Rows = Row[];\n',
  "flows/flow.ts": `import { task } from "@tsflyte/runtime";
import type { Rows } from "./middle.js";
export const count = task((rows: Rows): number => rows.length);
`,
  "flows/other.ts": 'import { task } from "@tsflyte/runtime";\nexport const other = task((a: string): string => a);\n',
};
const changedRow = "export interface Row { name: string; weight: number }\n";

function build(project: Project, ...args: readonly string[]): Run {
  project.write({ "build.mjs": buildScript });
  return project.node("build.mjs", ...args);
}

function expectBuilt(run: Run): void {
  assert.equal(run, { status: 0, stdout: "", stderr: "" });
}

function withProject(
  index: number,
  run: (project: Project) => void,
  options: Readonly<Record<string, unknown>> = {},
): () => Promise<void> {
  return async () => {
    const toolchain = toolchains[index];
    if (toolchain === undefined) throw new Error("no such toolchain");
    const project = await createProject(toolchain, { ...plainOptions, ...options });
    try {
      run(project);
    } finally {
      project.remove();
    }
  };
}

const changedAt = (project: Project, file: string): number => statSync(join(project.folder, file)).mtimeMs;

for (const [index, { name }] of toolchains.entries()) {
  const builds = suite(`e2e/build: ${name}`);

  builds(
    "writes what tspc writes",
    withProject(
      index,
      (project) => {
        project.write(sampleFlows);
        expectBuilt(build(project));
        const files = ["flows/train.js", "flows/train.js.map", "flows/train.d.ts", "flows/deep/more.js"];
        const built = files.map((file) => project.read(`build/${file}`));
        project.write({ "build/print.mjs": printSamples.replaceAll("EXT", "js") });
        assert.is(project.node("build/print.mjs").stdout.trim().split("\n").length, 7);
        rmSync(join(project.folder, "build"), { recursive: true });
        assert.is(project.tspc("-p", ".").status, 0);
        assert.equal(
          files.map((file) => project.read(`build/${file}`)),
          built,
        );
      },
      { sourceMap: true, declaration: true },
    ),
  );

  builds(
    "names the place of what an incremental compiler says without one",
    withProject(
      index,
      (project) => {
        project.write({
          "flows/model.ts": "export interface Row { name: string }\n",
          "flows/flow.ts": `import { task } from "@tsflyte/runtime";
import type { Row } from "@model/model.ts";
export const name = task((row: Row): string => row.name);
`,
        });
        const { status, stdout } = build(project);
        assert.is(status, 1);
        assert.match(stdout, /^flows\/flow\.ts\(2,26\): error TS2877: /);
      },
      { allowImportingTsExtensions: true, rewriteRelativeImportExtensions: true, paths: { "@model/*": ["./flows/*"] } },
    ),
  );

  for (const options of [
    {},
    { declaration: true },
    { incremental: true },
    { incremental: true, isolatedModules: true },
    { incremental: true, verbatimModuleSyntax: true },
    { incremental: true, assumeChangesOnlyAffectDirectDependencies: true },
    { composite: true, isolatedModules: true },
  ]) {
    builds(
      `emits again what a type in another file has changed: ${Object.keys(options).join(", ") || "no option"}`,
      withProject(
        index,
        (project) => {
          project.write(chain);
          expectBuilt(build(project));
          const untouched = changedAt(project, "build/flows/other.js");
          assert.not.match(project.read("build/flows/flow.js"), "weight");
          project.write({ "flows/deep.ts": changedRow });
          expectBuilt(build(project));
          assert.match(project.read("build/flows/flow.js"), '"weight":{"type":"number"}');
          assert.is(changedAt(project, "build/flows/other.js"), untouched);
        },
        options,
      ),
    );
  }

  builds(
    "emits again when the plugin's options change, or what was built was",
    withProject(index, (project) => {
      project.write(chain);
      expectBuilt(build(project));
      const first = project.read("build/flows/flow.js");
      assert.match(first, '"module":"flows.flow"');

      rmSync(join(project.folder, "build/flows/flow.js"));
      project.write({ "build/flows/other.js": "// what plain tsc would have written" });
      expectBuilt(build(project));
      assert.is(project.read("build/flows/flow.js"), first);
      assert.match(project.read("build/flows/other.js"), '"name":"other"');

      const plugins = [{ transform: "@tsflyte/transformer", root: "flows" }];
      project.write({
        "tsconfig.json": JSON.stringify({ compilerOptions: { ...plainOptions, plugins }, include: ["flows"] }),
      });
      expectBuilt(build(project));
      assert.match(project.read("build/flows/flow.js"), '"module":"flow"');

      const remembered = join(project.folder, "node_modules/.cache/tsflyte");
      rmSync(remembered, { recursive: true });
      rmSync(join(project.folder, "build/flows/deep.js"));
      expectBuilt(build(project));
      assert.match(project.read("build/flows/deep.js"), "export {}");
    }),
  );

  builds(
    "reports all problems as tsc does, in every build until they are gone",
    withProject(index, (project) => {
      const bad = `import { task } from "@tsflyte/runtime";
export const good = task((a: string): string => a);
export const broken = task((cb: () => void): string => String(cb));
const text: string = 1;
`;
      const errors = [
        "bad.ts(3,33): error TS990030: parameter 'cb': '() => void' is a function, which cannot be sent from one container to another. Pass the data that the function would need, or a string that names it.",
        "bad.ts(4,7): error TS2322: Type 'number' is not assignable to type 'string'.",
      ];
      project.write({ "bad.ts": bad });
      for (let round = 0; round < 2; round++) {
        const { status, stdout } = build(project);
        assert.equal(stdout.trim().split("\n"), errors);
        assert.is(status, 1);
        assert.match(project.read("build/bad.js"), '"name":"good"');
        assert.not.match(project.read("build/bad.js"), '"name":"broken"');
      }
      project.write({ "bad.ts": bad.replace("() => void", "string").replace("= 1", '= "1"') });
      expectBuilt(build(project));
      assert.match(project.read("build/bad.js"), '"name":"broken"');
    }),
  );

  builds(
    "writes nothing of a project with problems under noEmitOnError",
    withProject(
      index,
      (project) => {
        const bad =
          'import { task } from "@tsflyte/runtime";\nexport const broken = task((cb: () => void): string => String(cb));\n';
        project.write({ ...chain, "bad.ts": bad });
        for (let round = 0; round < 2; round++) {
          assert.is(build(project).status, 1);
          assert.throws(() => project.read("build/flows/flow.js"), /ENOENT/);
        }
        project.write({ "bad.ts": bad.replace("() => void", "string") });
        expectBuilt(build(project));
        assert.match(project.read("build/flows/flow.js"), '"name":"count"');
        project.write({ "flows/deep.ts": changedRow, "bad.ts": "const text: string = 1;\n" });
        assert.is(build(project).status, 1);
        project.write({ "bad.ts": "" });
        expectBuilt(build(project));
        assert.match(project.read("build/flows/flow.js"), "weight");
      },
      { noEmitOnError: true, isolatedModules: true },
    ),
  );

  builds(
    "checks without writing under noEmit",
    withProject(
      index,
      (project) => {
        project.write(chain);
        expectBuilt(build(project));
        assert.throws(() => project.read("build/flows/flow.js"), /ENOENT/);
        project.write({
          "bad.ts": 'import { task } from "@tsflyte/runtime";\nexport const bad = task((cb: () => void) => 1);\n',
        });
        const { status, stdout } = build(project);
        assert.match(stdout, "bad.ts(2,30): error TS990030");
        assert.is(status, 1);
      },
      { noEmit: true },
    ),
  );
  builds.run();
}

const references = suite("e2e/build: project references");
const composite = { ...plainOptions, composite: true, isolatedModules: true, rootDir: undefined };

function writeProjects(project: Project): void {
  project.write({
    "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "flows" }] }),
    "types/tsconfig.json": JSON.stringify({ compilerOptions: { ...composite, outDir: "../build/types" } }),
    "types/row.ts": "export interface Row { name: string }\n",
    "flows/tsconfig.json": JSON.stringify({
      compilerOptions: {
        ...composite,
        outDir: "../build/flows",
        plugins: [{ transform: "@tsflyte/transformer", root: ".." }],
      },
      references: [{ path: "../types" }],
    }),
    "flows/flow.ts": `import { task } from "@tsflyte/runtime";
import type { Row } from "../types/row.js";
export const count = task((rows: Row[]): number => rows.length);
`,
  });
}

references(
  "builds each project behind what it needs, and again what its types have changed",
  withProject(0, (project) => {
    writeProjects(project);
    expectBuilt(build(project));
    assert.match(project.read("build/types/row.d.ts"), "interface Row");
    assert.match(project.read("build/flows/flow.js"), '"module":"flows.flow"');
    project.write({ "types/row.ts": changedRow });
    expectBuilt(build(project));
    assert.match(project.read("build/flows/flow.js"), '"weight":{"type":"number"}');

    rmSync(join(project.folder, "build/types/row.d.ts"));
    expectBuilt(build(project));
    assert.match(project.read("build/types/row.d.ts"), "weight");

    expectBuilt(build(project, ".", "--clean"));
    for (const file of ["build/types/row.d.ts", "build/types/row.js", "build/flows/flow.js"]) {
      assert.throws(() => project.read(file), /ENOENT/);
    }
    expectBuilt(build(project, "flows/tsconfig.json"));
    assert.match(project.read("build/flows/flow.js"), '"name":"count"');
  }),
);

references(
  "does not build on projects with errors, and says so",
  withProject(0, (project) => {
    writeProjects(project);
    project.write({
      "types/tsconfig.json": JSON.stringify({
        compilerOptions: { ...composite, outDir: "../build/types", noEmitOnError: true },
      }),
      "types/row.ts": "export interface Row { name: string }\nconst text: string = 1;\n",
    });
    const { status, stdout } = build(project);
    assert.equal(stdout.trim().split("\n"), [
      "types/row.ts(2,7): error TS2322: Type 'number' is not assignable to type 'string'.",
      "flows/tsconfig.json is not built: types/tsconfig.json has errors",
      "tsconfig.json is not built: flows/tsconfig.json has errors",
    ]);
    assert.is(status, 1);
  }),
);

references(
  "says what is wrong with the configuration",
  withProject(0, (project) => {
    project.write({ "flows/flow.ts": "export const a = 1;\n" });
    const missing = build(project, "nowhere");
    assert.match(missing.stdout, "nowhere cannot be read: there is no such file");
    assert.is(missing.status, 2);
    project.write({
      "a/tsconfig.json": JSON.stringify({ compilerOptions: composite, references: [{ path: "../b" }] }),
      "b/tsconfig.json": JSON.stringify({ compilerOptions: composite, references: [{ path: "../a" }] }),
    });
    const circular = build(project, "a");
    assert.match(
      circular.stdout,
      "project references form a circle: a/tsconfig.json → b/tsconfig.json → a/tsconfig.json.\n  fix: move what both need into a project of its own",
    );
    project.write({ "c/tsconfig.json": JSON.stringify({ compilerOptions: { target: "es1999" } }), "c/c.ts": "" });
    const option = build(project, "c");
    assert.match(option.stdout, /^c\/tsconfig\.json\(1,\d+\): error TS6046: Argument for '--target' option must be/);
    assert.is(option.status, 1);
  }),
);
references.run();
