import { chmodSync, existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createProject, type Project, toolchains } from "../support/temporary-project.ts";

/** Tells whether a process loaded the compiler: its file is read then. */
const spy = `
import { registerHooks } from "node:module";
import fs from "node:fs";
const { readFileSync } = fs;
let isLoaded = false;
fs.readFileSync = (path, ...rest) => {
  if (String(path).endsWith("/lib/typescript.js")) isLoaded = true;
  return readFileSync(path, ...rest);
};
registerHooks({ load(url, context, next) { if (url.endsWith("/module-compiler.js")) isLoaded = true; return next(url, context); } });
process.on("exit", () => console.error(isLoaded ? "compiled" : "cached"));
`;

const files = {
  "spy.mjs": spy,
  "flow.ts": `import { task } from "@tsflyte/runtime";
import type { Row } from "./types.ts";
import { label } from "@lib/label";
export const add = task((row: Row): string => label);
console.log(Object.keys((add.metadata as any).inputs.$defs.Row.properties).join(), label);
`,
  "types.ts": 'export type { Row } from "./deep.ts";\n',
  "deep.ts": "export interface Row { a: string }\n",
  "lib/label.ts": 'export const label: string = "x";\n',
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      module: "nodenext",
      target: "es2023",
      types: [],
      paths: { "@lib/*": ["./lib/*"] },
    },
  }),
};

const [toolchain] = toolchains;
if (toolchain === undefined) throw new Error("no toolchain");
const project = await createProject(toolchain);
project.write(files);

function start(at: Project, environment: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr, status } = at.run(
    ["--import", "./spy.mjs", "--import", "@tsflyte/transformer/register", "flow.ts"],
    environment,
  );
  return { out: stdout.trim(), how: stderr.trim().split("\n").at(-1), status, stderr };
}

const entries = (): readonly string[] => globSync(join(project.folder, "node_modules/.cache/tsflyte/modules/*.json"));

const cache = suite("hosts/compile-cache");
cache("loads no compiler when nothing changed, with paths too", () => {
  assert.is(start(project).out, "a x");
  const { out, how } = start(project);
  assert.is(out, "a x");
  assert.is(how, "cached");
});
cache("compiles again what a type changes that is imported in turn", () => {
  project.write({ "deep.ts": "export interface Row { a: string; b: string }\n" });
  assert.equal([start(project).out, start(project).how], ["a,b x", "cached"]);
});
cache("compiles again when tsconfig.json, package.json or the root changes", () => {
  const { "tsconfig.json": config } = files;
  project.write({ "tsconfig.json": config.replace("es2023", "es2022") });
  assert.equal([start(project).how, start(project).how], ["compiled", "cached"]);
  project.write({ "package.json": JSON.stringify({ name: "other", type: "module" }) });
  assert.equal([start(project).how, start(project).how], ["compiled", "cached"]);
  assert.equal([start(project, { TSFLYTE_ROOT: "." }).how, start(project).how], ["compiled", "cached"]);
});
cache("compiles again when a file appears that an import finds first, or that declares something for all", () => {
  project.write({ "types.d.ts": "export interface Row { never: string }\n" });
  project.write({ "everywhere.d.ts": "interface Everywhere { a: 1 }\n" });
  assert.equal([start(project).how, start(project).how], ["compiled", "cached"]);
});
cache("ignores entries that are damaged, and writes them again", () => {
  assert.ok(entries().length >= 2);
  for (const entry of entries())
    writeFileSync(entry, readFileSync(entry, "utf8").replace("metadata", "metatada").slice(0, -2));
  for (const code of globSync(join(project.folder, "node_modules/.cache/tsflyte/compiler/*.bin"))) {
    writeFileSync(code, readFileSync(code).subarray(0, 1000));
  }
  const first = start(project);
  assert.equal([first.out, first.how, start(project).how], ["a,b x", "compiled", "cached"]);
});
cache("keeps nothing with TSFLYTE_CACHE=off, and elsewhere with a folder", () => {
  assert.is(start(project, { TSFLYTE_CACHE: "off" }).how, "compiled");
  assert.is(start(project, { TSFLYTE_CACHE: "kept" }).how, "compiled");
  assert.is(start(project, { TSFLYTE_CACHE: "kept" }).how, "cached");
  assert.ok(existsSync(join(project.folder, "kept/modules")));
});
cache("lets nobody else write, and reads nothing where somebody could", () => {
  const folder = join(project.folder, "node_modules/.cache/tsflyte/modules");
  start(project);
  assert.is(statSync(folder).mode & 0o777, 0o700);
  for (const entry of entries()) assert.is(statSync(entry).mode & 0o077, 0);
  chmodSync(folder, 0o777);
  assert.is(start(project).how, "compiled");
  chmodSync(folder, 0o700);
  assert.is(start(project).how, "cached");
});
cache("reports a problem each time", () => {
  project.write({ "deep.ts": "export interface Row { a: Map<string, string> }\n" });
  for (const _ of [1, 2]) {
    const { status, stderr } = start(project);
    assert.is(status, 1);
    assert.match(stderr, "TS990037");
  }
  project.write({ "deep.ts": "export interface Row { a: string }\n" });
  assert.is(start(project).out, "a x");
});
cache.after(() => project.remove());
cache.run();
