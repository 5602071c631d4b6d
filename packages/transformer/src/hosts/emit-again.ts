import { dirname, resolve } from "node:path";
import type ts from "typescript";
import type { TypeScript } from "../context.ts";

/** Asks that a file is emitted again by the next incremental build. */
export type EmitAgain = (file: ts.SourceFile) => void;

/** What the compiler writes into `.tsbuildinfo`, as far as it is read here. */
interface BuildInfo {
  readonly fileNames?: readonly string[];
  /** Files that are to be emitted, by their number from 1: alone, or with what of them. */
  affectedFilesPendingEmit?: readonly (number | readonly number[])[];
}

interface BuilderInternals {
  getBuildInfo?: (() => BuildInfo | undefined) | undefined;
}

interface TypeScriptInternals {
  getTsBuildInfoEmitOutputFilePath?(options: ts.CompilerOptions): string | undefined;
}

/**
 * Lets files stand in the compiler's record as still to be emitted. What is emitted of a file depends on types that are
 * written elsewhere and on the plugin's options, and an incremental build knows of neither: it would keep the file as it is.
 * Undefined where the program keeps no record, or one that cannot be told.
 */
export function createEmitAgain(typescript: TypeScript, program: ts.Program): EmitAgain | undefined {
  const internals = program as ts.Program & BuilderInternals;
  const { getBuildInfo } = internals;
  const { getTsBuildInfoEmitOutputFilePath } = typescript as TypeScriptInternals;
  const path = getTsBuildInfoEmitOutputFilePath?.(program.getCompilerOptions());
  if (getBuildInfo === undefined || path === undefined) return undefined;
  const wanted = new Set<string>();
  internals.getBuildInfo = () => {
    const info = getBuildInfo();
    if (info?.fileNames === undefined) return info;
    const pending = info.affectedFilesPendingEmit ?? [];
    const known = new Set(pending.map((entry) => (typeof entry === "number" ? entry : entry[0])));
    const folder = dirname(resolve(program.getCurrentDirectory(), path));
    const added = info.fileNames.flatMap((name, index) =>
      wanted.has(pathKey(typescript, resolve(folder, name))) && !known.has(index + 1) ? [index + 1] : [],
    );
    if (added.length > 0) info.affectedFilesPendingEmit = [...pending, ...added];
    return info;
  };
  return (file) => wanted.add(pathKey(typescript, resolve(program.getCurrentDirectory(), file.fileName)));
}

function pathKey({ sys }: TypeScript, path: string): string {
  return sys.useCaseSensitiveFileNames ? path : path.toLowerCase();
}
