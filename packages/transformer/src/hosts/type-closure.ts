/**
 * Which files decide what the types of a file are. Hosts watch them and key caches by them: the bundler or Node never
 * asks for a file that is imported for its types alone.
 */
import { dirname, resolve } from "node:path";
import type ts from "typescript";

/** What a program knows and its published types do not say; TypeScript 5.9 and 6 have all of it. */
interface ResolvedProgram extends ts.Program {
  getResolvedModuleFromModuleSpecifier(
    specifier: ts.StringLiteralLike,
    file: ts.SourceFile,
  ): ResolvedImport | undefined;
  getResolvedTypeReferenceDirectiveFromTypeReferenceDirective(
    reference: ts.FileReference,
    file: ts.SourceFile,
  ): ts.ResolvedTypeReferenceDirectiveWithFailedLookupLocations | undefined;
}

interface ParsedFile extends ts.SourceFile {
  /** Every import and export of a module, calls of `import()` and `import("…")` as a type. */
  readonly imports: readonly ts.StringLiteralLike[];
  /** What `declare module` and `declare global` within a module add to. */
  readonly moduleAugmentations: readonly ts.Node[];
  readonly commonJsModuleIndicator?: ts.Node;
}

/** What an import means, and where the compiler looked before. */
export interface ResolvedImport {
  readonly resolvedModule: ts.ResolvedModuleFull | undefined;
  readonly failedLookupLocations?: readonly string[];
}

interface Closures {
  /** Files whose declarations hold everywhere. */
  readonly globals: readonly string[];
  readonly ofFile: Map<string, readonly string[]>;
}

const remembered = new WeakMap<ts.Program, Closures>();

/**
 * The project's files that the types of a file can come from: what it imports, for types or for values, what those import,
 * and every file of the program that declares something for all. Installed packages and the compiler's libraries
 * are left out, and the file itself. Sorted; empty for a file that is not in the program.
 */
export function typeClosure(program: ts.Program, file: string): readonly string[] {
  let closures = remembered.get(program);
  if (closures === undefined) {
    const globals = program.getSourceFiles().filter((source) => isOwn(program, source) && affectsAll(source));
    closures = { globals: globals.map(({ fileName }) => fileName), ofFile: new Map() };
    remembered.set(program, closures);
  }
  let closure = closures.ofFile.get(file);
  if (closure === undefined) {
    closure = readClosure(program, file, closures.globals);
    closures.ofFile.set(file, closure);
  }
  return closure;
}

/** What a file imports, as it is written. */
export function importSpecifiers(file: ts.SourceFile): readonly string[] {
  return (file as ParsedFile).imports.map(({ text }) => text);
}

/** What the imports of a file mean, installed packages included. */
export function resolvedImports(program: ts.Program, file: ts.SourceFile): readonly ResolvedImport[] {
  return (file as ParsedFile).imports.flatMap(
    (specifier) => (program as ResolvedProgram).getResolvedModuleFromModuleSpecifier(specifier, file) ?? [],
  );
}

/** The paths of all files that a file names: imports, `/// <reference path>`, `/// <reference types>`. */
export function referredFiles(program: ts.Program, file: ts.SourceFile): readonly string[] {
  const types = file.typeReferenceDirectives.flatMap(
    (reference) =>
      (program as ResolvedProgram).getResolvedTypeReferenceDirectiveFromTypeReferenceDirective(reference, file)
        ?.resolvedTypeReferenceDirective?.resolvedFileName ?? [],
  );
  const modules = resolvedImports(program, file).flatMap(
    ({ resolvedModule }) => resolvedModule?.resolvedFileName ?? [],
  );
  const files = file.referencedFiles.map(({ fileName }) => resolve(dirname(file.fileName), fileName));
  return [...modules, ...types, ...files];
}

function readClosure(program: ts.Program, file: string, globals: readonly string[]): readonly string[] {
  const start = program.getSourceFile(file);
  if (start === undefined) return [];
  const seen = new Set<ts.SourceFile>([start]);
  const add = (name: string): void => {
    const source = program.getSourceFile(name);
    if (source !== undefined && isOwn(program, source)) seen.add(source);
  };
  for (const name of globals) add(name);
  // The set grows while it is gone through.
  for (const source of seen) for (const name of referredFiles(program, source)) add(name);
  seen.delete(start);
  return [...seen].map(({ fileName }) => fileName).sort();
}

function isOwn(program: ts.Program, file: ts.SourceFile): boolean {
  return !file.fileName.includes("/node_modules/") && !program.isSourceFileDefaultLibrary(file);
}

/** Whether a file declares something that others have without importing it. */
function affectsAll(file: ts.SourceFile): boolean {
  const { externalModuleIndicator, commonJsModuleIndicator, moduleAugmentations } = file as ParsedFile & {
    readonly externalModuleIndicator?: unknown;
  };
  if (file.fileName.endsWith(".json")) return false;
  return (externalModuleIndicator ?? commonJsModuleIndicator) === undefined || moduleAugmentations.length > 0;
}
