/** Builds of tspc that go on from an earlier one: what they leave as it was must be right. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createProject, type Project, plainOptions, type Toolchain, toolchains } from "../support/temporary-project.ts";

type Options = Readonly<Record<string, unknown>>;

/** A task two imports away from the type that it takes. */
const chain: Readonly<Record<string, string>> = {
  "flows/deep.ts": "export interface Row { name: string }\n",
  "flows/middle.ts": 'import type { Row } from "./deep.js";\nexport type Rows = Row[];\n',
  "flows/flow.ts": `import { task } from "@tsflyte/runtime";
import type { Rows } from "./middle.js";
export const count = task((rows: Rows): number => rows.length);
`,
};
const changedRow = "export interface Row { name: string; weight: number }\n";

async function withProject(toolchain: Toolchain, options: Options, run: (project: Project) => void): Promise<void> {
  const project = await createProject(toolchain, { ...plainOptions, ...options });
  try {
    project.write(chain);
    run(project);
  } finally {
    project.remove();
  }
}

function configure(project: Project, options: Options, plugin: Options): void {
  const plugins = [{ transform: "@tsflyte/transformer", ...plugin }];
  project.write({
    "tsconfig.json": JSON.stringify({ compilerOptions: { ...plainOptions, ...options, plugins }, include: ["flows"] }),
  });
}

const incremental: readonly (readonly [options: Options, ...args: readonly string[]])[] = [
  [{ incremental: true }, "-p", "."],
  [{ incremental: true, declaration: true }, "-p", "."],
  [{ incremental: true, isolatedModules: true }, "-p", "."],
  [{ incremental: true, verbatimModuleSyntax: true }, "-p", "."],
  [{ incremental: true, erasableSyntaxOnly: true }, "-p", "."],
  [{ incremental: true, assumeChangesOnlyAffectDirectDependencies: true }, "-p", "."],
  [{ composite: true, isolatedModules: true, tsBuildInfoFile: "build/cache/info" }, "-b"],
  [{ composite: true }, "-b"],
];

for (const toolchain of toolchains) {
  const stale = suite(`e2e/stale-metadata: ${toolchain.name}`);
  for (const [options, ...args] of incremental) {
    const name = `tspc ${args.join(" ")} with ${Object.keys(options).join(", ")}`;
    stale(`${name}: emits again what a type elsewhere, and what the plugin's options, have changed`, () =>
      withProject(toolchain, options, (project) => {
        configure(project, options, {});
        const build = (): string => {
          const { status, stdout } = project.tspc(...args);
          assert.equal({ status, stdout }, { status: 0, stdout: "" });
          return project.read("build/flows/flow.js");
        };
        assert.match(build(), '"module":"flows.flow"');
        project.write({ "flows/deep.ts": changedRow });
        assert.match(build(), '"weight":{"type":"number"}');
        configure(project, options, { root: "flows" });
        assert.match(build(), '"module":"flow"');
      }),
    );
  }

  stale("reports a problem in every build until it is gone", () =>
    withProject(toolchain, { incremental: true, isolatedModules: true }, (project) => {
      const text = chain["flows/flow.ts"] ?? "";
      project.write({ "flows/flow.ts": text.replace("rows: Rows", "rows: () => void").replace("rows.length", "1") });
      for (let round = 0; round < 2; round++) {
        const { status, stdout } = project.tspc("-p", ".");
        assert.match(stdout, /flows\/flow\.ts\(3,\d+\): error TS990030/);
        assert.is.not(status, 0);
      }
      project.write({ "flows/flow.ts": text });
      assert.is(project.tspc("-p", ".").status, 0);
    }),
  );

  stale("leaves what it is told to leave", () =>
    withProject(toolchain, { incremental: true, isolatedModules: true }, (project) => {
      configure(project, { incremental: true, isolatedModules: true }, { allowStaleMetadata: true });
      assert.is(project.tspc("-p", ".").status, 0);
      const built = join(project.folder, "build/flows/flow.js");
      writeFileSync(built, "// as it was");
      assert.is(project.tspc("-p", ".").status, 0);
      assert.is(readFileSync(built, "utf8"), "// as it was");
    }),
  );

  stale("refuses to watch where each file is checked alone", async () => {
    const project = await createProject(toolchain, { ...plainOptions, isolatedModules: true });
    try {
      project.write(chain);
      const child = spawn(process.execPath, ["node_modules/ts-patch/bin/tspc.js", "-p", ".", "--watch"], {
        cwd: project.folder,
        env: {
          ...process.env,
          TSP_COMPILER_TS_PATH: join(project.folder, "node_modules/typescript/lib/typescript.js"),
        },
      });
      const said = await new Promise<string>((resolve) => {
        let text = "";
        child.stdout.on("data", (chunk) => {
          text += chunk;
          if (text.includes("Watching for file changes.")) resolve(text);
        });
        child.once("close", () => resolve(text));
      });
      child.kill();
      assert.match(said, /error.* TS990006: .*'isolatedModules' together with 'watch' keeps stale metadata/s);
      assert.match(said, "Compile with 'tsflyte build', which does");
    } finally {
      project.remove();
    }
  });
  stale.run();
}
