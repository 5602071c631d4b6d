import type ts from "typescript";
import type { Context, TypeScript } from "../context.ts";
import { createContext } from "../create-context.ts";
import { toDiagnostic } from "../diagnostics/index.ts";
import { insertIntoTree } from "../edit.ts";
import { transformFile } from "../transform-file.ts";
import { createEmitAgain, type EmitAgain } from "./emit-again.ts";

/** The plugin's entry in tsconfig.json: `{ "transform": "@tsflyte/transformer" }`, and these. */
export interface PluginOptions {
  /** What module names are relative to, from the tsconfig's folder. @default rootDir, else the tsconfig's folder */
  readonly root?: string;
  /**
   * Accepts that metadata can become stale in builds that are incremental, or watch, and check each file alone. Without
   * it files with metadata are emitted in every incremental build.
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
  const { context, emitAgain } = openProgram(ts, program, options);
  return (transformation) => (file) => {
    const { insertions, problems } = transformFile(context, file);
    if (insertions.length > 0 || problems.length > 0) emitAgain?.(file);
    for (const problem of problems) addDiagnostic(toDiagnostic(ts, problem));
    return insertions.length === 0 ? file : insertIntoTree(ts, transformation, file, insertions);
  };
}

interface OpenProgram {
  readonly context: Context;
  readonly emitAgain: EmitAgain | undefined;
}

/** An incremental build asks for a transformer with every file that it emits. */
const openPrograms = new WeakMap<ts.Program, OpenProgram>();

function openProgram(typescript: TypeScript, program: ts.Program, options: PluginOptions): OpenProgram {
  const known = openPrograms.get(program);
  if (known !== undefined) return known;
  const accepted = options.allowStaleMetadata === true;
  const emitAgain = accepted || isWatching(program) ? undefined : createEmitAgain(typescript, program);
  const allowStaleMetadata = accepted || emitAgain !== undefined;
  const opened = { context: createContext(typescript, program, { ...options, allowStaleMetadata }), emitAgain };
  openPrograms.set(program, opened);
  return opened;
}

/** A build that watches keeps its record in memory, where nothing can be added to it. */
function isWatching(program: ts.Program): boolean {
  return program.getCompilerOptions()["watch"] === true || process.argv.some((word) => /^--?w(?:atch)?$/i.test(word));
}

const wrongEntry = `@tsflyte/transformer was not started as a source transformer of ts-patch.
  fix: in tsconfig.json write { "transform": "@tsflyte/transformer" } under compilerOptions.plugins, without 'transformProgram' and 'type', and compile with tspc of ts-patch 3.3 or later`;
