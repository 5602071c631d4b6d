import type { Json, JsonObject, Schema, VariablesSchema } from "../metadata/index.ts";
import { deref } from "./form.ts";

/** What stands for a file in the JSON Schema of a struct: the object that travels, as other SDKs write it. */
const fileMetadata: JsonObject = {
  type: "object",
  title: "FlyteFile",
  properties: {
    path: { anyOf: [{ type: "string" }, { type: "string", format: "path" }], default: null },
    metadata: {
      anyOf: [
        { type: "object", additionalProperties: { type: "string" }, propertyNames: { type: "string" } },
        { type: "null" },
      ],
      default: null,
    },
  },
  additionalProperties: false,
};

const directoryMetadata: JsonObject = {
  type: "object",
  title: "FlyteDirectory",
  properties: { path: { anyOf: [{ type: "string" }, { type: "string", format: "path" }], default: null } },
  additionalProperties: false,
};

const optionalText: JsonObject = { anyOf: [{ type: "string" }, { type: "null" }], default: null };

const datasetMetadata: JsonObject = {
  type: "object",
  title: "StructuredDataset",
  properties: { uri: optionalText, file_format: optionalText },
  additionalProperties: false,
};

const errorMetadata: JsonObject = {
  type: "object",
  title: "FlyteError",
  properties: { message: { type: "string" }, failed_node_id: { type: "string" } },
  required: ["message", "failed_node_id"],
  additionalProperties: false,
};

/**
 * What stands in a struct's JSON Schema for a type that travels in another form than its JSON: as other SDKs write it.
 * `undefined` where the schema itself says it.
 */
function travelling(schema: Schema): JsonObject | undefined {
  switch (schema["x-flyte"]?.type) {
    case "file":
      return fileMetadata;
    case "directory":
      return directoryMetadata;
    case "dataset":
      return datasetMetadata;
    case "error":
      return errorMetadata;
    case "duration":
      return { type: "number", format: "time-delta" };
    case "bytes":
      return { type: "string", format: "base64" };
    default:
      return undefined;
  }
}

/**
 * The JSON Schema that a struct's Flyte type carries: self-contained, without references and without this library's
 * own keyword, an optional field spelled as one that may be null. `undefined` for a type that contains itself.
 */
export function structMetadata(schema: Schema, root: VariablesSchema): JsonObject | undefined {
  const written = write(schema, root, []);
  return written === undefined || typeof written !== "object" ? undefined : (written as JsonObject);
}

/** `undefined` where the schema, followed through its references, meets itself. */
function write(schema: Schema, root: VariablesSchema, open: readonly string[]): JsonObject | undefined {
  if (schema.$ref !== undefined) {
    if (open.includes(schema.$ref)) return undefined;
    const target = write(deref(schema, root), root, [...open, schema.$ref]);
    if (target === undefined) return undefined;
    return schema.description === undefined ? target : { ...target, description: schema.description };
  }
  const other = travelling(schema);
  if (other !== undefined)
    return schema.description === undefined ? other : { ...other, description: schema.description };
  const result: { [keyword: string]: Json } = {};
  for (const [keyword, value] of Object.entries(schema) as [keyof Schema, Json][]) {
    const written = writeKeyword(keyword, value, schema, root, open);
    if (written === undefined) return undefined;
    if (written !== omitted) result[keyword] = written;
  }
  if (typeof schema.additionalProperties === "object" && schema.propertyNames === undefined) {
    result["propertyNames"] = { type: "string" };
  }
  return result;
}

const omitted = "";

function writeKeyword(
  keyword: keyof Schema,
  value: Json,
  schema: Schema,
  root: VariablesSchema,
  open: readonly string[],
): Json | undefined {
  switch (keyword) {
    case "x-flyte":
      return omitted;
    case "title":
    case "type":
      // An enum is its values alone, as other SDKs write it.
      return schema.enum !== undefined && schema.type === "string" ? omitted : value;
    case "items":
    case "additionalProperties":
      return typeof value === "object" ? write(value as Schema, root, open) : value;
    case "anyOf":
    case "prefixItems":
      return writeAll(value as readonly Schema[], root, open);
    case "properties":
      return writeFields(schema, root, open);
    case "patternProperties":
      return writeEach(value as { readonly [pattern: string]: Schema }, root, open);
    default:
      return value;
  }
}

function writeAll(schemas: readonly Schema[], root: VariablesSchema, open: readonly string[]): Json | undefined {
  const written = schemas.map((schema) => write(schema, root, open));
  return written.every((item) => item !== undefined) ? written : undefined;
}

function writeEach(
  schemas: { readonly [key: string]: Schema },
  root: VariablesSchema,
  open: readonly string[],
): JsonObject | undefined {
  const written = Object.entries(schemas).map(([key, schema]) => [key, write(schema, root, open)] as const);
  return written.every(([, schema]) => schema !== undefined) ? (Object.fromEntries(written) as JsonObject) : undefined;
}

function writeFields(schema: Schema, root: VariablesSchema, open: readonly string[]): JsonObject | undefined {
  const required = new Set(schema.required);
  const fields: [string, Json][] = [];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const written = write(field, root, open);
    if (written === undefined) return undefined;
    fields.push([name, required.has(name) ? written : nullable(written)]);
  }
  return Object.fromEntries(fields);
}

function nullable(schema: JsonObject): JsonObject {
  const none: JsonObject = { type: "null" };
  const variants = schema["anyOf"];
  const fallback = schema["default"] ?? null;
  if (!Array.isArray(variants)) return { anyOf: [schema, none], default: fallback };
  const hasNone = variants.some((variant) => (variant as JsonObject)["type"] === "null");
  return { ...schema, anyOf: hasNone ? variants : [...variants, none], default: fallback };
}
