/** JSON Schemas as other SDKs write them into the types of structs, in the keywords of this library. */
import type { Json, JsonObject, Schema } from "../metadata/index.ts";

/** The schema of whatever JSON and msgpack can hold. */
export const anyJson: Schema = { "x-flyte": { type: "json" } };

const types: readonly Json[] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/** Reads a JSON Schema of any origin. What it says in keywords that are unknown here is any JSON. */
export function schemaOfJson(json: JsonObject): Schema {
  return read(json, json, []);
}

function read(json: Json | undefined, root: JsonObject, open: readonly string[]): Schema {
  if (!isObject(json)) return anyJson;
  const ref = json["$ref"];
  if (typeof ref === "string") {
    // A type that contains itself ends as any JSON: there is no end otherwise.
    const target = open.includes(ref) ? undefined : resolve(ref, root);
    return target === undefined ? anyJson : described(read(target, root, [...open, ref]), json);
  }
  return described(readKeywords(json, root, open), json);
}

function readKeywords(json: JsonObject, root: JsonObject, open: readonly string[]): Schema {
  const members = json["anyOf"] ?? json["oneOf"];
  if (isList(members)) return { anyOf: members.map((member) => read(member, root, open)) };
  const all = json["allOf"];
  if (isList(all) && all.length === 1) return read(all[0], root, open);
  const type = json["type"];
  if (isList(type)) return { anyOf: type.map((item) => read({ ...json, type: item }, root, open)) };
  const special = specialType(json);
  if (special !== undefined) return special;
  if (json["const"] !== undefined) return { type: typeOfValue(json["const"]), const: json["const"] };
  const values = json["enum"];
  if (isList(values)) return readEnum(values, json);
  if (!types.includes(type ?? "")) return anyJson;
  switch (type as Schema["type"]) {
    case "array":
      return readArray(json, root, open);
    case "object":
      return readObject(json, root, open);
    default:
      return { type: type as NonNullable<Schema["type"]> };
  }
}

/** Types that travel in a form of their own, by what the SDKs call them. */
function specialType(json: JsonObject): Schema | undefined {
  switch (json["type"] === "object" ? json["title"] : json["format"]) {
    case "FlyteFile":
      return { type: "object", "x-flyte": { type: "file", format: "" } };
    case "FlyteDirectory":
      return { type: "object", "x-flyte": { type: "directory", format: "" } };
    case "StructuredDataset":
      return { type: "object", "x-flyte": { type: "dataset", format: "" } };
    case "date-time":
      return { type: "string", format: "date-time", "x-flyte": { type: "datetime" } };
    case "date":
      return { type: "string", format: "date", "x-flyte": { type: "date" } };
    case "time-delta":
    case "duration":
      return { type: "string", format: "duration", "x-flyte": { type: "duration" } };
    case "base64":
    case "binary":
      return { type: "string", contentEncoding: "base64", "x-flyte": { type: "bytes" } };
    case "uri":
      return { type: "string", format: "uri", "x-flyte": { type: "url" } };
    default:
      return undefined;
  }
}

/** Values of one type, and null beside them. */
function readEnum(values: readonly Json[], json: JsonObject): Schema {
  const some = values.filter((value) => value !== null);
  const kinds = new Set(some.map(typeOfValue));
  const [type] = kinds.has("number") ? ["number" as const] : kinds;
  if (type === undefined || kinds.size > (kinds.has("number") && kinds.has("integer") ? 2 : 1)) return anyJson;
  const title = json["title"];
  const set: Schema = { type, ...(typeof title === "string" ? { title } : {}), enum: some };
  return some.length === values.length ? set : { anyOf: [set, { type: "null" }] };
}

function readArray(json: JsonObject, root: JsonObject, open: readonly string[]): Schema {
  const prefix = json["prefixItems"];
  const rest = json["items"];
  if (!isList(prefix)) return { type: "array", items: read(rest, root, open) };
  const least = json["minItems"];
  return {
    type: "array",
    prefixItems: prefix.map((item) => read(item, root, open)),
    items: isObject(rest) ? read(rest, root, open) : false,
    minItems: typeof least === "number" ? least : prefix.length,
  };
}

function readObject(json: JsonObject, root: JsonObject, open: readonly string[]): Schema {
  const { title, properties, required, additionalProperties: others, patternProperties: patterns } = json;
  if (!isObject(properties) && !isObject(patterns)) {
    return { type: "object", additionalProperties: isObject(others) ? read(others, root, open) : anyJson };
  }
  const each = (schemas: JsonObject): { readonly [name: string]: Schema } =>
    Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, read(schema, root, open)]));
  return {
    type: "object",
    ...(typeof title === "string" ? { title } : {}),
    ...(isObject(properties) ? { properties: each(properties) } : {}),
    ...(isObject(patterns) ? { patternProperties: each(patterns) } : {}),
    required: isList(required) ? required.filter((name) => typeof name === "string") : [],
    // Fields that a reader does not know are left out, whatever the writer allows.
    additionalProperties: isObject(others) ? read(others, root, open) : false,
  };
}

function described(schema: Schema, { description }: JsonObject): Schema {
  return typeof description === "string" ? { ...schema, description } : schema;
}

/** What a `$ref` into the same document stands for. */
function resolve(ref: string, root: JsonObject): JsonObject | undefined {
  const match = /^#\/(\$defs|definitions)\/(.+)$/.exec(ref);
  const defs = root[match?.[1] ?? ""];
  const name = match?.[2] ?? "";
  const target = isObject(defs) && Object.hasOwn(defs, name) ? defs[name] : undefined;
  return isObject(target) ? target : undefined;
}

function typeOfValue(value: Json): NonNullable<Schema["type"]> {
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "object") return Array.isArray(value) ? "array" : "object";
  return typeof value as "boolean" | "string";
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}
