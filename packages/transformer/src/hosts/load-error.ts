import type ts from "typescript";
import type { TypeScript } from "../context.ts";
import { type Problem, toDiagnostic } from "../diagnostics/index.ts";
import { LoadError } from "./load-failure.ts";

export { LoadError };

/** All problems of a file, each with file, line and column, as the compiler would print them. */
export function problemsError(
  typescript: TypeScript,
  problems: readonly Problem[],
  currentDirectory: string,
): LoadError {
  const diagnostics = problems.map((problem) => toDiagnostic(typescript, problem));
  return diagnosticsError(typescript, diagnostics, currentDirectory);
}

/** The same of diagnostics that are the compiler's own. */
export function diagnosticsError(
  typescript: TypeScript,
  diagnostics: readonly ts.Diagnostic[],
  currentDirectory: string,
): LoadError {
  const host: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => currentDirectory,
    getCanonicalFileName: (name) => name,
    getNewLine: () => "\n",
  };
  const [first] = diagnostics;
  const place = first?.file?.getLineAndCharacterOfPosition(first.start ?? 0);
  return new LoadError(
    typescript.formatDiagnostics(diagnostics, host).trimEnd(),
    first?.file === undefined || place === undefined
      ? currentDirectory
      : `${first.file.fileName}:${place.line + 1}:${place.character + 1}`,
  );
}

/** No copy of TypeScript with a compiler API is installed. */
export function noCompiler(file: string, found: readonly string[]): LoadError {
  const versions = found.length === 0 ? "none is installed" : `found ${found.join(", ")}, which has no compiler API`;
  const wanted = found.length === 0 ? "typescript@6" : "@typescript/typescript6";
  return new LoadError(
    `TypeScript 5.9 or 6 is needed to read the types in ${file}: ${versions}.\n  fix: npm install --save-dev ${wanted}`,
    file,
  );
}

/** The tsconfig.json cannot be used. */
export function badConfig(file: string, reason: string): LoadError {
  return new LoadError(`${file} cannot be read: ${reason}`, file);
}

/** The entry for Bun was loaded by something else. */
export function noBun(): LoadError {
  return new LoadError(
    `@tsflyte/transformer/bun-register was loaded by ${process.release.name} ${process.version}, expected Bun.\n  fix: in Node, use --import @tsflyte/transformer/register`,
    "@tsflyte/transformer/bun-register",
  );
}
