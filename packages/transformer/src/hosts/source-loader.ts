/** TypeScript sources as modules that Node can run: from the cache, or from the compiler, which is loaded when it is needed. */
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type CacheEntry, openCompileCache } from "./compile-cache.ts";
import type { ModuleCompiler } from "./compile-module.ts";
import type { CompiledModule } from "./compiled-module.ts";
import { createStateReader } from "./dependencies.ts";
import { findConfig } from "./find-config.ts";

export interface SourceLoader {
  load(file: string): CompiledModule;
  /** The JavaScript of a module whose imports name the files that their sources become. */
  emit(file: string, resolve: (specifier: string) => string | undefined): string;
  /** Resolves an import as tsconfig's `paths` say; undefined where they say nothing. */
  resolve(specifier: string, importer: string): string | undefined;
}

/**
 * Starts with nothing loaded.
 *
 * @param report is told what a module depends on beside itself, for whoever watches
 */
export function createSourceLoader(report: (files: readonly string[]) => void): SourceLoader {
  const reader = createStateReader();
  const version = ownVersion();
  const cache = version === undefined ? undefined : openCompileCache(reader);
  const loaded = new Map<string, CompiledModule>();
  let first: string | undefined;
  let compiler: ModuleCompiler | undefined;
  const compilerFor = (file: string): ModuleCompiler => {
    first ??= file;
    compiler ??= loadCompiler().createModuleCompiler(reader, first);
    return compiler;
  };
  const read = (file: string): CacheEntry => {
    first ??= file;
    const key = JSON.stringify([version, file, ...nameSources(file, first)]);
    const kept = cache?.read(key, file);
    if (kept !== undefined) return kept;
    const entry = compilerFor(file).compile(file);
    cache?.write(key, file, entry);
    return entry;
  };
  return {
    load(file) {
      const { module, files } = read(file);
      loaded.set(file, module);
      report(Object.keys(files).filter((path) => path !== file && files[path] !== null));
      return module;
    },
    emit: (file, resolve) => compilerFor(file).emit(file, resolve),
    resolve: (specifier, importer) =>
      loaded.get(importer)?.mapped[specifier] ?? compilerFor(importer).resolve(specifier, importer),
  };
}

/** What the name of a module can depend on beside the files that its cache entry lists. */
function nameSources(file: string, first: string): readonly (string | undefined)[] {
  const config = findConfig(file);
  const { TSFLYTE_ROOT: root } = process.env;
  return [config, root === undefined ? undefined : resolve(root), config === undefined ? dirname(first) : undefined];
}

/** The compiler's side of this package, which takes longer to load than a cached module. */
function loadCompiler(): typeof import("../module-compiler.ts") {
  return createRequire(import.meta.url)("#module-compiler") as typeof import("../module-compiler.ts");
}

/**
 * What tells builds of this package apart: its version, and for one that is linked when it was built. Undefined where it
 * runs from its own sources, which change without either.
 */
function ownVersion(): string | undefined {
  const own = fileURLToPath(import.meta.url);
  if (own.endsWith(".ts")) return undefined;
  const { version } = createRequire(import.meta.url)("#package") as { readonly version: string };
  if (/[\\/]node_modules[\\/]/.test(own)) return version;
  return `${version} ${statSync(createRequire(import.meta.url).resolve("#module-compiler")).mtimeMs}`;
}
