import type ts from "typescript";
import type { Context } from "../../context.ts";
import { type FileResult, transformFile } from "../../transform-file.ts";
import { type BuildRecord, hash, isUntouched, type SourceRecord } from "./build-record.ts";

/** What a program's metadata is now, compared with what was emitted last. */
export interface FreshMetadata {
  /** The result for a file; read now if it was not needed so far. */
  resultOf(file: ts.SourceFile): FileResult;
  /** Sources whose emitted files do not hold what they should, whatever the compiler thinks of them. */
  readonly outdated: ReadonlySet<ts.SourceFile>;
  /** All sources with calls that were refused. */
  readonly refused: readonly ts.SourceFile[];
  /** What to remember of each source, but for what is written now. */
  readonly sources: ReadonlyMap<string, SourceRecord>;
}

/**
 * Compares the metadata of every source with that of the last build. A source is read again when anything in its type
 * closure has changed, wherever that is: TypeScript emits again what it thinks is affected, which with
 * `isolatedModules` is only the changed file itself.
 */
export function readFreshMetadata(context: Context, builder: ts.BuilderProgram, last: BuildRecord): FreshMetadata {
  const results = new Map<ts.SourceFile, FileResult>();
  const resultOf = (file: ts.SourceFile): FileResult => {
    const result = results.get(file) ?? transformFile(context, file);
    results.set(file, result);
    return result;
  };
  const keyOf = createKeys(context.ts, builder);
  const outdated = new Set<ts.SourceFile>();
  const refused: ts.SourceFile[] = [];
  const sources = new Map<string, SourceRecord>();
  for (const file of context.program.getSourceFiles()) {
    if (!isOwnSource(context.program, file)) continue;
    const before = last.sources[file.fileName];
    let now: SourceRecord | undefined;
    if (before?.key !== undefined && !before.refused && before.key === keyOf(file)) now = before;
    else {
      const { insertions, problems } = resultOf(file);
      const has = insertions.length > 0 || problems.length > 0;
      now = {
        key: has ? keyOf(file) : undefined,
        metadata: insertions.length === 0 ? "" : hash(...insertions.map(({ text }) => text)),
        refused: problems.length > 0,
        outputs: before?.outputs ?? [],
      };
    }
    if (now.refused) refused.push(file);
    if (before === undefined || before.metadata !== now.metadata || !before.outputs.every(isUntouched)) {
      outdated.add(file);
    }
    sources.set(file.fileName, now);
  }
  return { resultOf, outdated, refused, sources };
}

/** Whether a file of the program is one that it emits. */
export function isOwnSource(program: ts.Program, file: ts.SourceFile): boolean {
  return !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file) && !file.fileName.endsWith(".json");
}

/** Names what a file's types may depend on: what it reaches by imports, and all that is global or installed. */
function createKeys(typescript: Context["ts"], builder: ts.BuilderProgram): (file: ts.SourceFile) => string {
  const versions = new Map<string, string>();
  const versionOf = (file: ts.SourceFile): string => {
    const known = versions.get(file.fileName) ?? (file as { readonly version?: string }).version ?? hash(file.text);
    versions.set(file.fileName, known);
    return known;
  };
  const everywhere = builder
    .getSourceFiles()
    .filter((file) => isEverywhere(typescript, file))
    .map((file) => `${file.fileName} ${versionOf(file)}`);
  const ambient = hash(...everywhere.sort());
  const keys = new Map<ts.SourceFile, string>();
  return (file) => {
    const known = keys.get(file);
    if (known !== undefined) return known;
    const reached = builder.getAllDependencies(file).flatMap((name) => {
      const dependency = builder.getSourceFile(name);
      return dependency === undefined || dependency.isDeclarationFile ? [] : [`${name} ${versionOf(dependency)}`];
    });
    const key = hash(ambient, versionOf(file), ...reached.sort());
    keys.set(file, key);
    return key;
  };
}

/** Whether a file can change types without being imported. */
function isEverywhere(typescript: Context["ts"], file: ts.SourceFile): boolean {
  return (
    file.isDeclarationFile ||
    !typescript.isExternalModule(file) ||
    /\bdeclare\s+(?:global|module|namespace)\b/.test(file.text)
  );
}
