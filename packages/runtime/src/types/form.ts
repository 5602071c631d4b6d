import { unreadableSchema } from "../errors/values.ts";
import type { Json, Schema, VariablesSchema } from "../metadata/index.ts";

/** One field of a struct. */
export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** What a schema describes, told apart by `kind`: the one place that knows how the keywords spell each type. */
export type Form =
  | { readonly kind: "none"; readonly readsAs: null | undefined }
  | { readonly kind: "boolean" }
  | { readonly kind: "integer" }
  | { readonly kind: "bigint" }
  | { readonly kind: "float" }
  | { readonly kind: "string" }
  | { readonly kind: "datetime" }
  /** A closed set of values of one primitive type; `single` where the schema says `const`. */
  | { readonly kind: "values"; readonly base: ValueBase; readonly values: readonly Json[]; readonly single: boolean }
  | { readonly kind: "file"; readonly format: string }
  | { readonly kind: "pickle" }
  /** Any value that JSON can hold. */
  | { readonly kind: "json" }
  | { readonly kind: "array"; readonly items: Schema }
  | { readonly kind: "tuple"; readonly items: readonly Schema[] }
  | { readonly kind: "record"; readonly values: Schema }
  | { readonly kind: "struct"; readonly title: string | undefined; readonly fields: readonly Field[] }
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
  if (flyte?.type === "file") return { kind: "file", format: flyte.format };
  if (flyte?.type === "pickle") return { kind: "pickle" };
  if (flyte?.type === "json") return { kind: "json" };
  if (flyte?.type === "datetime") return { kind: "datetime" };
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
  if (schema.prefixItems !== undefined) return { kind: "tuple", items: schema.prefixItems };
  if (schema.items === undefined || schema.items === false) throw unreadableSchema(schema, "the array has no items");
  return { kind: "array", items: schema.items };
}

function readObject(schema: Schema): Form {
  if (typeof schema.additionalProperties === "object" && schema.properties === undefined) {
    return { kind: "record", values: schema.additionalProperties };
  }
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    schema: field,
    required: required.has(name),
  }));
  return { kind: "struct", title: schema.title, fields };
}
