import { dirname, resolve } from "node:path";
import type ts from "typescript";
import type { TypeScript } from "../../context.ts";
import { pluginName, readConfig, readingOptions } from "../source-project.ts";

/** What a tsconfig.json says of the files that it governs. */
export interface ProjectConfig {
  /** Undefined where no tsconfig.json was found. */
  readonly file: string | undefined;
  readonly options: ts.CompilerOptions;
  /** The files that it includes. */
  readonly fileNames: readonly string[];
  /** The file and those that it extends: when one changes, all has to be read again. */
  readonly sources: readonly string[];
  /** The source root that the plugin's entry in it names. */
  readonly root: string | undefined;
}

/** Finds the configuration of a file. */
export type FindProjectConfig = (file: string) => ProjectConfig;

/**
 * Reads each tsconfig.json once. The nearest one is often a list of references alone, with one for the application and one
 * for its tools: then it is the first of those that includes the file.
 *
 * @param tsconfig the tsconfig.json to use for every file
 */
export function createConfigFinder(typescript: TypeScript, tsconfig: string | undefined): FindProjectConfig {
  const read = new Map<string, ts.ParsedCommandLine>();
  const configs = new Map<string | undefined, ProjectConfig>();
  const open = (configFile: string): ts.ParsedCommandLine => {
    const parsed = read.get(configFile) ?? readConfig(typescript, configFile);
    read.set(configFile, parsed);
    return parsed;
  };
  const findIncluding = (file: string, configFile: string, seen = new Set<string>()): string | undefined => {
    if (seen.has(configFile) || !typescript.sys.fileExists(configFile)) return undefined;
    seen.add(configFile);
    const { fileNames, projectReferences = [] } = open(configFile);
    if (fileNames.includes(file)) return configFile;
    for (const reference of projectReferences) {
      const found = findIncluding(file, typescript.resolveProjectReferencePath(reference), seen);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return (file) => {
    const nearest =
      tsconfig === undefined
        ? typescript.findConfigFile(dirname(file), typescript.sys.fileExists)
        : typescript.resolveProjectReferencePath({ path: resolve(tsconfig).replaceAll("\\", "/") });
    const configFile = nearest === undefined ? undefined : (findIncluding(file, nearest) ?? nearest);
    const known = configs.get(configFile);
    const config =
      known ?? toProjectConfig(typescript, configFile, configFile === undefined ? undefined : open(configFile));
    configs.set(configFile, config);
    return config;
  };
}

function toProjectConfig(
  typescript: TypeScript,
  file: string | undefined,
  parsed: ts.ParsedCommandLine | undefined,
): ProjectConfig {
  const { configFile, plugins } = (parsed?.options ?? {}) as {
    readonly configFile?: ts.TsConfigSourceFile;
    readonly plugins?: readonly { readonly transform?: string; readonly root?: string }[];
  };
  return {
    file,
    options: readingOptions(typescript, parsed),
    fileNames: parsed?.fileNames ?? [],
    sources: file === undefined ? [] : [file, ...(configFile?.extendedSourceFiles ?? [])],
    root: plugins?.find(({ transform }) => transform === pluginName)?.root,
  };
}
