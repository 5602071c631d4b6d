import { unreadableSchema } from "../errors/values.ts";
import type { FlyteKeyword, Json, Schema, VariablesSchema } from "../metadata/index.ts";

/** One field of a struct. */
export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** Keys of an object that are not known by name, and what stands behind them. */
export interface KeyPattern {
  /** A regular expression; any key where it is undefined. */
  readonly pattern: string | undefined;
  readonly schema: Schema;
}

/** What a schema describes, told apart by `kind`: the one place that knows how the keywords spell each type. */
export type Form =
  | { readonly kind: "none"; readonly readsAs: null | undefined }
  | { readonly kind: "boolean" }
  | { readonly kind: "integer" }
  | { readonly kind: "bigint" }
  | { readonly kind: "float" }
  | { readonly kind: "string" }
  | { readonly kind: "url" }
  | { readonly kind: "bytes" }
  | { readonly kind: "datetime" }
  | { readonly kind: "instant" }
  | { readonly kind: "date" }
  | { readonly kind: "duration" }
  /** A closed set of values of one primitive type; `single` where the schema says `const`. */
  | { readonly kind: "values"; readonly base: ValueBase; readonly values: readonly Json[]; readonly single: boolean }
  | { readonly kind: "file"; readonly format: string }
  | { readonly kind: "directory"; readonly format: string }
  | { readonly kind: "dataset"; readonly format: string; readonly columns: Schema | undefined }
  | { readonly kind: "error" }
  | { readonly kind: "pickle" }
  | { readonly kind: "codec"; readonly name: string }
  /** Any value that JSON can hold. */
  | { readonly kind: "json" }
  | { readonly kind: "array"; readonly items: Schema }
  /** The first `required` items have to be there; any number of `rest` may follow the last. */
  | {
      readonly kind: "tuple";
      readonly items: readonly Schema[];
      readonly required: number;
      readonly rest: Schema | undefined;
    }
  /** An object whose keys are data. */
  | { readonly kind: "record"; readonly values: Schema; readonly keys: string | undefined }
  | {
      readonly kind: "struct";
      readonly title: string | undefined;
      readonly fields: readonly Field[];
      /** What keys beside the fields may hold; the first pattern that a key matches counts. */
      readonly open: readonly KeyPattern[];
    }
  | { readonly kind: "union"; readonly variants: readonly Schema[] };

/** The primitive type of a closed set of values. */
export type ValueBase = "string" | "boolean" | "integer" | "bigint" | "float";

const refPrefix = "#/$defs/";

/** The schema that a `$ref` stands for; any other schema is itself. A chain of references is followed to its end. */
export function deref(schema: Schema, root: VariablesSchema): Schema {
  let current = schema;
  for (let steps = 0; current.$ref !== undefined; steps++) {
    const name = current.$ref.startsWith(refPrefix) ? current.$ref.slice(refPrefix.length) : undefined;
    const defs = root.$defs;
    const found = name !== undefined && defs !== undefined && Object.hasOwn(defs, name) ? defs[name] : undefined;
    if (found === undefined || steps > 100) throw unreadableSchema(schema, `nothing stands at ${current.$ref}`);
    current = found;
  }
  return current;
}

/** Reads what a schema describes, through references. Throws where it is none that the transformer writes. */
export function readForm(schema: Schema, root: VariablesSchema): Form {
  const target = deref(schema, root);
  const flyte = target["x-flyte"];
  const named = flyte === undefined ? undefined : formOfKeyword(flyte);
  if (named !== undefined) return named;
  if (target.anyOf !== undefined) return { kind: "union", variants: target.anyOf };
  if (target.const !== undefined && target.type !== "null") {
    return { kind: "values", base: valueBase(target), values: [target.const], single: true };
  }
  if (target.enum !== undefined) return { kind: "values", base: valueBase(target), values: target.enum, single: false };
  switch (target.type) {
    case "null":
      return { kind: "none", readsAs: flyte?.type === "undefined" ? undefined : null };
    case "boolean":
      return { kind: "boolean" };
    case "integer":
      return { kind: flyte?.type === "bigint" ? "bigint" : "integer" };
    case "number":
      return { kind: "float" };
    case "string":
      return { kind: "string" };
    case "array":
      return readArray(target);
    case "object":
      return readObject(target);
    case undefined:
      throw unreadableSchema(schema, "it has no type");
    default:
      return target.type satisfies never;
  }
}

/** Types that the keyword alone tells. */
function formOfKeyword(flyte: FlyteKeyword): Form | undefined {
  switch (flyte.type) {
    case "file":
    case "directory":
      return { kind: flyte.type, format: flyte.format };
    case "dataset":
      return { kind: "dataset", format: flyte.format, columns: flyte.columns };
    case "codec":
      return { kind: "codec", name: flyte.name };
    case "datetime":
    case "instant":
    case "date":
    case "duration":
    case "bytes":
    case "url":
    case "json":
    case "pickle":
    case "error":
      return { kind: flyte.type };
    case "bigint":
    case "undefined":
      return undefined;
    default:
      return flyte satisfies never;
  }
}

function valueBase(schema: Schema): ValueBase {
  switch (schema.type) {
    case "string":
    case "boolean":
      return schema.type;
    case "integer":
      return schema["x-flyte"]?.type === "bigint" ? "bigint" : "integer";
    case "number":
      return "float";
    default:
      throw unreadableSchema(schema, "a closed set of values is of strings, booleans or numbers");
  }
}

function readArray(schema: Schema): Form {
  const { prefixItems, items } = schema;
  const rest = items === false ? undefined : items;
  if (prefixItems !== undefined) {
    return { kind: "tuple", items: prefixItems, required: schema.minItems ?? prefixItems.length, rest };
  }
  if (items === undefined) throw unreadableSchema(schema, "the array has no items");
  // Only an array that has to be empty has no type of elements.
  if (rest === undefined) return { kind: "tuple", items: [], required: 0, rest };
  return { kind: "array", items: rest };
}

const anyJson: Schema = { "x-flyte": { type: "json" } };

function readObject(schema: Schema): Form {
  const { properties, patternProperties, additionalProperties, propertyNames } = schema;
  const patterns: KeyPattern[] = Object.entries(patternProperties ?? {}).map(([pattern, values]) => ({
    pattern,
    schema: values,
  }));
  if (typeof additionalProperties === "object" || additionalProperties === true) {
    const values = additionalProperties === true ? anyJson : additionalProperties;
    patterns.push({ pattern: propertyNames?.pattern, schema: values });
  }
  const [only] = patterns;
  if (properties === undefined && only !== undefined && patterns.length === 1) {
    return { kind: "record", values: only.schema, keys: only.pattern };
  }
  const required = new Set(schema.required);
  const fields = Object.entries(properties ?? {}).map(([name, field]) => ({
    name,
    schema: field,
    required: required.has(name),
  }));
  return { kind: "struct", title: schema.title, fields, open: patterns };
}
