import { existsSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type ts from "typescript";
import type { TypeScript } from "../context.ts";
import type { Dependencies, StateReader } from "./dependencies.ts";
import { compilerPackages } from "./find-typescript.ts";
import { isStandIn } from "./quick/declarations.ts";
import { resolvedImports, typeClosure } from "./type-closure.ts";

/** What a compiled module was made from. */
export interface ModuleOrigin {
  readonly file: string;
  /** The source's text. */
  readonly written: string;
  /** The program that its types were read from; undefined where none was needed. */
  readonly program: ts.Program | undefined;
  readonly config: ts.ParsedCommandLine | undefined;
}

/** Everything on the disk that the text of a compiled module depends on, in the state that the compiler saw. */
export function readDependencies(typescript: TypeScript, reader: StateReader, origin: ModuleOrigin): Dependencies {
  const { file, written, program, config } = origin;
  const files: Record<string, string | null> = { [file]: reader.take(file, written) };
  const folders: Record<string, string | null> = {};
  const add = (path: string): void => {
    files[path] ??= reader.file(path);
  };
  const addPackage = (name: string | undefined): void => {
    const path = name === undefined ? undefined : installedPackage(name);
    if (path !== undefined) add(path);
  };
  for (const path of packagesAbove(file)) add(path);
  for (const path of compilerPackages(file)) add(path);
  for (const path of configFiles(config)) add(path);
  if (program === undefined) return { files, folders };
  for (const name of typeClosure(program, file)) {
    const source = program.getSourceFile(name);
    if (source !== undefined) files[name] = isStandIn(source) ? reader.file(name) : reader.take(name, source.text);
  }
  for (const name of Object.keys(files)) {
    const source = program.getSourceFile(name);
    if (source === undefined) continue;
    for (const { resolvedModule, failedLookupLocations = [] } of resolvedImports(program, source)) {
      for (const place of failedLookupLocations) add(firstMissing(place));
      // One without declarations is no file of the program, and may get some.
      addPackage(resolvedModule?.resolvedFileName);
    }
  }
  for (const { fileName } of program.getSourceFiles()) addPackage(fileName);
  for (const folder of declarationFolders(typescript, program, config)) folders[folder] = reader.folder(folder);
  return { files, folders };
}

/** Where Node looks for the `type` of a module. */
function packagesAbove(file: string): readonly string[] {
  const found = findPackageJSON(pathToFileURL(file));
  const paths: string[] = [];
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, "package.json");
    paths.push(path);
    if (path === found || folder === dirname(folder)) return paths;
  }
}

function configFiles(config: ts.ParsedCommandLine | undefined): readonly string[] {
  const file = config?.options["configFile"] as unknown as ts.TsConfigSourceFile | undefined;
  return file === undefined ? [] : [file.fileName, ...(file.extendedSourceFiles ?? [])];
}

/**
 * Where an import would have been found before, or at all: the nearest folder above a missing file that is missing too. That is
 * one look instead of one for each name in it.
 */
function firstMissing(path: string): string {
  let missing = path;
  for (let folder = dirname(path); !existsSync(folder) && folder !== dirname(folder); folder = dirname(folder)) {
    missing = folder;
  }
  return missing;
}

/** The package.json of what is installed: its files change with its version. */
function installedPackage(file: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0].concat("/package.json");
}

/** The folders where a new file would declare something for all. */
function declarationFolders(
  typescript: TypeScript,
  program: ts.Program,
  config: ts.ParsedCommandLine | undefined,
): readonly string[] {
  const options = program.getCompilerOptions();
  const folders = new Set(typescript.getEffectiveTypeRoots(options, typescript.sys) ?? []);
  const built = [options.outDir, options.declarationDir];
  const excluded = (config?.raw as { readonly exclude?: unknown } | undefined)?.exclude;
  const base = dirname(configFiles(config)[0] ?? "");
  if (Array.isArray(excluded)) built.push(...excluded.map((name) => join(base, String(name))));
  const walk = (folder: string, recursive: boolean): void => {
    if (folders.has(folder) || built.includes(folder)) return;
    folders.add(folder);
    if (!recursive) return;
    for (const path of typescript.sys.getDirectories(folder)) {
      if (path !== "node_modules" && !path.startsWith(".")) walk(join(folder, path), true);
    }
  };
  for (const [folder, flags] of Object.entries(config?.wildcardDirectories ?? {})) walk(folder, flags === 1);
  return [...folders];
}
