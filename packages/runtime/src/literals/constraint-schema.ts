import type { FlyteKeyword, Schema, VariablesSchema } from "../metadata/index.ts";

/** Keywords that narrow a type further than its codec does. */
const constraints = [
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...[
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
  ],
] as const;

/** Types whose values are no JSON: a validator of JSON knows nothing of them, and their codecs check them whole. */
const opaque: ReadonlySet<FlyteKeyword["type"]> = new Set([
  ...(["datetime", "instant", "date", "duration", "bytes", "url", "file", "directory"] as const),
  ...(["dataset", "codec", "json", "undefined", "pickle"] as const),
]);

/** Whether a schema says anything that the codecs do not check, so that a validator is worth loading. */
export function hasConstraints(schema: VariablesSchema): boolean {
  return [...Object.values(schema.properties), ...Object.values(schema.$defs ?? {})].some(isConstrained);
}

function isConstrained(schema: Schema): boolean {
  if (isOpaque(schema)) return false;
  if (constraints.some((keyword) => schema[keyword] !== undefined && !isStructural(schema, keyword))) return true;
  return partsOf(schema).some(isConstrained);
}

/** A tuple says its length with the keywords of a constraint, and its codec checks it. */
function isStructural(schema: Schema, keyword: string): boolean {
  return schema.prefixItems !== undefined && (keyword === "minItems" || keyword === "maxItems");
}

function isOpaque(schema: Schema): boolean {
  const keyword = schema["x-flyte"];
  return keyword !== undefined && opaque.has(keyword.type);
}

function partsOf(schema: Schema): readonly Schema[] {
  const { items, prefixItems, properties, patternProperties, additionalProperties, anyOf, propertyNames } = schema;
  return [
    ...(typeof items === "object" ? [items] : []),
    ...(prefixItems ?? []),
    ...Object.values(properties ?? {}),
    ...Object.values(patternProperties ?? {}),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
    ...(propertyNames === undefined ? [] : [propertyNames]),
    ...(anyOf ?? []),
  ];
}

/** A schema for TypeScript's values: what is no JSON passes, and bigints have their limits in a keyword of their own. */
export interface ValueSchema {
  readonly [keyword: string]: unknown;
}

/** The schema of all variables as a validator of TypeScript's values takes it; a variable that is undefined is left out before. */
export function valueSchemaOf(schema: VariablesSchema): ValueSchema {
  const mapped = (schemas: { readonly [name: string]: Schema } | undefined): { readonly [name: string]: ValueSchema } =>
    Object.fromEntries(Object.entries(schemas ?? {}).map(([name, part]) => [name, valueSchema(part)]));
  return { type: "object", properties: mapped(schema.properties), $defs: mapped(schema.$defs) };
}

function valueSchema(schema: Schema): ValueSchema {
  if (isOpaque(schema)) return schema["x-flyte"]?.type === "undefined" ? { const: null } : {};
  if (schema["x-flyte"]?.type === "bigint") {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
    return { "x-bigint": { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } };
  }
  const {
    "x-flyte": _flyte,
    default: _default,
    examples: _examples,
    description: _description,
    title: _title,
    ...rest
  } = schema;
  const { deprecated: _deprecated, ...keywords } = rest;
  return Object.fromEntries(Object.entries(keywords).map(([keyword, value]) => [keyword, mapKeyword(keyword, value)]));
}

function mapKeyword(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case "items":
    case "additionalProperties":
    case "propertyNames":
      return typeof value === "object" ? valueSchema(value as Schema) : value;
    case "anyOf":
    case "prefixItems":
      return (value as readonly Schema[]).map(valueSchema);
    case "properties":
    case "patternProperties":
      return Object.fromEntries(
        Object.entries(value as { readonly [name: string]: Schema }).map(([name, part]) => [name, valueSchema(part)]),
      );
    default:
      return value;
  }
}
