import type ts from "typescript";
import type { TypeScript } from "../context.ts";
import type { Problem } from "./finding.ts";

/** A problem as the compiler's own kind of error. */
export function toDiagnostic(typescript: TypeScript, { code, text, node }: Problem): ts.DiagnosticWithLocation {
  const file = node.getSourceFile();
  const start = node.getStart(file);
  return {
    category: typescript.DiagnosticCategory.Error,
    code,
    source: "tsflyte",
    file,
    start,
    length: node.end - start,
    messageText: text,
  };
}
