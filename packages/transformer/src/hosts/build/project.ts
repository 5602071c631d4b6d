import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type ts from "typescript";
import type { ContextOptions, TypeScript } from "../../context.ts";
import { badConfig } from "../load-error.ts";
import { pluginName } from "../source-project.ts";
import type { PluginOptions } from "../ts-patch.ts";
import { circularReferences } from "./build-errors.ts";
import { hash } from "./build-record.ts";
import { type CacheFiles, cacheFiles } from "./cache-files.ts";

/** One tsconfig.json that is to be built. */
export interface Project {
  readonly configFile: string;
  readonly parsed: ts.ParsedCommandLine;
  readonly cache: CacheFiles;
  /** The plugin's options, from this tsconfig.json. */
  readonly contextOptions: ContextOptions;
  /** The compiler of TypeScript 7 that checks its types; undefined where the one that reads the tasks does. */
  readonly checker: string | undefined;
  /** The tsconfig.json files that it refers to. */
  readonly references: readonly string[];
}

/** The tsconfig.json that `-p` means: a file, or a folder that holds one. */
export function findConfig(path = "."): string {
  const wanted = resolve(path);
  const file = statSync(wanted, { throwIfNoEntry: false })?.isDirectory() ? join(wanted, "tsconfig.json") : wanted;
  if (!existsSync(file)) throw badConfig(file, "there is no such file");
  return file.replaceAll("\\", "/");
}

/** A project and all that it refers to, each behind what it needs. */
export function readProjects(typescript: TypeScript, configFile: string, checker?: string): readonly Project[] {
  const done = new Map<string, Project>();
  const open: string[] = [];
  const visit = (file: string): void => {
    if (done.has(file)) return;
    if (open.includes(file)) throw circularReferences([...open.slice(open.indexOf(file)), file]);
    open.push(file);
    const project = readProject(typescript, file, checker);
    for (const reference of project.references) visit(reference);
    open.pop();
    done.set(file, project);
  };
  visit(configFile);
  return [...done.values()];
}

/** The options that make TypeScript remember what it did, where we can tell that it is about our own builds. */
export function ownOptions({ buildInfo }: CacheFiles): ts.CompilerOptions {
  return { incremental: true, tsBuildInfoFile: buildInfo.replaceAll("\\", "/") };
}

/** Reads one tsconfig.json. */
function readProject(typescript: TypeScript, configFile: string, checker: string | undefined): Project {
  const cache = cacheFiles(configFile);
  const parsed = typescript.getParsedCommandLineOfConfigFile(
    configFile,
    { ...ownOptions(cache), ...(checker === undefined ? {} : { noCheck: true }) },
    {
      ...typescript.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw badConfig(configFile, typescript.flattenDiagnosticMessageText(messageText, "\n"));
      },
    },
  );
  if (parsed === undefined) throw badConfig(configFile, "it has no compiler options");
  return {
    configFile,
    parsed,
    cache,
    contextOptions: readContextOptions(parsed.options),
    checker,
    references: (parsed.projectReferences ?? []).map((reference) =>
      typescript.resolveProjectReferencePath(reference).replaceAll("\\", "/"),
    ),
  };
}

/** The plugin's options. Metadata that could become stale elsewhere cannot here. */
export function readContextOptions(options: ts.CompilerOptions): ContextOptions {
  const plugins = options["plugins"] as readonly (PluginOptions & { readonly transform?: string })[] | undefined;
  const plugin = plugins?.find(({ transform }) => transform === pluginName);
  return { root: plugin?.root, allowStaleMetadata: true };
}

/** A hash of what concerns every source of a project; with another one everything is built anew. */
export function settingsOf(typescript: TypeScript, { parsed, contextOptions }: Project): string {
  const { configFile: _parsedFile, ...options } = parsed.options as ts.CompilerOptions & {
    readonly configFile?: unknown;
  };
  return hash(typescript.version, packageVersion(), JSON.stringify(options), JSON.stringify(contextOptions));
}

function packageVersion(): string {
  return (createRequire(import.meta.url)("#package") as { readonly version: string }).version;
}
