import { readFileSync } from "node:fs";
import nodeModule from "node:module";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import type ts from "typescript";
import type { Context, TypeScript } from "../context.ts";
import { applyTextEdits, type TextEdit, toTextEdits } from "../edit.ts";
import { transformFile } from "../transform-file.ts";
import type { CacheEntry } from "./compile-cache.ts";
import type { CompiledModule } from "./compiled-module.ts";
import type { StateReader } from "./dependencies.ts";
import { emitModule } from "./emit-module.ts";
import { eraseTypes } from "./erase-types.ts";
import { findConfig } from "./find-config.ts";
import { findTypeScript } from "./find-typescript.ts";
import { loadWithCode } from "./load-compiler.ts";
import { diagnosticsError, problemsError } from "./load-error.ts";
import { type ModuleOrigin, readDependencies } from "./module-dependencies.ts";
import { openProject, type SourceProject } from "./source-project.ts";
import { importSpecifiers } from "./type-closure.ts";

/** Compiles TypeScript modules for Node, with metadata embedded. Compiler and programs are kept from call to call. */
export interface ModuleCompiler {
  /** A module, and what of the disk it depends on. */
  compile(file: string): CacheEntry;
  /** The JavaScript of a module whose imports name the files that their sources become. */
  emit(file: string, resolve: (specifier: string) => string | undefined): string;
  /** Resolves an import as tsconfig's `paths` say; undefined where they say nothing. */
  resolve(specifier: string, importer: string): string | undefined;
}

/**
 * Starts with nothing loaded: TypeScript comes with the first module.
 *
 * @param first the first module of the process: without a tsconfig.json, modules are named from its folder
 */
export function createModuleCompiler(reader: StateReader, first: string): ModuleCompiler {
  const projects = new Map<string | undefined, SourceProject>();
  let typescript: TypeScript | undefined;
  const compilerFor = (file: string): TypeScript =>
    (typescript ??= withoutSourceMaps(() => findTypeScript(file, loadWithCode)));
  const projectOf = (file: string): SourceProject => {
    const configFile = findConfig(file);
    const project = projects.get(configFile) ?? openProject(compilerFor(file), configFile, first);
    projects.set(configFile, project);
    return project;
  };
  const resolve = (specifier: string, importer: string): string | undefined => {
    const { options } = projectOf(importer);
    if (options.paths === undefined && options.baseUrl === undefined) return undefined;
    const compiler = compilerFor(importer);
    const { resolvedModule } = compiler.resolveModuleName(specifier, importer, options, compiler.sys);
    return resolvedModule?.isExternalLibraryImport === true ? undefined : resolvedModule?.resolvedFileName;
  };
  return {
    compile(file) {
      const compiler = compilerFor(file);
      const project = projectOf(file);
      const { origin, ...module } = compileModule(compiler, project, file, "here");
      const mapped = mappedImports(origin, (specifier) => resolve(specifier, file));
      return { module: { ...module, mapped }, ...readDependencies(compiler, reader, origin) };
    },
    emit: (file, target) =>
      emitModule(compilerFor(file), compileModule(compilerFor(file), projectOf(file), file, "elsewhere"), file, target),
    resolve,
  };
}

/** Node measures every line of a file for its source map, and TypeScript is a file of ten megabytes that has none. */
function withoutSourceMaps<T>(load: () => T): T {
  const { enabled, ...options } = nodeModule.getSourceMapsSupport();
  nodeModule.setSourceMapsSupport(false);
  try {
    return load();
  } finally {
    nodeModule.setSourceMapsSupport(enabled, options);
  }
}

/** What the imports of packages mean by `paths`. */
function mappedImports(
  { file, program }: ModuleOrigin,
  resolve: (specifier: string) => string | undefined,
): Readonly<Record<string, string>> {
  const { paths, baseUrl } = program?.getCompilerOptions() ?? {};
  const source = paths === undefined && baseUrl === undefined ? undefined : program?.getSourceFile(file);
  const mapped: Record<string, string> = {};
  for (const specifier of source === undefined ? [] : importSpecifiers(source)) {
    const target = /^(\.{0,2}\/|\.{1,2}$|node:)/.test(specifier) ? undefined : resolve(specifier);
    if (target !== undefined) mapped[specifier] = target;
  }
  return mapped;
}

/** What says where built files go: it would make source maps look for the sources elsewhere. */
const outputOptions = ["outDir", "rootDir", "declarationDir", "sourceRoot", "mapRoot"] as const;

function compileModule(
  typescript: TypeScript,
  project: SourceProject,
  file: string,
  place: "here" | "elsewhere",
): Omit<CompiledModule, "mapped"> & { readonly origin: ModuleOrigin } {
  const written = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  // Without an import nothing of the runtime can be called, and no program is needed.
  const embedded = /\bimport\b|\brequire\b/.test(written) ? embedMetadata(project, file) : undefined;
  const origin = { file, written, program: embedded?.program, config: project.config };
  const format = readFormat(typescript, file, written);
  if (place === "here" && format === "module" && embedded !== undefined) {
    const source = eraseAround(typescript, project.options, embedded);
    if (source !== undefined) return { format, source, origin };
  }
  const source = embedded === undefined ? written : applyTextEdits(embedded.source.text, embedded.edits);
  const { outputText, diagnostics = [] } = typescript.transpileModule(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      ...project.options,
      ...Object.fromEntries(outputOptions.map((name) => [name, undefined])),
      module: format === "module" ? typescript.ModuleKind.ESNext : typescript.ModuleKind.CommonJS,
      moduleResolution: typescript.ModuleResolutionKind.Bundler,
      target: project.options.target ?? typescript.ScriptTarget.ES2023,
      ...(project.options.jsx === typescript.JsxEmit.Preserve ? { jsx: typescript.JsxEmit.ReactJSX } : {}),
      // Names of files stay as they are: Node is given the sources.
      rewriteRelativeImportExtensions: false,
      noEmit: false,
      sourceMap: false,
      inlineSourceMap: true,
      removeComments: false,
    },
  });
  refuseSyntax(typescript, diagnostics);
  return { format, source: outputText, origin };
}

/** Metadata and JavaScript in the place of types, for where the source is: nothing else moves, so stacks need no map. */
function eraseAround(
  typescript: TypeScript,
  options: ts.CompilerOptions,
  { source, edits }: EmbeddedText,
): string | undefined {
  // Behind metadata, columns differ from those of the source: only brackets may stand there.
  if (!edits.every(({ end }) => /^[\s,)\];]*$/.test(/^.*/.exec(source.text.slice(end))?.[0] ?? ""))) return undefined;
  const erased = eraseTypes(typescript, source, options);
  if (erased === undefined) return undefined;
  const all = [...erased, ...edits].sort((left, right) => left.start - right.start || left.end - right.end);
  return applyTextEdits(source.text, all);
}

/** A source, the edits that put metadata into it, and the program that these were read from. */
interface EmbeddedText {
  readonly source: ts.SourceFile;
  readonly edits: readonly TextEdit[];
  readonly program: ts.Program;
}

function embedMetadata(project: SourceProject, file: string): EmbeddedText | undefined {
  const quick = project.readQuickly(file);
  const source = quick?.program.getSourceFile(file);
  if (quick !== undefined && source !== undefined) {
    return { source, edits: toTextEdits(quick.insertions), program: quick.program };
  }
  return embedInFull(project.contextOf(file), file);
}

function embedInFull(context: Context, file: string): EmbeddedText | undefined {
  const { ts: typescript, program } = context;
  const source = program.getSourceFile(file);
  if (source === undefined) return undefined;
  refuseSyntax(typescript, program.getSyntacticDiagnostics(source));
  const { insertions, problems } = transformFile(context, source);
  if (problems.length > 0) throw problemsError(typescript, problems, process.cwd());
  return { source, edits: toTextEdits(insertions), program };
}

/** Node would find fault with what the compiler makes of a source that it cannot parse, and not say where. */
function refuseSyntax(typescript: TypeScript, diagnostics: readonly ts.Diagnostic[]): void {
  const located = diagnostics.filter((diagnostic) => diagnostic.file !== undefined);
  if (located.length > 0) throw diagnosticsError(typescript, located, process.cwd());
}

/** As Node would decide: by extension, by package.json's `type`, else by what the source looks like. */
function readFormat(typescript: TypeScript, file: string, source: string): "module" | "commonjs" {
  const extension = extname(file);
  if (extension === ".mts") return "module";
  if (extension === ".cts") return "commonjs";
  const type = readPackageType(file);
  if (type === "module" || type === "commonjs") return type;
  const parsed: ts.SourceFile = typescript.createSourceFile(file, source, typescript.ScriptTarget.ESNext);
  return typescript.isExternalModule(parsed) ? "module" : "commonjs";
}

function readPackageType(file: string): unknown {
  const packageFile = nodeModule.findPackageJSON(pathToFileURL(file));
  if (packageFile === undefined) return undefined;
  return (JSON.parse(readFileSync(packageFile, "utf8")) as { readonly type?: unknown }).type;
}
