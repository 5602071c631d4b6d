import type { Json, Schema } from "@tsflyte/runtime/metadata";
import type { Flaw } from "../diagnostics/index.ts";

/** JSDoc's part of a schema: what stands beside the type. */
export type Annotations = Pick<
  Schema,
  | "title"
  | "description"
  | "default"
  | "format"
  | "pattern"
  | "minLength"
  | "maxLength"
  | "minimum"
  | "maximum"
  | "exclusiveMinimum"
  | "exclusiveMaximum"
  | "multipleOf"
  | "minItems"
  | "maxItems"
  | "uniqueItems"
  | "minProperties"
  | "maxProperties"
  | "deprecated"
  | "examples"
>;

/** One property of a struct. */
export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
  readonly annotations: Annotations;
  /** What is wrong with the tags of its comment. */
  readonly flaws: readonly Flaw[];
}

/**
 * A type with a name, which schemas refer to. It is made before its shape is read, so that the shape can refer back to
 * it; its identity is that of the object.
 */
export interface Definition {
  readonly name: string;
  shape: Shape;
}

/** Closed set of values of one base type; a name where an enum declares it. */
export interface Literals {
  readonly kind: "literals";
  readonly base: "string" | "number" | "integer" | "bigint" | "boolean";
  readonly values: readonly Json[];
  readonly name?: string;
}

/** A named object type. */
export interface Struct {
  readonly kind: "struct";
  readonly title?: string;
  readonly fields: readonly Field[];
  readonly flaws: readonly Flaw[];
}

/** A TypeScript type as far as values on the wire are concerned. Independent of the compiler. */
export type Shape =
  | { readonly kind: "null" | "undefined" | "boolean" | "integer" | "bigint" | "number" | "string" | "datetime" }
  | { readonly kind: "file"; readonly format: string }
  | { readonly kind: "array"; readonly items: Shape }
  | { readonly kind: "record"; readonly values: Shape }
  | { readonly kind: "union"; readonly members: readonly Shape[] }
  | { readonly kind: "reference"; readonly definition: Definition }
  /** Any JSON inside a struct or record, a blob elsewhere, which must be asked for. */
  | { readonly kind: "untyped"; readonly written: "any" | "unknown" }
  /** With `once`, further flaws of the kind in one variable have the same cause. */
  | { readonly kind: "unsupported"; readonly flaw: Flaw; readonly once?: true }
  | Literals
  | Struct;

/** A shape that stands for a flaw. */
export function unsupported(flaw: Flaw): Shape {
  return { kind: "unsupported", flaw };
}
