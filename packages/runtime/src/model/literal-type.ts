import type { JsonObject } from "../metadata/index.ts";
import type { ArtifactId } from "./artifact.ts";

/** flyteidl's `core.SimpleType`. */
export type SimpleType =
  | "none"
  | "integer"
  | "float"
  | "string"
  | "boolean"
  | "datetime"
  | "duration"
  | "binary"
  | "error"
  | "struct";

/** What a type says beside its kind. */
export interface TypeFacts {
  /** JSON Schema of a struct. */
  readonly metadata?: JsonObject;
  /** `core.TypeAnnotation.annotations`. */
  readonly annotation?: JsonObject;
  readonly structure?: TypeStructure;
}

/** flyteidl's `core.TypeStructure`. */
export interface TypeStructure {
  /** Name of the type inside a union, as flytekit spells it. */
  readonly tag?: string;
  /** Types of a struct's fields. */
  readonly dataclassType?: { readonly [field: string]: LiteralType };
}

/** One column of a structured dataset. */
export interface DatasetColumn {
  readonly name: string;
  readonly literalType: LiteralType;
}

/** flyteidl's `core.LiteralType`. */
export type LiteralType = TypeFacts &
  (
    | { readonly kind: "simple"; readonly simple: SimpleType }
    | { readonly kind: "collection"; readonly elementType: LiteralType }
    | { readonly kind: "map"; readonly valueType: LiteralType }
    | { readonly kind: "enum"; readonly values: readonly string[] }
    | { readonly kind: "blob"; readonly format: string; readonly dimensionality: "single" | "multipart" }
    | { readonly kind: "structured-dataset"; readonly columns: readonly DatasetColumn[]; readonly format: string }
    | { readonly kind: "union"; readonly variants: readonly LiteralType[] }
  );

/** flyteidl's `core.Variable`. */
export interface Variable {
  readonly type: LiteralType;
  readonly description: string;
  /** The artifact that the variable's value is. */
  readonly artifactPartialId?: ArtifactId;
}

/** flyteidl's `core.TypedInterface`; variables in declaration order. */
export interface TypedInterface {
  readonly inputs: { readonly [name: string]: Variable };
  readonly outputs: { readonly [name: string]: Variable };
}
