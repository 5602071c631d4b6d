import type { Schema, VariablesSchema } from "../metadata/index.ts";
import { isOpaque } from "./has-constraints.ts";

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
