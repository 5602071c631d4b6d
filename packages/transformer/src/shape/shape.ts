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

/** Keys that match a pattern, and the values that stand under them. */
export interface KeyPattern {
  /** The whole key, as a regular expression with anchors. */
  readonly pattern: string;
  /** The type of the keys, as the user wrote it. */
  readonly key: string;
  readonly values: Shape;
}

/** What index signatures say: the values of all further keys, or of keys that match a pattern. */
export interface OpenKeys {
  /** The values of any key that nothing else describes; undefined where there is no such key. */
  readonly values?: Shape;
  readonly patterns: readonly KeyPattern[];
}

/** A named object type. */
export interface Struct {
  readonly kind: "struct";
  readonly title?: string;
  readonly fields: readonly Field[];
  /** Index signatures beside the fields. */
  readonly open?: OpenKeys;
  readonly flaws: readonly Flaw[];
}

/** The kinds that need no further word. */
export type PlainKind =
  | "null"
  | "undefined"
  | "boolean"
  | "integer"
  | "bigint"
  | "number"
  | "string"
  | "datetime"
  | "instant"
  | "date"
  | "duration"
  | "bytes"
  | "url"
  | "error";

/** A TypeScript type as far as values on the wire are concerned. Independent of the compiler. */
export type Shape =
  | { readonly kind: PlainKind }
  /** A string that matches one of these regular expressions, which have no anchors. */
  | { readonly kind: "template"; readonly alternatives: readonly string[] }
  | { readonly kind: "file" | "directory"; readonly format: string }
  /** A table; `columns` is the shape of a row, absent where it is left open. */
  | { readonly kind: "dataset"; readonly format: string; readonly columns?: Shape }
  | { readonly kind: "codec"; readonly name: string }
  | { readonly kind: "array"; readonly items: Shape }
  | { readonly kind: "tuple"; readonly items: readonly Shape[]; readonly required: number; readonly rest?: Shape }
  | ({ readonly kind: "record" } & OpenKeys)
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
