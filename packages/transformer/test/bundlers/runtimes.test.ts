import { renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type BundledProject, createBundledProject } from "./support/bundled-project.ts";
import { hosts } from "./support/hosts.ts";
import { sampleProject } from "./support/sample-project.ts";

const binaries = join(import.meta.dirname, "../../node_modules/.bin");
const bun = join(binaries, "bun");
const deno = join(binaries, "deno");

const bad = `import { task } from "@tsflyte/runtime";
export const a = task((call: () => void): string => String(call));
`;

function withProject(run: (project: BundledProject) => Promise<void>) {
  return async (): Promise<void> => {
    const project = createBundledProject(sampleProject);
    try {
      await run(project);
    } finally {
      project.remove();
    }
  };
}

/** What the sample prints when esbuild has built it. */
async function expectedOutput(project: BundledProject): Promise<string> {
  const esbuild = hosts.find(({ name }) => name === "esbuild");
  if (esbuild === undefined) throw new Error("no esbuild");
  const entry = project.path("src/main.ts");
  const file = await esbuild.build({ folder: project.folder, entry, out: project.path("expected") });
  return project.run(process.execPath, file).output;
}

const runtimes = suite("bundlers/runtimes");
runtimes(
  "Bun runs sources, and stops with every problem",
  withProject(async (project) => {
    await project.install(["bun", "bun-register"], []);
    const preload = ["--preload", "@tsflyte/transformer/bun-register"];
    assert.is(project.run(bun, ...preload, "src/main.ts").output, await expectedOutput(project));
    project.write({ "src/bad.ts": bad });
    const { status, output } = project.run(bun, ...preload, "src/bad.ts");
    assert.is(status, 1);
    assert.match(output, "src/bad.ts(2,30): error TS990030: parameter 'call': '() => void' is a function");
  }),
);
runtimes(
  "Bun builds",
  withProject(async (project) => {
    await project.install(["bun", "bun-register"], []);
    project.write({
      "build.js": `import tsflyte from "@tsflyte/transformer/bun";
const { logs } = await Bun.build({
  entrypoints: [process.argv[2]], outdir: "out", target: "bun", external: ["@tsflyte/runtime"], plugins: [tsflyte()], throw: false,
});
for (const { message } of logs) console.log(message);
`,
      "src/bad.ts": bad,
    });
    assert.equal(project.run(bun, "build.js", "src/main.ts"), { status: 0, output: "" });
    assert.is(project.run(bun, "out/main.js").output, await expectedOutput(project));
    assert.match(
      project.run(bun, "build.js", "src/bad.ts").output,
      "src/bad.ts(2,30): error TS990030: parameter 'call'",
    );
  }),
);
runtimes(
  "the entry for Bun says what to use in Node",
  withProject(async (project) => {
    await project.install(["bun-register"], []);
    const { status, output } = project.run(process.execPath, "--import", "@tsflyte/transformer/bun-register", "x.js");
    assert.is(status, 1);
    assert.match(output, /@tsflyte\/transformer\/bun-register was loaded by node v[\d.]+, expected Bun\./);
    assert.match(output, "fix: in Node, use --import @tsflyte/transformer/register");
  }),
);
runtimes(
  "Deno builds with esbuild, and runs what was built",
  withProject(async (project) => {
    await project.install(["esbuild"], ["esbuild"]);
    project.write({
      "build.js": `import tsflyte from "@tsflyte/transformer/esbuild";
import { build, stop } from "esbuild";
await build({
  entryPoints: ["src/main.ts"], outfile: "out/main.mjs", bundle: true, platform: "node", format: "esm",
  external: ["@tsflyte/runtime"], plugins: [tsflyte()],
});
await stop();
`,
    });
    assert.equal(project.run(deno, "run", "--allow-all", "build.js"), { status: 0, output: "" });
    assert.is(project.run(deno, "run", "--allow-all", "out/main.mjs").output, await expectedOutput(project));
  }),
);
runtimes(
  "Vitest runs tests that call tasks",
  withProject(async (project) => {
    await project.install(["vite"], ["vite", "vitest"]);
    rmSync(project.path("node_modules/@tsflyte/runtime"), { recursive: true });
    symlinkSync(join(import.meta.dirname, "../../../runtime"), project.path("node_modules/@tsflyte/runtime"));
    renameSync(project.path("src/main.ts"), project.path("main.txt"));
    project.write({
      "vitest.config.js": `import tsflyte from "@tsflyte/transformer/vite";
import { defineConfig } from "vitest/config";
export default defineConfig({ plugins: [tsflyte()], test: { include: ["test/*.test.ts"] } });
`,
      "src/sum.ts": `import { type Int, task } from "@tsflyte/runtime";
export const sum = task((values: Int[]): Int => values.reduce((left, right) => left + right, 0));
`,
      "test/sum.test.ts": `import { expect, test } from "vitest";
import { sum } from "../src/sum.ts";
test("adds", async () => { expect(await sum([1, 2, 3])).toBe(6); });
test("checks values against the embedded types", async () => { await expect(sum([1.5])).rejects.toThrow(/integer/); });
`,
    });
    const { status, output } = project.run(join(binaries, "vitest"), "run");
    assert.match(output, /Tests\s+2 passed/);
    assert.is(status, 0);
  }),
);
runtimes(
  "Vitest takes no metadata from its cache when a type has changed",
  withProject(async (project) => {
    await project.install(["vite"], ["vite", "vitest"]);
    project.write({
      "vitest.config.js": `import tsflyte from "@tsflyte/transformer/vite";
import { defineConfig } from "vitest/config";
export default defineConfig({ plugins: [tsflyte()], test: { include: ["test/*.test.ts"] } });
`,
      "test/train.test.ts": `import { test } from "vitest";
import { train } from "../src/flows/train.ts";
test("prints", () => { console.log(JSON.stringify(train.metadata.inputs.$defs.Unit.properties)); });
`,
    });
    const vitest = (): string => project.run(join(binaries, "vitest"), "run").output;
    assert.match(vitest(), '"size"');
    assert.match(vitest(), '"size"');
    project.write({ "src/model/unit.ts": "export interface Unit { readonly weight: number }\n" });
    assert.match(vitest(), '"weight"');
  }),
);
runtimes.run();
