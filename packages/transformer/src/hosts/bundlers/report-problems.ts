import { relative } from "node:path";
import type ts from "typescript";
import type { UnpluginContext, UnpluginMessage } from "unplugin";
import type { TypeScript } from "../../context.ts";

/** How a bundler takes errors: each for itself, or one with which the file is given up, by its own means or as an exception. */
export type ErrorStyle = "each" | "each-with-place" | "one" | "exception";

/** Makes every problem an error of the bundler's own, with its place. */
export function reportProblems(
  context: UnpluginContext,
  style: ErrorStyle,
  typescript: TypeScript,
  problems: readonly ts.DiagnosticWithLocation[],
): void {
  switch (style) {
    case "each-with-place":
      for (const problem of problems) {
        context.error({ ...placeOf(problem), message: `TS${problem.code}: ${textOf(typescript, problem)}` });
      }
      return;
    case "each":
      for (const problem of problems) {
        context.error({ ...placeOf(problem), message: asLine(typescript, problem) });
      }
      return;
    case "exception":
      throw new Error(problems.map((problem) => asLine(typescript, problem)).join("\n"));
    case "one": {
      const [first] = problems;
      if (first === undefined) return;
      // The bundler says where the first one is.
      const message =
        problems.length === 1
          ? `TS${first.code}: ${textOf(typescript, first)}`
          : problems.map((problem) => asLine(typescript, problem)).join("\n");
      context.error({ ...placeOf(first), message });
    }
  }
}

/** As the compiler would print it. */
function asLine(typescript: TypeScript, problem: ts.DiagnosticWithLocation): string {
  const { line, character } = problem.file.getLineAndCharacterOfPosition(problem.start);
  const path = relative(process.cwd(), problem.file.fileName).replaceAll("\\", "/");
  return `${path.startsWith("../") ? problem.file.fileName : path}(${line + 1},${character + 1}): error TS${problem.code}: ${textOf(typescript, problem)}`;
}

function textOf(typescript: TypeScript, { messageText }: ts.Diagnostic): string {
  return typescript.flattenDiagnosticMessageText(messageText, "\n");
}

function placeOf({ file, start, code }: ts.DiagnosticWithLocation): Pick<UnpluginMessage, "id" | "loc" | "pluginCode"> {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return {
    id: file.fileName,
    pluginCode: `TS${code}`,
    loc: { file: file.fileName, line: line + 1, column: character },
  };
}
