/**
 * The documentation's code: every page's blocks of TypeScript are one module, which is compiled, checked and run; what a page says is
 * refused is refused in the words that it quotes; and commands print what stands below them.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readSamples } from "./support/doc-samples.ts";
import { makeFolder, program } from "./support/tsflyte.ts";

const root = join(import.meta.dirname, "../../..");
// Its tables are made from the transformer's own tests.
const files = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md") && name !== "types.md");
const pages = ["README.md", ...files.map((name) => `docs/${name}`)].map((file) => ({
  file,
  name: basename(file, ".md").toLowerCase(),
  samples: readSamples(join(root, file)),
}));

/** A project as the README sets it up. */
function makeProject(modules: ReadonlyMap<string, string>): string {
  const folder = makeFolder("docs");
  mkdirSync(join(folder, "src"));
  for (const [name, code] of modules) writeFileSync(join(folder, "src", `${name}.ts`), code);
  const compilerOptions = {
    target: "es2023",
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    rootDir: "src",
    outDir: "dist",
    types: ["node"],
    plugins: [{ transform: "@tsflyte/transformer" }],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  return folder;
}

function compile(folder: string): string {
  const tspc = join(import.meta.dirname, "../node_modules/.bin/tspc");
  const { stdout, stderr } = spawnSync(tspc, ["-p", folder, "--pretty", "false"], { encoding: "utf8" });
  return stdout + stderr;
}

const project = makeProject(new Map(pages.map(({ name, samples }) => [name, samples.module])));
const env = {
  ...process.env,
  FLYTE_LOCAL_CACHE_DIR: join(project, "cache"),
  FLYTE_SDK_LOGGING_LEVEL: "CRITICAL",
  NODE_OPTIONS: "--disable-warning=ExperimentalWarning",
};

const test = suite("the documentation");

test("compiles", () => {
  assert.is(compile(project), "");
});

test("is refused where it says so, in the words that it quotes", () => {
  const refused = pages.flatMap(({ name, samples }) =>
    samples.refusals.map((refusal, index) => ({ ...refusal, id: `${name}-${index}`, page: samples.module })),
  );
  const said = compile(makeProject(new Map(refused.map(({ id, page, code }) => [id, `${page}\n${code}`]))));
  assert.ok(refused.length > 0);
  for (const { id, message, code } of refused) {
    const ours = said.split("\n").filter((line) => line.startsWith(`src/${id}.ts`) || line.includes(`/src/${id}.ts`));
    const words = message.trim().replace(/\s+/g, " ");
    assert.ok(words !== "" && ours.join("\n").includes(words), `${code}\n${ours.join("\n") || said}`);
  }
});

for (const { file, name, samples } of pages) {
  test(`runs: ${file}`, () => {
    const { status, stderr } = spawnSync(process.execPath, [`dist/${name}.js`], {
      cwd: project,
      encoding: "utf8",
      env,
    });
    assert.is(status, 0, stderr);
  });
  for (const { lines, output } of samples.commands) {
    test(`does what it says: ${lines[0]}`, () => {
      const script = ["set -e", `tsflyte() { '${process.execPath}' '${program}' "$@"; }`, ...lines];
      const text = script.join("\n").replaceAll("npx tsflyte", "tsflyte");
      const { status, stdout, stderr } = spawnSync("bash", ["-c", text], { cwd: project, encoding: "utf8", env });
      assert.is(status, 0, stderr);
      if (output !== undefined) assert.is(stdout.trimEnd(), output.trimEnd());
    });
  }
}

test.run();
