import type { Json, JsonObject, Schema, VariablesSchema } from "../metadata/index.ts";
import type { DatasetColumn, LiteralType, SimpleType } from "../model/index.ts";
import { nameSchema, withoutNull } from "./describe-schema.ts";
import { type Field, type Form, readForm, type ValueBase } from "./form.ts";
import { structMetadata } from "./struct-metadata.ts";
import { tellApart } from "./type-key.ts";
import { userCodec } from "./user-codec.ts";

/** Says that a struct travels as msgpack, in the words that the cache and other SDKs look for. */
const msgpackAnnotation: JsonObject = { "cache-key-metadata": { "serialization-format": "msgpack" } };

/** The format of a blob that `v8.serialize` wrote. */
export const pickleFormat = "V8Serialize";

/**
 * The Flyte type of a schema. A struct carries its own JSON Schema and the types of its fields, unless it contains
 * itself: the server would compare such schemas without end, so they stay away.
 */
export function literalTypeOf(schema: Schema, root: VariablesSchema): LiteralType {
  return typeInside(schema, root, []);
}

/**
 * The Flyte type of a schema that stands inside the types of some references. A type that contains itself ends there as
 * a struct without a schema, whatever it is: Flyte has no recursive types, and msgpack holds any value.
 */
export function typeInside(schema: Schema, root: VariablesSchema, open: readonly string[]): LiteralType {
  if (schema.$ref !== undefined && open.includes(schema.$ref)) return structType(undefined, undefined);
  const form = readForm(schema, root);
  const inside = schema.$ref === undefined ? open : [...open, schema.$ref];
  switch (form.kind) {
    case "none":
    case "boolean":
    case "integer":
    case "float":
    case "string":
    case "datetime":
    case "duration":
    case "error":
      return simple(form.kind);
    case "bigint":
      return simple("integer");
    case "url":
      return simple("string");
    case "bytes":
      return simple("binary");
    case "instant":
    case "date":
      return simple("datetime");
    case "values":
      return valuesType(form.base, form.values, form.single);
    case "file":
      return { kind: "blob", format: form.format, dimensionality: "single" };
    case "directory":
      return { kind: "blob", format: form.format, dimensionality: "multipart" };
    case "dataset":
      return { kind: "structured-dataset", columns: columnTypes(form.columns, root, inside), format: form.format };
    case "pickle":
      return { kind: "blob", format: pickleFormat, dimensionality: "single" };
    case "codec":
      return userCodec(form.name).type;
    case "json":
      return structType(undefined, undefined);
    case "array":
      return { kind: "collection", elementType: typeInside(form.items, root, inside) };
    case "tuple":
      return { kind: "collection", elementType: tupleElement(tupleElements(form), root, inside) };
    case "record":
      if (readForm(form.values, root).kind === "json") return structType(undefined, undefined);
      return { kind: "map", valueType: typeInside(form.values, root, inside) };
    case "struct":
      return structType(structMetadata(schema, root), fieldTypes(form.fields, root, inside));
    case "union":
      return { kind: "union", variants: variantsOf(form.variants, root, inside) };
    default:
      return form satisfies never;
  }
}

/** The columns of a dataset. Every column of a table may hold nulls, so a column's type is that of its other values. */
function columnTypes(
  columns: Schema | undefined,
  root: VariablesSchema,
  open: readonly string[],
): readonly DatasetColumn[] {
  const form = columns === undefined ? undefined : readForm(columns, root);
  if (form?.kind !== "struct") return [];
  return form.fields.map(({ name, schema }) => ({
    name,
    literalType: typeInside(withoutNull(schema, root), root, open),
  }));
}

function simple(kind: SimpleType): LiteralType {
  return { kind: "simple", simple: kind };
}

function valuesType(base: ValueBase, values: readonly Json[], single: boolean): LiteralType {
  if (base === "string" && !single) return { kind: "enum", values: values.map(String) };
  return {
    kind: "simple",
    simple: base === "bigint" ? "integer" : base,
    annotation: { literal_values: values },
  };
}

/** The schemas of a tuple's elements, the rest last. */
export function tupleElements(form: Form & { readonly kind: "tuple" }): readonly Schema[] {
  return form.rest === undefined ? form.items : [...form.items, form.rest];
}

/** Flyte has no tuples: a tuple is a collection of the union of its distinct element types. */
function tupleElement(items: readonly Schema[], root: VariablesSchema, open: readonly string[]): LiteralType {
  const distinct = distinctSchemas(items);
  const [only] = distinct;
  if (only === undefined) return simple("none");
  if (distinct.length === 1) return typeInside(only, root, open);
  return { kind: "union", variants: variantsOf(distinct, root, open) };
}

/** The schemas without repetitions, in order of first appearance. */
export function distinctSchemas(schemas: readonly Schema[]): readonly Schema[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}

function structType(
  metadata: JsonObject | undefined,
  fields: { readonly [name: string]: LiteralType } | undefined,
): LiteralType {
  return {
    kind: "simple",
    simple: "struct",
    ...(metadata === undefined ? {} : { metadata }),
    annotation: msgpackAnnotation,
    ...(fields === undefined ? {} : { structure: { dataclassType: fields } }),
  };
}

function fieldTypes(
  fields: readonly Field[],
  root: VariablesSchema,
  open: readonly string[],
): { readonly [name: string]: LiteralType } {
  return Object.fromEntries(
    fields.map(({ name, schema, required }) => {
      const type = typeInside(schema, root, open);
      return [name, required ? type : optional(type, tagOf(schema, root))];
    }),
  );
}

function optional(type: LiteralType, tag: string): LiteralType {
  const none: LiteralType = { kind: "simple", simple: "none", structure: { tag: "none" } };
  if (type.kind !== "union") return { kind: "union", variants: [tagged(type, tag), none] };
  const hasNone = type.variants.some((variant) => variant.kind === "simple" && variant.simple === "none");
  return hasNone ? type : { ...type, variants: [...type.variants, none] };
}

function variantsOf(
  schemas: readonly Schema[],
  root: VariablesSchema,
  open: readonly string[],
): readonly LiteralType[] {
  return tellApart(
    schemas.map((schema) => variantOf(schema, root, open)),
    (index) => nameSchema(schemas[index] as Schema, root),
  );
}

/** The type of a union's variant: its structure is the tag alone. */
function variantOf(schema: Schema, root: VariablesSchema, open: readonly string[]): LiteralType {
  return tagged(typeInside(schema, root, open), tagOf(schema, root));
}

function tagged(type: LiteralType, tag: string): LiteralType {
  return { ...type, structure: { tag } };
}

/** What a type is called inside a union: the name of the transformer that Python reads it with. */
export function tagOf(schema: Schema, root: VariablesSchema): string {
  const form = readForm(schema, root);
  if (form.kind === "codec") return tagOfType(userCodec(form.name).type);
  if (form.kind === "record" && readForm(form.values, root).kind === "json") return tags.json;
  return form.kind === "values" ? (isEnum(form) ? tags.enum : tags.values) : tags[form.kind];
}

function isEnum(form: Form & { readonly kind: "values" }): boolean {
  return form.base === "string" && !form.single;
}

const tags: { readonly [kind in Exclude<Form["kind"], "codec"> | "enum"]: string } = {
  none: "none",
  boolean: "bool",
  integer: "int",
  bigint: "int",
  float: "float",
  string: "str",
  url: "str",
  bytes: "bytes",
  datetime: "datetime",
  instant: "datetime",
  date: "date",
  duration: "timedelta",
  values: "LiteralTypeTransformer",
  enum: "DefaultEnumTransformer",
  file: "FlyteFilePath",
  directory: "FlyteDirectory",
  dataset: "StructuredDataset Transformer",
  pickle: "V8Serialize",
  error: "FlyteError",
  json: "Typed Dict",
  array: "Typed List",
  tuple: "Typed List",
  record: "Typed Dict",
  struct: "Object-Dataclass-Transformer",
  union: "Typed Union",
};

/** The tag of a type that no schema describes. */
function tagOfType(type: LiteralType): string {
  if (type.structure?.tag !== undefined) return type.structure.tag;
  switch (type.kind) {
    case "simple":
      return simpleTags[type.simple];
    case "enum":
      return tags.enum;
    case "collection":
      return tags.array;
    case "map":
      return tags.record;
    case "blob":
      return type.dimensionality === "single" ? tags.file : tags.directory;
    case "structured-dataset":
      return tags.dataset;
    case "union":
      return tags.union;
    default:
      return type satisfies never;
  }
}

const simpleTags: { readonly [simple in SimpleType]: string } = {
  none: tags.none,
  boolean: tags.boolean,
  integer: tags.integer,
  float: tags.float,
  string: tags.string,
  datetime: tags.datetime,
  duration: tags.duration,
  binary: tags.bytes,
  error: tags.error,
  struct: tags.struct,
};
