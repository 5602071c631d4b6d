import type { JsonObject as IdlJsonObject, JsonValue as IdlJsonValue } from "@bufbuild/protobuf";
import type { Json, JsonObject } from "../metadata/index.ts";

/** What protobuf takes as `google.protobuf.Struct`: the same JSON, in a copy that may be changed. */
export function structToIdl(value: JsonObject): IdlJsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, jsonToIdl(member)]));
}

function jsonToIdl(value: Json): IdlJsonValue {
  if (value === null || typeof value !== "object") return value;
  return isArray(value) ? value.map(jsonToIdl) : structToIdl(value);
}

function isArray(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
