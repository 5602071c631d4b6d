import { join } from "node:path";
import type ts from "typescript";
import type { TypeScript } from "../../src/context.ts";

const runtimeStub = join(import.meta.dirname, "../runtime-stub/index.d.ts");

/** Library files are the same for every program of one compiler. */
const parsed = new Map<string, ts.SourceFile>();

/** A program of files that exist in this test alone, below `/project`. */
export function createVirtualProgram(
  typescript: TypeScript,
  files: Readonly<Record<string, string>>,
  options: ts.CompilerOptions = {},
): ts.Program {
  const texts = new Map(Object.entries(files).map(([name, text]) => [join("/project", name), text]));
  const compilerOptions: ts.CompilerOptions = {
    target: typescript.ScriptTarget.ES2023,
    module: typescript.ModuleKind.NodeNext,
    moduleResolution: typescript.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2023.d.ts"],
    strict: true,
    types: [],
    configFilePath: "/project/tsconfig.json",
    paths: { "@tsflyte/runtime": [runtimeStub] },
    ...options,
  };
  const host = typescript.createCompilerHost(compilerOptions);
  const { getSourceFile, fileExists, readFile } = host;
  // The folder exists in this test alone, like the files.
  delete host.directoryExists;
  host.getCurrentDirectory = () => "/project";
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) => {
    const text = texts.get(name);
    if (text !== undefined) return typescript.createSourceFile(name, text, language, true);
    const key = `${typescript.version} ${name}`;
    const file = parsed.get(key) ?? getSourceFile(name, language, ...rest);
    if (file !== undefined) parsed.set(key, file);
    return file;
  };
  return typescript.createProgram([...texts.keys()], compilerOptions, host);
}
