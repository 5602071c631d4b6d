import { dirname, join } from "node:path";
import type ts from "typescript";
import { runtimePackage } from "../../authoring-names.ts";
import type { Context, ContextOptions, TypeScript } from "../../context.ts";
import { createContext } from "../../create-context.ts";
import { type FileResult, transformFile } from "../../transform-file.ts";
import { platformDeclarations, runtimeDeclarations, standIn } from "./declarations.ts";
import { hasPlainTypes } from "./plain-types.ts";
import { isReadInFull } from "./read-in-full.ts";

/** What a quick reading of a file gave, and the program that it was read from. */
export interface QuickResult extends FileResult {
  readonly program: ts.Program;
}

/** Reads files without the platform's and the runtime's declarations, as far as that gives what they would. */
export interface QuickProject {
  /** Undefined where the real declarations could give anything else: any problem is for them to tell. */
  read(file: string): QuickResult | undefined;
}

/** Undefined where the options rule it out. */
export function openQuickProject(
  typescript: TypeScript,
  options: ts.CompilerOptions,
  contextOptions: ContextOptions,
): QuickProject | undefined {
  if (!hasModernPlatform(typescript, options) || options.noLib === true) return undefined;
  let context: Context | undefined;
  let isHopeless = false;
  return {
    read(file) {
      if (isHopeless) return undefined;
      if (context?.program.getSourceFile(file) === undefined) {
        const program = createQuickProgram(typescript, options, file, context?.program);
        if (program !== undefined) context = createContext(typescript, program, contextOptions);
      }
      const result = context === undefined ? undefined : readQuickly(context, file);
      // What the first file needs, the others need as well, and it is loaded for them now.
      isHopeless = result === undefined;
      return result;
    },
  };
}

/** The declarations here are of ES2020. */
function hasModernPlatform({ ScriptTarget, version }: TypeScript, { lib, target }: ts.CompilerOptions): boolean {
  if (lib !== undefined) return lib.some((name) => /^lib\.es(?:202\d|next)(?:\.full)?\.d\.ts$/.test(name));
  return (target ?? (Number.parseInt(version, 10) < 6 ? ScriptTarget.ES5 : ScriptTarget.ESNext)) >= ScriptTarget.ES2020;
}

function createQuickProgram(
  typescript: TypeScript,
  options: ts.CompilerOptions,
  file: string,
  oldProgram: ts.Program | undefined,
): ts.Program | undefined {
  const { lib: _, ...others } = options;
  // How imports are spelled is no fault: Node is given the sources.
  const quickOptions: ts.CompilerOptions = { ...others, types: [], allowImportingTsExtensions: true };
  const host = typescript.createCompilerHost(quickOptions);
  host.jsDocParsingMode = typescript.JSDocParsingMode.ParseForTypeInfo;
  const runtime = typescript.resolveModuleName(runtimePackage, file, quickOptions, host).resolvedModule
    ?.resolvedFileName;
  if (runtime === undefined || !/\.d\.[cm]?ts$/.test(runtime)) return undefined;
  const platform = join(dirname(runtime), `${standIn}.d.ts`).replaceAll("\\", "/");
  const texts = new Map([
    [platform, platformDeclarations],
    [runtime, runtimeDeclarations],
  ]);
  const { getSourceFile } = host;
  host.getSourceFile = (name, language, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, language, ...rest)
      : typescript.createSourceFile(name, text, language);
  };
  host.getDefaultLibFileName = () => platform;
  return typescript.createProgram({
    rootNames: [...(oldProgram?.getRootFileNames() ?? []), file],
    options: quickOptions,
    host,
    ...(oldProgram === undefined ? {} : { oldProgram }),
  });
}

function readQuickly(context: Context, file: string): QuickResult | undefined {
  const { program } = context;
  const source = program.getSourceFile(file);
  if (source === undefined || program.getSyntacticDiagnostics(source).length > 0) return undefined;
  if (!hasPlainTypes(context, source)) return undefined;
  const result = transformFile(context, source);
  if (result.problems.length > 0) return undefined;
  const calls = result.insertions.map(({ call }) => call);
  const isWhole = result.insertions.every(
    ({ call, text }) => !text.includes(standIn) && isReadInFull(context, call, calls),
  );
  return isWhole ? { ...result, program } : undefined;
}
