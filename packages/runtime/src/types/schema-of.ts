/**
 * From Flyte's types back to schemas: what a task in another language takes and gives, in the words of TypeScript. A type
 * that TypeScript has no name for gets the schema that its values can be read with.
 */
import type { Json, Schema } from "../metadata/index.ts";
import type { LiteralType, SimpleType } from "../model/index.ts";
import { pickleFormat } from "./literal-type-of.ts";
import { anyJson, schemaOfJson } from "./schema-of-json.ts";
import { variantAnnotation } from "./type-key.ts";

/** The schema of a Flyte type. It stands alone: it has no references. */
export function schemaOf(type: LiteralType): Schema {
  switch (type.kind) {
    case "simple":
      return schemaOfSimple(type);
    case "enum":
      return { type: "string", enum: type.values };
    case "collection":
      return { type: "array", items: schemaOf(type.elementType) };
    case "map":
      return { type: "object", additionalProperties: schemaOf(type.valueType) };
    case "blob":
      if (type.format === pickleFormat) return { "x-flyte": { type: "pickle" } };
      return {
        type: "object",
        "x-flyte": { type: type.dimensionality === "single" ? "file" : "directory", format: type.format },
      };
    case "structured-dataset": {
      const { format, columns } = type;
      if (columns.length === 0) return { type: "object", "x-flyte": { type: "dataset", format } };
      const properties = Object.fromEntries(columns.map(({ name, literalType }) => [name, schemaOf(literalType)]));
      const row: Schema = {
        type: "object",
        properties,
        required: columns.map(({ name }) => name),
        additionalProperties: false,
      };
      return { type: "object", "x-flyte": { type: "dataset", format, columns: row } };
    }
    case "union":
      return { anyOf: type.variants.map(schemaOf) };
    default:
      return type satisfies never;
  }
}

function schemaOfSimple(type: LiteralType & { readonly kind: "simple" }): Schema {
  const values = type.annotation?.["literal_values"];
  if (Array.isArray(values) && values.length > 0) return closedSet(type.simple, values as readonly Json[]);
  const name = type.annotation?.[variantAnnotation];
  switch (type.simple) {
    case "none":
      return { type: "null" };
    case "boolean":
    case "string":
      return name === "URL" ? { type: "string", format: "uri", "x-flyte": { type: "url" } } : { type: type.simple };
    case "integer":
      return name === "bigint" ? { type: "integer", "x-flyte": { type: "bigint" } } : { type: "integer" };
    case "float":
      return { type: "number" };
    case "datetime":
      if (type.structure?.tag === "date") return { type: "string", format: "date", "x-flyte": { type: "date" } };
      return {
        type: "string",
        format: "date-time",
        "x-flyte": { type: name === "Temporal.Instant" ? "instant" : "datetime" },
      };
    case "duration":
      return { type: "string", format: "duration", "x-flyte": { type: "duration" } };
    case "binary":
      return { type: "string", contentEncoding: "base64", "x-flyte": { type: "bytes" } };
    case "struct":
      return schemaOfStruct(type);
    case "error":
      return { type: "object", "x-flyte": { type: "error" } };
    default:
      return type.simple satisfies never;
  }
}

/** A set whose type is that of the Flyte type, or of its values where that says less. */
function closedSet(simple: SimpleType, values: readonly Json[]): Schema {
  const type = simple === "float" ? "number" : simple === "integer" || simple === "boolean" ? simple : "string";
  const [only] = values;
  return values.length === 1 && only !== undefined ? { type, const: only } : { type, enum: values };
}

/** The types of the fields say more than the JSON Schema, which says which are required; without either it is any JSON. */
function schemaOfStruct(type: LiteralType & { readonly kind: "simple" }): Schema {
  const schema = type.metadata === undefined ? undefined : schemaOfJson(type.metadata);
  const fields = Object.entries(type.structure?.dataclassType ?? {});
  if (fields.length === 0) return schema ?? anyJson;
  const required = schema?.required ?? fields.map(([name]) => name);
  const order = Object.keys(schema?.properties ?? {});
  const sorted = fields.toSorted(([left], [right]) => order.indexOf(left) - order.indexOf(right));
  return {
    type: "object",
    ...(schema?.title === undefined ? {} : { title: schema.title }),
    properties: Object.fromEntries(
      sorted.map(([name, field]) => [name, fieldSchema(schemaOf(field), schema?.properties?.[name])]),
    ),
    required,
    additionalProperties: schema?.additionalProperties ?? false,
  };
}

function fieldSchema(schema: Schema, described: Schema | undefined): Schema {
  return described?.description === undefined ? schema : { ...schema, description: described.description };
}
