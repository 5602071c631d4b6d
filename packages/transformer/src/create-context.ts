import type ts from "typescript";
import type { Context, ContextOptions, TypeScript } from "./context.ts";
import { readSourceRoot } from "./source-root.ts";

/** Prepares what the stages need to know of a program. */
export function createContext(typescript: TypeScript, program: ts.Program, options: ContextOptions = {}): Context {
  return {
    ts: typescript,
    program,
    checker: program.getTypeChecker(),
    root: readSourceRoot(program.getCompilerOptions(), options.root, program.getCurrentDirectory()),
    allowStaleMetadata: options.allowStaleMetadata === true,
    keywords: new Map([
      [typescript.SyntaxKind.StringKeyword, { kind: "string" }],
      [typescript.SyntaxKind.NumberKeyword, { kind: "number" }],
      [typescript.SyntaxKind.BooleanKeyword, { kind: "boolean" }],
    ]),
    shapes: new Map(),
    structs: new Map(),
    cyclic: new Map(),
    packageNames: new Map(),
  };
}
