import type ts from "typescript";
import type { Definition, Shape } from "./shape/shape.ts";

/** The compiler, always handed in: the host decides which copy of TypeScript runs. */
export type TypeScript = typeof ts;

/** What every stage works with: one compiler, one program, and what is remembered between calls of that program. */
export interface Context {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** Absolute path that module names are relative to, with `/`. */
  readonly root: string;
  /** Whether a build that can keep stale metadata is accepted. */
  readonly allowStaleMetadata: boolean;
  /** What the keywords for types are: reading a name of the compiler's costs more than looking one up here. */
  readonly keywords: ReadonlyMap<ts.SyntaxKind, Shape>;
  /** Shapes of the types read so far. */
  readonly shapes: Map<ts.Type, Shape>;
  /** Definitions of named object types. */
  readonly structs: Map<ts.Type, Definition>;
  /** Definitions of other types that contain themselves. */
  readonly cyclic: Map<ts.Type, Definition>;
  /** Name of the nearest package.json, by folder. */
  readonly packageNames: Map<string, string | undefined>;
}

/** What a host can choose. */
export interface ContextOptions {
  /** Source root, absolute or relative to the tsconfig's folder. */
  readonly root?: string | undefined;
  readonly allowStaleMetadata?: boolean | undefined;
}
