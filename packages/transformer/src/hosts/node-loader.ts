import { existsSync } from "node:fs";
import nodeModule, { type LoadHookSync, type ResolveHookSync } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { oldNode } from "./load-failure.ts";
import { isSource, sourceOfJavaScript, sourceWithoutExtension } from "./source-file.ts";
import { createSourceLoader, type SourceLoader } from "./source-loader.ts";

/** Two copies of this package must not both compile. The runtime finds what compiles here, to send it where nothing does. */
const registered = Symbol.for("tsflyte.transformer.loader");

/** This package's sources, where it runs from them: Node reads these, since what compiles cannot wait for itself. */
const ownSources = import.meta.url.endsWith(".ts") ? new URL("..", import.meta.url).href : undefined;

/** What the loader offers besides loading. */
export interface Loader {
  /** The JavaScript of a source, for a place without the sources: `x.js` in its imports where the source has `x.ts`. */
  emit(file: string): string;
}

/**
 * Makes Node run TypeScript sources with metadata embedded: `node --import @tsflyte/transformer/register flow.ts`. Doing
 * it again changes nothing. Names are relative to the environment variable `TSFLYTE_ROOT` if it is set, else to what
 * tsconfig.json says, else to the folder of the first module.
 */
export function registerLoader(): void {
  // Named imports of what an old version lacks would fail before anything could be said.
  const { registerHooks, setSourceMapsSupport } = nodeModule;
  if ([registerHooks, setSourceMapsSupport].some((hook) => typeof hook !== "function")) throw oldNode(process.version);
  const scope = globalThis as { [registered]?: Loader };
  if (scope[registered] !== undefined) return;
  // The maps of installed packages are left alone: reading them takes longer than loading the packages does.
  if (!nodeModule.getSourceMapsSupport().enabled) nodeModule.setSourceMapsSupport(true);
  // Most of the start is the compiler's own code.
  nodeModule.enableCompileCache();
  const sources = createSourceLoader(reportToWatcher);
  scope[registered] = {
    emit: (file) => sources.emit(file, (specifier) => sourceMeant(sources, specifier, file)),
  };
  nodeModule.registerHooks({ resolve: createResolve(sources), load: createLoad(sources) });
}

/** Tells `node --watch` of files that no module is loaded from, as Node itself tells of those that are. */
function reportToWatcher(files: readonly string[]): void {
  const { WATCH_REPORT_DEPENDENCIES: watches } = process.env;
  if (watches !== undefined) process.send?.({ "watch:require": files });
}

function createLoad(sources: SourceLoader): LoadHookSync {
  return (url, context, nextLoad) => {
    const file = pathOf(url);
    const own = ownSources !== undefined && url.startsWith(ownSources);
    if (file === undefined || !isSource(file) || own) return nextLoad(url, context);
    const { format, source } = sources.load(file);
    return { format, source, shortCircuit: true };
  };
}

function createResolve(sources: SourceLoader): ResolveHookSync {
  return (specifier, context, nextResolve) => {
    const importer = context.parentURL === undefined ? undefined : pathOf(context.parentURL);
    if (importer === undefined || !isSource(importer)) return nextResolve(specifier, context);
    const target = targetPath(specifier, context.parentURL);
    const source = target === undefined ? undefined : sourceOfJavaScript(target);
    if (source !== undefined) return nextResolve(pathToFileURL(source).href, context);
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      const found = target === undefined ? sources.resolve(specifier, importer) : sourceWithoutExtension(target);
      if (found === undefined) throw error;
      return nextResolve(pathToFileURL(found).href, context);
    }
  };
}

/** The source that an import in a source means; undefined for a package, and for JavaScript. */
function sourceMeant(sources: SourceLoader, specifier: string, importer: string): string | undefined {
  const target = targetPath(specifier, pathToFileURL(importer).href);
  if (target === undefined) {
    const mapped = specifier.startsWith("node:") ? undefined : sources.resolve(specifier, importer);
    return mapped !== undefined && isSource(mapped) ? mapped : undefined;
  }
  const source = sourceOfJavaScript(target);
  if (source !== undefined || existsSync(target)) return source ?? (isSource(target) ? target : undefined);
  return sourceWithoutExtension(target);
}

/** The path that a relative or absolute specifier points to; undefined for a package's name. */
function targetPath(specifier: string, parent: string | undefined): string | undefined {
  return /^(\.{0,2}\/|file:|\.{1,2}$)/.test(specifier) ? pathOf(new URL(specifier, parent).href) : undefined;
}

function pathOf(url: string): string | undefined {
  return url.startsWith("file:") ? fileURLToPath(url).replaceAll("\\", "/") : undefined;
}
