import type ts from "typescript";
import type { TypeScript } from "../context.ts";
import { createContext } from "../create-context.ts";
import { toDiagnostic } from "../diagnostics/index.ts";
import { insertIntoTree } from "../edit.ts";
import { transformFile } from "../transform-file.ts";

/** The plugin's entry in tsconfig.json: `{ "transform": "@tsflyte/transformer" }`, and these. */
export interface PluginOptions {
  /** What module names are relative to, from the tsconfig's folder. @default rootDir, else the tsconfig's folder */
  readonly root?: string;
  /**
   * Accepts a build that is incremental and checks each file alone, although metadata can become stale there.
   * @default false
   */
  readonly allowStaleMetadata?: boolean;
}

/** What ts-patch hands to a transformer, as far as it is used here. */
export interface PluginExtras {
  /** The compiler that runs. */
  readonly ts: TypeScript;
  /** Makes a problem a compile error. */
  readonly addDiagnostic: (diagnostic: ts.Diagnostic) => unknown;
}

/** Makes the transformer that ts-patch runs before TypeScript's own. */
export function createTransformer(
  program: ts.Program,
  options: PluginOptions,
  extras: PluginExtras,
): ts.TransformerFactory<ts.SourceFile> {
  if (typeof (extras as Partial<PluginExtras> | undefined)?.addDiagnostic !== "function") throw new Error(wrongEntry);
  const { ts, addDiagnostic } = extras;
  const context = createContext(ts, program, options);
  return (transformation) => (file) => {
    const { insertions, problems } = transformFile(context, file);
    for (const problem of problems) addDiagnostic(toDiagnostic(ts, problem));
    return insertions.length === 0 ? file : insertIntoTree(ts, transformation, file, insertions);
  };
}

const wrongEntry = `@tsflyte/transformer was not started as a source transformer of ts-patch.
  fix: in tsconfig.json write { "transform": "@tsflyte/transformer" } under compilerOptions.plugins, without 'transformProgram' and 'type', and compile with tspc of ts-patch 3.3 or later`;
