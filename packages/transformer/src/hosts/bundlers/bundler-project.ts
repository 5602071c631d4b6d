import type ts from "typescript";
import { runtimePackage } from "../../authoring-names.ts";
import type { Context, TypeScript } from "../../context.ts";
import { createContext } from "../../create-context.ts";
import { resolvedImports } from "../type-closure.ts";
import type { FileTexts } from "./file-texts.ts";
import type { ProjectConfig } from "./project-config.ts";

/** The files that one tsconfig.json governs, as a bundler meets them: one program, which goes along with every change. */
export interface BundlerProject {
  readonly config: ProjectConfig;
  /** A program that holds the file with the text that was given, and what the stages need of it. */
  contextOf(file: string): Context;
  /** Where files would have to be for what some files import in vain: it is looked for again when one of them comes. */
  missingFor(files: readonly string[]): readonly string[];
  /** Texts changed: the next program is made of the new ones. What did not change is kept. */
  change(): void;
  /** Files came that imports may mean from now on, so that all imports are looked up again. */
  lookAgain(): void;
}

/** Nothing is read until the first file is asked for. */
export function openBundlerProject(
  typescript: TypeScript,
  config: ProjectConfig,
  texts: FileTexts,
  root: string | undefined,
): BundlerProject {
  const { options } = config;
  const host = createHost(typescript, options, texts);
  const roots = new Set<string>();
  let context: Context | undefined;
  let missing: ReadonlyMap<string, readonly string[]> = new Map();
  let isStale = false;
  let resolvesAnew = false;
  return {
    config,
    contextOf(file) {
      if (context !== undefined && !isStale && context.program.getSourceFile(file) !== undefined) return context;
      if (roots.size === 0) for (const name of config.fileNames) if (belongs(name, texts)) roots.add(name);
      if (!roots.has(file) && context !== undefined && context.program.getSourceFile(file) === undefined) {
        // A file that names the runtime through another: there may be more, and a program each would cost too much.
        for (const name of config.fileNames) roots.add(name);
      }
      if (context?.program.getSourceFile(file) === undefined) roots.add(file);
      const oldProgram = resolvesAnew ? undefined : context?.program;
      // Imports that meant nothing may mean something now; all others are taken over from the program before.
      const unresolved = new Set([...missing.keys()].map((name) => host.getCanonicalFileName(name)));
      host.hasInvalidatedResolutions = (path) => unresolved.has(path);
      const program = typescript.createProgram({
        rootNames: [...roots].filter((name) => texts.read(name) !== undefined),
        options,
        host,
        ...(oldProgram === undefined ? {} : { oldProgram }),
      });
      missing = readMissing(program, texts);
      context = createContext(typescript, program, { root });
      isStale = false;
      resolvesAnew = false;
      return context;
    },
    missingFor: (files) => files.flatMap((file) => missing.get(file) ?? []),
    change() {
      isStale = true;
    },
    lookAgain() {
      isStale = true;
      resolvesAnew = true;
    },
  };
}

/** Whether a file matters before anything imports it: it names the runtime, or declares something for all files. */
function belongs(file: string, texts: FileTexts): boolean {
  if (/\.d\.[cm]?ts$/.test(file)) return true;
  const text = texts.read(file) ?? "";
  return text.includes(runtimePackage) || /\bdeclare\s+(global|module)\b/.test(text) || !/\b(im|ex)port\b/.test(text);
}

/** Parses each text once. Programs take over what stands in files that are the same object. */
function createHost(typescript: TypeScript, options: ts.CompilerOptions, texts: FileTexts): ts.CompilerHost {
  const host = typescript.createCompilerHost(options);
  const { fileExists } = host;
  const parsed = new Map<string, { readonly key: string; readonly file: ts.SourceFile }>();
  // Comments are read from the text; as nodes they are needed only where they declare the types of JavaScript.
  host.jsDocParsingMode = typescript.JSDocParsingMode.ParseForTypeInfo;
  host.fileExists = (name) => fileExists(name) || texts.isGiven(name);
  host.readFile = (name) => texts.read(name);
  host.getSourceFile = (name, language) => {
    const text = texts.read(name);
    if (text === undefined) return undefined;
    const format = typeof language === "object" ? language.impliedNodeFormat : undefined;
    const key = `${texts.version(name)} ${format}`;
    const known = parsed.get(name);
    if (known?.key === key) return known.file;
    const file = typescript.createSourceFile(name, text, language);
    parsed.set(name, { key, file });
    return file;
  };
  return host;
}

/** By file, the places where its unresolved imports were looked for. They are known to the texts from now on. */
function readMissing(program: ts.Program, texts: FileTexts): ReadonlyMap<string, readonly string[]> {
  const missing = new Map<string, readonly string[]>();
  for (const file of program.getSourceFiles()) {
    if (isInstalled(file.fileName) || program.isSourceFileDefaultLibrary(file)) continue;
    const unresolved = resolvedImports(program, file).filter(({ resolvedModule }) => resolvedModule === undefined);
    if (unresolved.length === 0) continue;
    const places = unresolved.flatMap(({ failedLookupLocations = [] }) => failedLookupLocations);
    const own = places.filter((place) => !isInstalled(place) && !place.endsWith("/package.json"));
    for (const place of own) texts.read(place);
    missing.set(file.fileName, own);
  }
  return missing;
}

function isInstalled(file: string): boolean {
  return file.includes("/node_modules/");
}
