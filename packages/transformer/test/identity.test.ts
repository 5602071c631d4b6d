import type { MetadataV1 } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { ContextOptions } from "../src/context.ts";
import { createContext } from "../src/create-context.ts";
import { transformFile } from "../src/transform-file.ts";
import { compilers } from "./support/fixture-program.ts";
import { createVirtualProgram } from "./support/virtual-program.ts";

const flow = `import { task } from "@tsflyte/runtime"; export const add = task((a: number): number => a);`;

interface Result {
  readonly modules: readonly string[];
  readonly problems: readonly string[];
}

function transform(file: string, options: ts.CompilerOptions = {}, chosen: ContextOptions = {}, text = flow): Result {
  const [typescript] = compilers;
  if (typescript === undefined) throw new Error("TypeScript is not installed");
  const program = createVirtualProgram(typescript, { [file]: text }, options);
  const source = program.getSourceFiles().find(({ fileName }) => fileName.endsWith(file.replace(/^(\.\.\/)+/, "/")));
  if (source === undefined) throw new Error(`${file} is not in the program`);
  const { insertions, problems } = transformFile(createContext(typescript, program, chosen), source);
  return {
    modules: insertions.map((insertion) => (JSON.parse(insertion.text) as MetadataV1).module),
    problems: problems.map(({ code, text: message }) => `${code} ${message}`),
  };
}

const identity = suite("identity");
identity("names a module by its path from the tsconfig's folder", () => {
  assert.equal(transform("flows/train.ts").modules, ["flows.train"]);
  assert.equal(transform("flows/deep/index.mts").modules, ["flows.deep.index"]);
  assert.equal(transform("a-b_c$/größe.ts").modules, ["a-b_c$.größe"]);
});
identity("names a module from rootDir where it is set", () => {
  assert.equal(transform("src/flows/train.ts", { rootDir: "/project/src" }).modules, ["flows.train"]);
});
identity("names a module from the plugin's root before all else", () => {
  assert.equal(transform("src/flows/train.ts", { rootDir: "/project" }, { root: "src" }).modules, ["flows.train"]);
  assert.equal(transform("src/flows/train.ts", {}, { root: "/project/src/flows" }).modules, ["train"]);
});
identity("refuses a module outside the source root", () => {
  assert.equal(transform("flows/train.ts", { rootDir: "/project/src" }).problems, [
    "990003 The file '/project/flows/train.ts' lies outside the source root '/project/src', so its module has no name. Move the file, or set 'rootDir' in tsconfig.json (or 'root' in the plugin's entry) to a folder that holds it.",
  ]);
});
identity("refuses a path that cannot be part of a name", () => {
  assert.equal(transform("flows/my flow.ts").problems, [
    "990004 The module name 'flows.my flow' cannot be used in Flyte: 'my flow' holds something other than letters, digits, '_', '-' and '$'. Rename the file or folder.",
  ]);
  assert.match(transform("flows/train.v2.ts").problems[0] ?? "", "990004 The module name 'flows.train.v2'");
  assert.match(transform("[id]/train.ts").problems[0] ?? "", "990004");
});
identity("refuses a name that the control plane could not store", () => {
  const long = "a".repeat(252);
  const text = flow.replace("add", long);
  assert.equal(transform("ab.ts", {}, {}, text).modules, ["ab"]);
  assert.is(
    transform("abc.ts", {}, {}, text).problems[0],
    `990005 The name 'abc.${long}' has 256 characters, expected at most 255: the control plane stores workflows under their names. Shorten the constant's name or the path of its module.`,
  );
});
identity.run();

const options = suite("options");
options("refuses a build that would keep stale metadata", () => {
  for (const isolated of ["isolatedModules", "verbatimModuleSyntax"]) {
    for (const incremental of ["incremental", "composite"]) {
      const { problems, modules } = transform("a.ts", { [isolated]: true, [incremental]: true });
      assert.equal(modules, []);
      assert.equal(problems, [
        `990006 '${isolated}' together with '${incremental}' keeps stale metadata: when a type changes in another file, TypeScript does not emit this file again. Compile with 'tsflyte build', which does, or turn one of the two off in the tsconfig of the flows. 'allowStaleMetadata: true' in the plugin's entry accepts it.`,
      ]);
    }
  }
});
options("accepts such a build when it is told to", () => {
  const stale = { isolatedModules: true, incremental: true };
  assert.equal(transform("a.ts", stale, { allowStaleMetadata: true }).modules, ["a"]);
  assert.equal(transform("a.ts", { isolatedModules: true }).modules, ["a"]);
  assert.equal(transform("a.ts", { incremental: true }).modules, ["a"]);
});
options("refuses a program that cannot tell null from other types", () => {
  assert.equal(transform("a.ts", { strict: false }).problems, [
    "990007 'strictNullChecks' is off, so 'null' and 'undefined' cannot be told from other types. Set '\"strict\": true' (or '\"strictNullChecks\": true') in tsconfig.json.",
  ]);
  assert.equal(transform("a.ts", { strict: false, strictNullChecks: true }).modules, ["a"]);
  assert.match(transform("a.ts", { strict: true, strictNullChecks: false }).problems[0] ?? "", "990007");
});
options.run();
