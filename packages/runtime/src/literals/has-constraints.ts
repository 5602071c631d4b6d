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

/** Whether the values of a schema are no JSON, so that a validator of JSON knows nothing of them. */
export function isOpaque(schema: Schema): boolean {
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
