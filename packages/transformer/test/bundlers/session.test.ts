import { rmSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { applyTextEdits } from "../../src/edit.ts";
import { createSession, type Session } from "../../src/hosts/bundlers/session.ts";
import type { BundlerOptions } from "../../src/vite.ts";
import { type BundledProject, createBundledProject } from "./support/bundled-project.ts";

const options = {
  target: "es2023",
  lib: ["es2023"],
  module: "esnext",
  moduleResolution: "bundler",
  strict: true,
  types: [],
};
const config = (more: object = {}, compilerOptions: object = {}): string =>
  JSON.stringify({ compilerOptions: { ...options, ...compilerOptions }, ...more });
const flow = `import { task } from "@tsflyte/runtime";
import type { Row } from "./row.ts";
export const read = task((row: Row): string => String(row));
`;

const session = suite("bundlers/session");

function withProject(
  files: Readonly<Record<string, string>>,
  run: (project: BundledProject, session: Session) => void,
  bundlerOptions: (project: BundledProject) => BundlerOptions = () => ({}),
) {
  return () => {
    const project = createBundledProject(files);
    try {
      run(project, createSession(bundlerOptions(project)));
    } finally {
      project.remove();
    }
  };
}

/** The edited text of a file. */
function edited(reader: Session, project: BundledProject, file: string, code: string): string {
  const reading = reader.read(project.path(file), code);
  if (reading === undefined) return "let through";
  if ("isStripped" in reading) throw new Error("its types were taken for stripped");
  assert.equal(
    reading.problems.map(({ messageText }) => messageText),
    [],
  );
  return applyTextEdits(code, reading.edits);
}

session(
  "lets files through that cannot call the runtime, without looking for a compiler",
  withProject({}, (project, reader) => {
    assert.is(reader.read("/nowhere/a.ts", "export const a: number = 1;"), undefined);
    assert.is(edited(reader, project, "a.ts", 'import { readFile } from "node:fs";\nreadFile;'), "let through");
  }),
);
session(
  "takes the bundler's text where the disk has another, or none",
  withProject(
    { "tsconfig.json": config(), "flow.ts": flow, "row.ts": "export interface Row { a: 1 }" },
    (project, reader) => {
      assert.match(edited(reader, project, "flow.ts", flow), '"a"');
      const unsaved = flow.replace("row: Row", "row: Row, unsaved: number");
      assert.match(edited(reader, project, "flow.ts", unsaved), '"unsaved"');
      assert.not.match(edited(reader, project, "flow.ts", flow), '"unsaved"');
      const virtual = flow.replace("read =", "virtual =");
      assert.match(edited(reader, project, "virtual.ts", virtual), '"module":"virtual","name":"virtual"');
    },
  ),
);
session(
  "reads what changed on the disk, comes and goes",
  withProject({ "tsconfig.json": config(), "flow.ts": flow }, (project, reader) => {
    const problem = reader.read(project.path("flow.ts"), flow);
    assert.match(
      JSON.stringify(problem && "problems" in problem && problem.problems[0]?.messageText),
      "import cannot be resolved",
    );
    project.write({ "row.ts": "export interface Row { here: string }" });
    reader.refresh();
    assert.match(edited(reader, project, "flow.ts", flow), '"here"');
    project.write({ "row.ts": "export interface Row { there: string }" });
    reader.refresh();
    assert.match(edited(reader, project, "flow.ts", flow), '"there"');
    project.write({ "row/index.ts": "export interface Row { moved: string }" });
    rmSync(project.path("row.ts"));
    reader.lookAgain();
    const moved = flow.replace("./row.ts", "./row");
    assert.match(edited(reader, project, "flow.ts", moved), '"moved"');
  }),
);
session(
  "finds calls through re-exports of the project and of packages that depend on the runtime",
  withProject(
    {
      "tsconfig.json": config(),
      "api.ts": 'export * from "./inner.ts";',
      "inner.ts": 'export { task as job } from "@tsflyte/runtime";',
      "node_modules/kit/package.json": JSON.stringify({
        name: "kit",
        types: "index.d.ts",
        dependencies: { "@tsflyte/runtime": "*" },
      }),
      "node_modules/kit/index.d.ts": 'export { task as work } from "@tsflyte/runtime";',
    },
    (project, reader) => {
      const own = 'import { job } from "./api.ts";\nexport const a = job((b: number) => b);';
      assert.match(edited(reader, project, "own.ts", own), '"module":"own"');
      const kit = 'import { work } from "kit";\nexport const a = work((b: number) => b);';
      assert.match(edited(reader, project, "kit.ts", kit), '"module":"kit"');
    },
  ),
);
session(
  "uses the project among the references of the nearest tsconfig.json that includes the file",
  withProject(
    {
      "tsconfig.json": JSON.stringify({
        files: [],
        references: [{ path: "./tsconfig.tools.json" }, { path: "./app" }],
      }),
      "tsconfig.tools.json": config({ include: ["tools"] }, { composite: true }),
      "app/tsconfig.json": config(
        { include: ["src", "../shared"] },
        { composite: true, isolatedModules: true, rootDir: ".." },
      ),
      "shared/a.ts": 'import { task } from "@tsflyte/runtime";\nexport const a = task((b: number) => b);',
      "app/src/b.ts": 'import { task } from "@tsflyte/runtime";\nexport const b = task((b: number) => b);',
    },
    (project, reader) => {
      const code = 'import { task } from "@tsflyte/runtime";\nexport const a = task((b: number) => b);';
      assert.match(edited(reader, project, "shared/a.ts", code), '"module":"shared.a"');
      assert.match(edited(reader, project, "app/src/b.ts", code), '"module":"app.src.b"');
    },
  ),
);
session(
  "takes the root from its own option, then from the plugin's entry in tsconfig.json",
  withProject(
    {
      "tsconfig.json": config({}, { plugins: [{ transform: "@tsflyte/transformer", root: "src" }] }),
      "src/flows/row.ts": "export interface Row { a: 1 }",
    },
    (project, reader) => {
      assert.match(edited(reader, project, "src/flows/flow.ts", flow), '"module":"flows.flow"');
      const own = createSession({ root: "src/flows" });
      assert.match(edited(own, project, "src/flows/flow.ts", flow), '"module":"flow"');
    },
  ),
);
session(
  "uses the tsconfig.json that it is told, and reads it again when it changes",
  withProject(
    {
      "tsconfig.json": config({}, { strict: false }),
      "build/tsconfig.json": JSON.stringify({ extends: "./base.json", include: [".."] }),
      "build/base.json": config({}, { rootDir: "../flows" }),
      "flows/row.ts": "export interface Row { a: 1 }",
    },
    (project, reader) => {
      assert.match(edited(reader, project, "flows/flow.ts", flow), '"module":"flow"');
      project.write({ "build/base.json": config({}, { rootDir: ".." }) });
      reader.refresh();
      assert.match(edited(reader, project, "flows/flow.ts", flow), '"module":"flows.flow"');
    },
    (project) => ({ tsconfig: project.path("build/tsconfig.json") }),
  ),
);
session(
  "names every file that the metadata came from",
  withProject(
    {
      "tsconfig.json": JSON.stringify({ extends: "./base.json" }),
      "base.json": config(),
      "row.ts": 'export type { Row } from "./inner.ts";',
      "inner.ts": "export interface Row { a: Everywhere }",
      "globals.d.ts": "declare type Everywhere = 1;",
      "other.ts": "export const other = 1;",
    },
    (project, reader) => {
      const reading = reader.read(project.path("flow.ts"), flow);
      if (reading === undefined || "isStripped" in reading) throw new Error("nothing was read");
      assert.equal(reading.dependencies.map((file) => file.slice(project.folder.length + 1)).sort(), [
        "base.json",
        "globals.d.ts",
        "inner.ts",
        "row.ts",
        "tsconfig.json",
      ]);
    },
  ),
);
session(
  "knows a source whose types another plugin took away from one that it changed",
  withProject(
    { "tsconfig.json": config(), "flow.ts": flow, "row.ts": "export interface Row { a: 1 }" },
    (project, reader) => {
      const stripped = 'import { task } from "@tsflyte/runtime";\nexport const read = task((row) => String(row));\n';
      assert.equal(reader.read(project.path("flow.ts"), stripped), { isStripped: true });
      assert.match(edited(reader, project, "flow.ts", `import "./other.ts";\n${flow}`), '"line":4');
    },
  ),
);
session.run();
