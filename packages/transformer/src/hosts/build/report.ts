import type ts from "typescript";
import type { TypeScript } from "../../context.ts";

/** Writes text as it is. */
export type Write = (text: string) => void;

/** Whether output is for people: as `tsc` decides. */
export function isPretty({ sys }: TypeScript, options: ts.CompilerOptions): boolean {
  const { NO_COLOR: plain } = process.env;
  return options["pretty"] === undefined
    ? sys.writeOutputIsTTY?.() === true && (plain === undefined || plain === "")
    : options["pretty"] === true;
}

/** Diagnostics in `tsc`'s format. */
export function formatDiagnostics(
  typescript: TypeScript,
  diagnostics: readonly ts.Diagnostic[],
  pretty: boolean,
): string {
  if (diagnostics.length === 0) return "";
  const host: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => typescript.sys.getCurrentDirectory(),
    getCanonicalFileName: (name) => (typescript.sys.useCaseSensitiveFileNames ? name : name.toLowerCase()),
    getNewLine: () => typescript.sys.newLine,
  };
  return pretty
    ? `${typescript.formatDiagnosticsWithColorAndContext(diagnostics, host)}${typescript.sys.newLine}`
    : typescript.formatDiagnostics(diagnostics, host);
}

/** How many of them are errors. */
export function countErrors(typescript: TypeScript, diagnostics: readonly ts.Diagnostic[]): number {
  return diagnostics.filter(({ category }) => category === typescript.DiagnosticCategory.Error).length;
}

/** `Found 2 errors.` */
export function foundErrors(count: number): string {
  return `Found ${count} ${count === 1 ? "error" : "errors"}.`;
}
