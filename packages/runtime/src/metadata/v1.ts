/**
 * Version 1 of the contract between the transformer and the runtime: the one object literal that the transformer
 * appends to a recognised call. It is JSON: no functions, no undefined, no dates. The transformer imports these as
 * types only; a later version gets a file of its own and this one keeps being read.
 */

/** Anything JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * A JSON Schema (draft 2020-12), of the keywords that the transformer writes. Flyte's facts that JSON Schema has no
 * word for stand under `x-flyte`.
 */
export interface Schema {
  readonly type?: "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";
  readonly const?: Json;
  /** Closed set of values: string enums in declaration order, unions of literals sorted by code unit. */
  readonly enum?: readonly Json[];
  /** Elements of an array; behind `prefixItems` the rest of a tuple, `false` where there is none. */
  readonly items?: Schema | false;
  /** Elements of a tuple, in order; `minItems` says how many are not optional. */
  readonly prefixItems?: readonly Schema[];
  /** Fields of a struct, in declaration order. */
  readonly properties?: { readonly [name: string]: Schema };
  /** Values of keys that match a pattern: index signatures of template literal keys. */
  readonly patternProperties?: { readonly [pattern: string]: Schema };
  readonly required?: readonly string[];
  /** `false` for a struct; the value type of a record. */
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  /** A union, in canonical order: by kind, null last. */
  readonly anyOf?: readonly Schema[];
  /** `#/$defs/NAME`, of the enclosing object schema. */
  readonly $ref?: string;
  /** Name of a named object type. */
  readonly title?: string;
  readonly description?: string;
  /** The literal default of a parameter, in the JSON form of its type. */
  readonly default?: Json;
  readonly format?: string;
  readonly contentEncoding?: "base64";
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly deprecated?: boolean;
  readonly examples?: readonly Json[];
  readonly "x-flyte"?: FlyteKeyword;
}

/** What a value is to TypeScript and to Flyte where the JSON form alone does not say it. */
export type FlyteKeyword =
  /** `bigint`: an integer schema whose value is a `bigint`. */
  | { readonly type: "bigint" }
  /** `Date`: a string schema of format `date-time`, in milliseconds. */
  | { readonly type: "datetime" }
  /** `Temporal.Instant`: a string schema of format `date-time`, in nanoseconds. */
  | { readonly type: "instant" }
  /** `Temporal.PlainDate`: a string schema of format `date`. */
  | { readonly type: "date" }
  /** `Temporal.Duration`: a string schema of format `duration`. */
  | { readonly type: "duration" }
  /** `Uint8Array`: a string schema with `contentEncoding: "base64"`. */
  | { readonly type: "bytes" }
  /** `URL`: a string schema of format `uri` whose value is a `URL`. */
  | { readonly type: "url" }
  /** `FlyteFile<format>`: an object schema; `""` is any format. */
  | { readonly type: "file"; readonly format: string }
  /** `FlyteDirectory<format>`: an object schema; `""` is any format. */
  | { readonly type: "directory"; readonly format: string }
  /**
   * `StructuredDataset<Columns, format>`: an object schema; `columns` is the struct schema of a row, absent where the columns are
   * not declared; `format` is `""` where it is left open.
   */
  | { readonly type: "dataset"; readonly format: string; readonly columns?: Schema }
  /** `FlyteError`: an object schema. */
  | { readonly type: "error" }
  /** `Coded<T, name>`: an empty schema; the codec registered under the name knows the rest. */
  | { readonly type: "codec"; readonly name: string }
  /** `unknown` inside a struct or record: an empty schema, any value that JSON and msgpack can hold. */
  | { readonly type: "json" }
  /**
   * The null of a union that came from `undefined` alone (`T | undefined`, or an optional parameter or field without a
   * literal default): it is read back as `undefined`. Stands on the `{ "type": "null" }` member.
   */
  | { readonly type: "undefined" }
  /** `unknown` or `any` under `pickleUntyped`: a blob written by `v8.serialize`. An empty schema otherwise. */
  | { readonly type: "pickle" };

/** The schema of all inputs or all outputs: an object schema with one property a variable, in declaration order. */
export interface VariablesSchema extends Schema {
  readonly type: "object";
  readonly properties: { readonly [name: string]: Schema };
  readonly required: readonly string[];
  readonly additionalProperties: false;
  readonly $defs?: { readonly [name: string]: Schema };
}

/** How a function takes its inputs. */
export type InputStyle =
  /** One parameter an input, in the order of the properties. */
  | "positional"
  /** One parameter, an object with one property an input. */
  | "object";

/** How a function gives its outputs. */
export type OutputStyle =
  /** `void`: none. */
  | "none"
  /** The value itself is the output `o0`. */
  | "value"
  /** A tuple with one element an output. */
  | "tuple"
  /** `Outputs<…>`: an object with one property an output. */
  | "object";

/** What a recognised call makes: from a function, or from the function type in its type argument. */
export type MetadataKind =
  | "task"
  | "dynamic"
  | "eager"
  | "workflow"
  | "reference-task"
  | "reference-launch-plan"
  | "reference-workflow"
  | "container-task"
  | "shell-task"
  | "sql-task";

/** Descriptions from JSDoc. */
export interface DocsMetadata {
  /** The first paragraph, on one line. */
  readonly short?: string;
  /** The whole description, where it is longer than the first paragraph. */
  readonly long?: string;
}

/** Where a call stands: the path from the source root, with `/`; line and column count from 1. */
export interface SourceMetadata {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The literal appended to a call that makes an entity: `task()`, `workflow()`, `referenceTask<F>()` and their siblings. Keys
 * stand in this order.
 */
export interface MetadataV1 {
  readonly version: 1;
  readonly kind: MetadataKind;
  /** The module's path from the source root, without extension, with `.` for `/`. */
  readonly module: string;
  /** The module-level constant, or `default`. */
  readonly name: string;
  readonly source: SourceMetadata;
  readonly docs?: DocsMetadata;
  readonly inputStyle: InputStyle;
  readonly outputStyle: OutputStyle;
  readonly inputs: VariablesSchema;
  readonly outputs: VariablesSchema;
}

/**
 * The literal appended to a call that takes one value of the type in its type argument: `waitForInput<T>()` and
 * `addInput<T>()` of an imperative workflow. It has no identity, and may stand anywhere. Keys stand in this order.
 */
export interface ValueMetadataV1 {
  readonly version: 1;
  readonly kind: "value";
  readonly source: SourceMetadata;
  /** One required property, `o0`: the schema of the value. */
  readonly outputs: VariablesSchema;
}
