import type ts from "typescript";
import type { TypeScript } from "../../context.ts";
import { createContext } from "../../create-context.ts";
import { toDiagnostic } from "../../diagnostics/index.ts";
import { insertIntoTree } from "../../edit.ts";
import { type BuildRecord, type Output, statOutput, writeRecord } from "./build-record.ts";
import { type FreshMetadata, readFreshMetadata } from "./fresh-metadata.ts";
import type { Project } from "./project.ts";

/** What came of building one project. */
export interface ProjectResult {
  readonly diagnostics: readonly ts.Diagnostic[];
  /** Whether errors kept everything from being emitted. */
  readonly skipped: boolean;
  /** What the next build of it starts from. */
  readonly record: BuildRecord;
}

/**
 * Writes what has changed of a project since the last build, and says what is wrong with it.
 *
 * @param isHeld whether errors are known that keep everything from being emitted
 */
export function emitProject(
  typescript: TypeScript,
  project: Project,
  builder: ts.EmitAndSemanticDiagnosticsBuilderProgram,
  last: BuildRecord,
  isHeld = false,
): ProjectResult {
  const program = builder.getProgram();
  const context = createContext(typescript, program, project.contextOptions);
  const fresh = readFreshMetadata(context, builder, last);
  const problems = fresh.refused.flatMap((file) => fresh.resultOf(file).problems);
  const found: ts.Diagnostic[] = [
    ...(project.checker === undefined ? compilerDiagnostics(builder) : []),
    ...problems.map((problem) => toDiagnostic(typescript, problem)),
  ];
  const options = builder.getCompilerOptions();
  const held = isHeld || (problems.length > 0 && options.noEmitOnError === true && options.noEmit !== true);
  const written = held ? undefined : emit(typescript, builder, fresh);
  if (written !== undefined) found.push(...written.diagnostics);
  const diagnostics = typescript.sortAndDeduplicateDiagnostics(found);
  if (written === undefined || written.skipped) {
    // What is outdated stays so until it can be written.
    if (written !== undefined) writeRecord(project.cache, last);
    return { diagnostics, skipped: options.noEmit !== true, record: last };
  }
  const sources: BuildRecord["sources"] = Object.fromEntries(
    [...fresh.sources].map(([name, source]) => {
      const outputs = new Map(source.outputs.map((output) => [output.path, output]));
      for (const output of written.outputs.get(name) ?? []) outputs.set(output.path, output);
      return [name, { ...source, outputs: [...outputs.values()] }];
    }),
  );
  const record: BuildRecord = { settings: last.settings, sources };
  writeRecord(project.cache, record);
  return { diagnostics, skipped: false, record };
}

/** What `tsc` would report, as it does: types are not looked at where the syntax is wrong already. */
function compilerDiagnostics(builder: ts.BuilderProgram): readonly ts.Diagnostic[] {
  const config = builder.getConfigFileParsingDiagnostics();
  const syntactic = builder.getSyntacticDiagnostics();
  if (syntactic.length > 0) return [...config, ...syntactic];
  const general = [...builder.getOptionsDiagnostics(), ...builder.getGlobalDiagnostics()];
  if (general.length > 0) return [...config, ...general.flatMap((diagnostic) => placed(builder, diagnostic))];
  const options = builder.getCompilerOptions();
  const declares = options.noEmit === true && (options.declaration === true || options.composite === true);
  return [...config, ...builder.getSemanticDiagnostics(), ...(declares ? builder.getDeclarationDiagnostics() : [])];
}

/**
 * The same diagnostic where the checker gives it a place. A program that remembers resolves the imports of each file before it checks them, and
 * what it finds then belongs to no file: `tsc --incremental` prints it like that.
 */
function placed(builder: ts.BuilderProgram, diagnostic: ts.Diagnostic): readonly ts.Diagnostic[] {
  const same = builder
    .getSemanticDiagnostics()
    .filter(({ code, messageText }) => code === diagnostic.code && messageText === diagnostic.messageText);
  return same.length > 0 ? same : [diagnostic];
}

interface Written {
  readonly diagnostics: readonly ts.Diagnostic[];
  readonly skipped: boolean;
  /** By the source's path. */
  readonly outputs: ReadonlyMap<string, readonly Output[]>;
}

function emit(
  typescript: TypeScript,
  builder: ts.EmitAndSemanticDiagnosticsBuilderProgram,
  fresh: FreshMetadata,
): Written {
  const program = builder.getProgram();
  const outputs = new Map<string, Output[]>();
  const emitted = new Set<string>();
  const writeFile: ts.WriteFileCallback = (path, text, byteOrderMark, onError, sources) => {
    try {
      typescript.sys.writeFile(path, text, byteOrderMark);
    } catch {
      makeFolders(typescript, path);
      try {
        typescript.sys.writeFile(path, text, byteOrderMark);
      } catch (error) {
        return onError?.(error instanceof Error ? error.message : String(error));
      }
    }
    const output = statOutput(path);
    if (output === undefined) return;
    for (const { fileName } of sources ?? []) {
      outputs.set(fileName, [...(outputs.get(fileName) ?? []), output]);
      // Of a file that another one has affected, the compiler may write the declarations alone.
      if (/\.[cm]?jsx?$/.test(path)) emitted.add(fileName);
    }
  };
  const embed: ts.TransformerFactory<ts.SourceFile> = (transformation) => (file) => {
    const { insertions } = fresh.resultOf(file);
    return insertions.length === 0 ? file : insertIntoTree(typescript, transformation, file, insertions);
  };
  const transformers: ts.CustomTransformers = { before: [embed] };
  const affected = builder.emit(undefined, writeFile, undefined, undefined, transformers);
  const diagnostics = [...affected.diagnostics];
  if (affected.emitSkipped) return { diagnostics, skipped: true, outputs };
  for (const file of fresh.outdated) {
    if (emitted.has(file.fileName)) continue;
    // Not through the builder, which leaves out declarations that it thinks are there already.
    diagnostics.push(...program.emit(file, writeFile, undefined, undefined, transformers).diagnostics);
  }
  return { diagnostics, skipped: false, outputs };
}

function makeFolders({ sys }: TypeScript, file: string): void {
  const folder = file.slice(0, file.lastIndexOf("/"));
  if (folder === "" || sys.directoryExists(folder)) return;
  makeFolders({ sys } as TypeScript, folder);
  sys.createDirectory(folder);
}
