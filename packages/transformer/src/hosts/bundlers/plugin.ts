import type { UnpluginBuildContext, UnpluginContext, UnpluginContextMeta, UnpluginOptions } from "unplugin";
import { LoadError } from "../load-error.ts";
import { isSource } from "../source-file.ts";
import { editSource } from "./edited-source.ts";
import type { BundlerOptions } from "./options.ts";
import { keyCache } from "./persistent-cache.ts";
import { type ErrorStyle, reportProblems } from "./report-problems.ts";
import { mayImport } from "./runtime-search.ts";
import { createSession, type SourceReading } from "./session.ts";
import { keepByResolution, keepByRule } from "./side-effects.ts";

const errorStyles: Readonly<Partial<Record<UnpluginContextMeta["framework"], ErrorStyle>>> = {
  esbuild: "each-with-place",
  webpack: "each",
  rspack: "each",
  // Its own way ends the process: https://github.com/farm-fe/farm, 1.7.11.
  farm: "exception",
};

/** What is asked for of a file in place of its module. */
const assetQuery = /[?&](raw|url|inline|worker|sharedworker)(&|=|$)/;

/** The plugin in unplugin's words; its adapters make one for each bundler of it. */
export function createBundlerPlugin(options: BundlerOptions | undefined, meta: UnpluginContextMeta): UnpluginOptions {
  const session = createSession(options ?? {});
  const style = errorStyles[meta.framework] ?? "one";
  /** The sources that have metadata, and the files that it came from. */
  const dependencies = new Map<string, ReadonlySet<string>>();

  const watch = (context: UnpluginBuildContext, file: string, reading: SourceReading): void => {
    dependencies.set(file, new Set(reading.dependencies));
    // Bundlers never ask for what is imported for its types alone.
    const native = context.getNativeBuildContext?.();
    for (const dependency of reading.dependencies) {
      // unplugin 3.7.0 gives the two files to Farm in the wrong order.
      if (native?.framework === "farm") native.context.addWatchFile(file, dependency);
      else context.addWatchFile(dependency);
    }
  };
  return {
    name: "tsflyte",
    // Types are gone when the bundler's own plugins have been there.
    enforce: "pre",
    buildStart: () => session.refresh(),
    watchChange(_, { event }) {
      if (event === "create") session.lookAgain();
      else session.refresh();
    },
    transform: {
      filter: { id: /\.(?:[cm]?ts|tsx)(?:\?|$)/, code: /\b(?:import|require)\b/ },
      handler(this: UnpluginBuildContext & UnpluginContext, given, id) {
        const file = fileOf(id);
        if (file === undefined) return null;
        const code = given.replace(/^\uFEFF/, "");
        const fail = (message: string): void => {
          if (style === "exception") throw new Error(message);
          this.error(message);
        };
        const reading = readSource(fail, () => session.read(file, code));
        if (reading === undefined) {
          dependencies.delete(file);
          return null;
        }
        if ("isStripped" in reading) {
          fail(strippedTypes(file));
          return null;
        }
        watch(this, file, reading);
        if (reading.problems.length > 0) reportProblems(this, style, reading.typescript, reading.problems);
        if (reading.edits.length === 0) return null;
        // Rollup and what is like it take the last word from here, whatever package.json says.
        return { ...editSource(file, code, reading.edits), moduleSideEffects: true };
      },
    },
    webpack(compiler) {
      keepByRule(compiler, session.mayDefine);
      keyCache(compiler, options);
    },
    rspack(compiler) {
      keepByRule(compiler, session.mayDefine);
      keyCache(compiler, options);
    },
    esbuild: { setup: (build) => keepByResolution(build, session.mayDefine) },
    rollup: {
      // Rollup knows that the text is the same, and not what the types in it have become.
      shouldTransformCachedModule: ({ code, id }) => fileOf(id) !== undefined && mayImport(code),
    },
    vite: {
      ...forgetInVitest((file) => session.mayDefine(file)),
      // A module that failed has no imports in Vite's graph, so nothing would try it again when a type is corrected.
      hotUpdate({ file, modules }) {
        const dependents = [...dependencies].flatMap(([source, files]) => (files.has(file) ? [source] : []));
        if (dependents.length === 0) return undefined;
        const graph = this.environment.moduleGraph;
        return [
          ...new Set([...modules, ...dependents.flatMap((source) => [...(graph.getModulesByFile(source) ?? [])])]),
        ];
      },
    },
  };
}

/** What Vitest gives to plugins, as far as it is used here; it had another name before 5.0. */
interface VitestContext {
  readonly defineCacheKeyGenerator?: DefineCacheKey;
  readonly experimental_defineCacheKeyGenerator?: DefineCacheKey;
}

type DefineCacheKey = (generate: (module: { readonly id: string }) => false | undefined) => void;

/** Vitest keeps modules on the disk by their text. It knows nothing of the types in them, so none with metadata is kept. */
function forgetInVitest(mayDefine: (file: string) => boolean): object {
  return {
    configureVitest({ defineCacheKeyGenerator, experimental_defineCacheKeyGenerator }: VitestContext) {
      (defineCacheKeyGenerator ?? experimental_defineCacheKeyGenerator)?.(({ id }) => {
        const file = fileOf(id);
        return file !== undefined && mayDefine(file) ? false : undefined;
      });
    },
  };
}

/** The source that a module's id means; undefined for anything else. */
function fileOf(id: string): string | undefined {
  if (id.startsWith("\0") || assetQuery.test(id)) return undefined;
  const file = id.replace(/[?#].*$/, "").replaceAll("\\", "/");
  return isSource(file) ? file : undefined;
}

/** What is wrong with the project as a whole is the bundler's error too. */
function readSource<T>(fail: (message: string) => void, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    fail(error.message);
    return undefined;
  }
}

function strippedTypes(file: string): string {
  return `${file}: another plugin has made JavaScript of this file before its types could be read.
  fix: put the plugin of @tsflyte/transformer before the one that compiles TypeScript. @rollup/plugin-typescript compiles files as they are on the disk: use another in its place, such as rollup-plugin-esbuild`;
}
