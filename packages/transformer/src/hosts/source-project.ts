import { dirname, resolve } from "node:path";
import type ts from "typescript";
import type { Context, ContextOptions, TypeScript } from "../context.ts";
import { createContext } from "../create-context.ts";
import { badConfig } from "./load-error.ts";
import { openQuickProject, type QuickResult } from "./quick/quick-project.ts";
import type { PluginOptions } from "./ts-patch.ts";

/** The sources that one tsconfig.json governs, as the loader meets them. */
export interface SourceProject {
  readonly options: ts.CompilerOptions;
  /** What tsconfig.json says; undefined without one. */
  readonly config: ts.ParsedCommandLine | undefined;
  /** What the file holds, as far as it can be told without the platform's declarations. */
  readQuickly(file: string): QuickResult | undefined;
  /** A program that holds the file, and what the stages need of it. */
  contextOf(file: string): Context;
}

/** How the plugin is named in tsconfig.json. */
export const pluginName = "@tsflyte/transformer";

/** The options of a project without tsconfig.json. */
function defaultOptions({ ScriptTarget, ModuleKind, ModuleResolutionKind }: TypeScript): ts.CompilerOptions {
  return {
    target: ScriptTarget.ES2023,
    module: ModuleKind.NodeNext,
    moduleResolution: ModuleResolutionKind.NodeNext,
    strict: true,
  };
}

/** The options of a program that only reads: metadata is made anew each time, so nothing can be stale, and nothing is written or reported. */
export function readingOptions(typescript: TypeScript, parsed: ts.ParsedCommandLine | undefined): ts.CompilerOptions {
  return {
    ...(parsed?.options ?? defaultOptions(typescript)),
    noEmit: true,
    composite: false,
    incremental: false,
    declaration: false,
    skipLibCheck: true,
  };
}

/** TypeScript's complaints that a tsconfig.json matches no file. */
const noInputCodes: ReadonlySet<number> = new Set([18002, 18003]);

/** Opens the project of a file; the program is made when it is first asked for. */
export function openProject(typescript: TypeScript, configFile: string | undefined, entry: string): SourceProject {
  const parsed = configFile === undefined ? undefined : readConfig(typescript, configFile);
  const options = readingOptions(typescript, parsed);
  const plugin = (options["plugins"] as readonly (PluginOptions & { readonly transform?: string })[] | undefined)?.find(
    ({ transform }) => transform === pluginName,
  );
  const { TSFLYTE_ROOT: root } = process.env;
  const contextOptions: ContextOptions = {
    root: root === undefined ? (plugin?.root ?? (parsed === undefined ? dirname(entry) : undefined)) : resolve(root),
  };
  const roots = new Set((parsed?.fileNames ?? []).filter((name) => /\.d\.[cm]?ts$/.test(name)));
  const host = typescript.createCompilerHost(options);
  // Comments are read from the text; as nodes they are needed only where they declare the types of JavaScript.
  host.jsDocParsingMode = typescript.JSDocParsingMode.ParseForTypeInfo;
  let context: Context | undefined;
  // Declarations that hold everywhere may add to the platform's own.
  const quick = roots.size > 0 ? undefined : openQuickProject(typescript, options, contextOptions);
  return {
    options,
    config: parsed,
    readQuickly: (file) => (context === undefined ? quick?.read(file) : undefined),
    contextOf(file) {
      if (context?.program.getSourceFile(file) === undefined) {
        roots.add(file);
        // Whoever loads a second file that the first does not reach loads a folder, and a program a file would cost minutes.
        if (context !== undefined) for (const name of parsed?.fileNames ?? []) roots.add(name);
        const program = typescript.createProgram({
          rootNames: [...roots],
          options,
          host,
          ...(context === undefined ? {} : { oldProgram: context.program }),
        });
        context = createContext(typescript, program, contextOptions);
      }
      return context;
    },
  };
}

export function readConfig(typescript: TypeScript, file: string): ts.ParsedCommandLine {
  const text = (message: string | ts.DiagnosticMessageChain) => typescript.flattenDiagnosticMessageText(message, "\n");
  const parsed = typescript.getParsedCommandLineOfConfigFile(
    file,
    {},
    {
      ...typescript.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw badConfig(file, text(messageText));
      },
    },
  );
  if (parsed === undefined) throw badConfig(file, "it has no compiler options");
  // Which files it includes does not matter here: what is run is read.
  const error = parsed.errors.find(({ code }) => !noInputCodes.has(code));
  if (error !== undefined) throw badConfig(file, text(error.messageText));
  return parsed;
}
