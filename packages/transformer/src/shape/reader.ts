import type ts from "typescript";
import type { Context } from "../context.ts";
import type { Shape, Struct } from "./shape.ts";

/** What the readers of single constructs are given: the compiler, and the way back to reading any type. */
export interface Reader {
  readonly context: Context;
  /** Reads a type, from memory where it was read before. */
  read(type: ts.Type): Shape;
  /** Reads a type as it is when `undefined` has been taken care of. */
  readDefined(type: ts.Type): Shape;
  /** Makes a definition of a struct with a name. Its properties are read later: they may refer to it. */
  define(type: ts.Type, name: string, readStruct: () => Struct): Shape;
}
