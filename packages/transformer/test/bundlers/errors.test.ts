import { unlinkSync } from "node:fs";
import { rollup } from "rollup";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { noCompiler } from "../../src/hosts/load-error.ts";
import tsflyte from "../../src/rollup.ts";
import { type BundledProject, createBundledProject } from "./support/bundled-project.ts";
import { hosts, stripTypes } from "./support/hosts.ts";
import { sampleProject } from "./support/sample-project.ts";

const bad = `import { task } from "@tsflyte/runtime";

export const first = task((call: () => void): string => String(call));
export const second = task(
  (map: Map<string, number>): string => String(map));
`;
const problems = [
  /bad\.ts[(:]3[,:]3[34]\)?.*TS990030: parameter 'call': '\(\) => void' is a function, which cannot be sent/s,
  /bad\.ts[(:]5[,:][89]\)?.*TS990037: parameter 'map': 'Map<string, number>' has no form that can be stored\. Use 'Record<string, T>'/s,
];

async function withProject(
  files: Readonly<Record<string, string>>,
  run: (project: BundledProject) => Promise<void>,
): Promise<void> {
  const project = createBundledProject(files);
  try {
    await run(project);
  } finally {
    project.remove();
  }
}

/** What a build fails with, as a user sees it. */
async function failureOf(building: Promise<unknown>): Promise<string> {
  const error = await building.then(
    () => assert.unreachable("it was built"),
    (thrown: unknown) => thrown,
  );
  const { message, errors = [] } = error as {
    readonly message: string;
    readonly errors?: readonly {
      readonly text?: string;
      readonly location?: { readonly file: string; readonly line: number; readonly column: number };
    }[];
  };
  // esbuild has the places in its own form.
  const placed = errors.map(({ text, location }) => `${location?.file}:${location?.line}:${location?.column} ${text}`);
  return [message, ...placed].join("\n");
}

const errors = suite("bundlers/errors");
for (const host of hosts) {
  errors(`${host.name} ends with every problem, its place and its remedy`, () =>
    withProject(
      { ...sampleProject, "src/main.ts": bad.replaceAll("bad", "main"), "src/bad.ts": bad },
      async (project) => {
        const request = { folder: project.folder, entry: project.path("src/bad.ts"), out: project.path("out") };
        const failure = await failureOf(host.build(request));
        for (const problem of problems) assert.match(failure, problem);
      },
    ),
  );
}
const build = (project: BundledProject, plugins: readonly object[]): Promise<unknown> =>
  rollup({
    input: project.path("src/main.ts"),
    external: ["@tsflyte/runtime"],
    plugins: plugins as never,
    logLevel: "silent",
  });

errors("says which plugin has to come first where types are gone", () =>
  withProject(sampleProject, async (project) => {
    const failure = await failureOf(build(project, [stripTypes, tsflyte()]));
    assert.match(failure, /src\/flows\/(train\.ts|view\.tsx): another plugin has made JavaScript of this file/);
    assert.match(failure, "fix: put the plugin of @tsflyte/transformer before the one that compiles TypeScript.");
  }),
);
errors("uses a copy of TypeScript 6 where the project has 7", () =>
  withProject(sampleProject, async (project) => {
    unlinkSync(project.path("node_modules/typescript"));
    project.write({
      "node_modules/typescript/package.json": JSON.stringify({ name: "typescript", version: "7.0.2" }),
      "node_modules/typescript/index.js": 'exports.version = "7.0.2";',
    });
    // There is one beside the package.
    await build(project, [tsflyte(), stripTypes]);
  }),
);
errors("says what to install beside TypeScript 7", () => {
  const { message } = noCompiler("/project/flow.ts", ["typescript 7.0.2"]);
  assert.match(message, "/project/flow.ts: found typescript 7.0.2, which has no compiler API.");
  assert.match(message, "fix: npm install --save-dev @typescript/typescript6");
});
errors("says why a tsconfig.json cannot be used", () =>
  withProject({ ...sampleProject, "tsconfig.json": '{ "compilerOptions": { "target": "es1" } }' }, async (project) => {
    const failure = await failureOf(build(project, [tsflyte(), stripTypes]));
    assert.match(failure, /tsconfig\.json cannot be read: Argument for '--target' option must be/);
  }),
);
errors("leaves a source that cannot be parsed to the bundler", () =>
  withProject(
    { ...sampleProject, "src/flows/train.ts": 'import { job } from "../api.ts"; export const a = job((b' },
    async (project) => {
      const failure = await failureOf(build(project, [tsflyte(), stripTypes]));
      assert.match(failure, /Expected "\)" but found end of file/);
      assert.not.match(failure, "TS9900");
    },
  ),
);
errors.run();
