import { globSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import type { TypeScript } from "../../src/context.ts";

/** The folder that holds a folder for each rule. */
export const fixtureFolder: string = join(import.meta.dirname, "../fixtures");

const require = createRequire(import.meta.url);

/** The supported compilers. */
export const compilers: readonly TypeScript[] = [
  require("typescript") as TypeScript,
  require("typescript-5.9") as TypeScript,
];

/** The input files of all rules. */
export function listInputs(): readonly string[] {
  return globSync("*/input.{ts,tsx,mts}", { cwd: fixtureFolder })
    .sort()
    .map((file) => join(fixtureFolder, file));
}

/** One program of all fixtures: they are modules and do not meet. */
export function createFixtureProgram(typescript: TypeScript, files: readonly string[]): ts.Program {
  return typescript.createProgram([...files], {
    target: typescript.ScriptTarget.ES2023,
    module: typescript.ModuleKind.NodeNext,
    moduleResolution: typescript.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    jsx: typescript.JsxEmit.Preserve,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: [],
    paths: {
      "@tsflyte/runtime": [join(import.meta.dirname, "../runtime-stub/index.d.ts")],
      "temporal-spec": [join(import.meta.dirname, "../temporal-stub/index.d.ts")],
    },
  });
}
