import type { Schema, VariablesSchema } from "../metadata/index.ts";
import { deref, readForm } from "./form.ts";

/** The member of a union beside null, where there is exactly one; any other schema as it is. */
export function withoutNull(schema: Schema, root: VariablesSchema): Schema {
  const resolved = deref(schema, root);
  const members = resolved.anyOf?.filter((member) => deref(member, root).type !== "null");
  const [only] = members ?? [];
  return members?.length === 1 && only !== undefined ? deref(only, root) : resolved;
}

/** Whether a value of the schema may be null or undefined. */
export function takesNull(schema: Schema, root: VariablesSchema): boolean {
  const form = readForm(schema, root);
  if (form.kind === "union") return form.variants.some((variant) => takesNull(variant, root));
  return form.kind === "none" || form.kind === "pickle" || form.kind === "json";
}

/** The type in words, for messages: `a string`, `an array`, `a Person`, `one of red, green`. */
export function describeSchema(schema: Schema, root: VariablesSchema): string {
  const resolved = deref(schema, root);
  const keyword = resolved["x-flyte"]?.type;
  if (keyword === "bigint") return "a bigint";
  if (keyword === "datetime") return "a Date";
  if (keyword === "undefined") return "undefined";
  if (keyword === "pickle") return "any value";
  if (keyword === "json") return "a value of JSON";
  if (resolved["x-flyte"]?.type === "file")
    return `a FlyteFile${resolved["x-flyte"].format === "" ? "" : `<"${resolved["x-flyte"].format}">`}`;
  if (resolved.anyOf !== undefined) return resolved.anyOf.map((member) => describeSchema(member, root)).join(" or ");
  if (resolved.enum !== undefined) return `one of ${resolved.enum.map((value) => JSON.stringify(value)).join(", ")}`;
  if (resolved.const !== undefined) return JSON.stringify(resolved.const);
  switch (resolved.type) {
    case "integer":
      return "an integer";
    case "array":
      return "an array";
    case "object":
      return resolved.title === undefined ? "an object" : `a ${resolved.title}`;
    case "null":
      return "null";
    case undefined:
      return "any value";
    default:
      return `a ${resolved.type}`;
  }
}
