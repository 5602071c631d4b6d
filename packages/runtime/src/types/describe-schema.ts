import type { FlyteKeyword, Schema, VariablesSchema } from "../metadata/index.ts";
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
  const keyword = resolved["x-flyte"];
  if (keyword !== undefined) return describeKeyword(keyword);
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

function describeKeyword(keyword: FlyteKeyword): string {
  switch (keyword.type) {
    case "file":
      return `a FlyteFile${formatText(keyword.format)}`;
    case "directory":
      return `a FlyteDirectory${formatText(keyword.format)}`;
    case "codec":
      return `a value of the codec ${JSON.stringify(keyword.name)}`;
    default:
      return keywordTexts[keyword.type];
  }
}

function formatText(format: string): string {
  return format === "" ? "" : `<${JSON.stringify(format)}>`;
}

const keywordTexts: { readonly [type in Exclude<FlyteKeyword["type"], "file" | "directory" | "codec">]: string } = {
  bigint: "a bigint",
  datetime: "a Date",
  instant: "a Temporal.Instant",
  date: "a Temporal.PlainDate",
  duration: "a Temporal.Duration",
  bytes: "a Uint8Array",
  url: "a URL",
  dataset: "a StructuredDataset",
  error: "a FlyteError",
  json: "a value of JSON",
  undefined: "undefined",
  pickle: "any value",
};

/** The type in short, down to its elements: `bigint[]`. It tells types of one union apart that Flyte has one type for. */
export function nameSchema(schema: Schema, root: VariablesSchema, depth = 0): string {
  const form = readForm(schema, root);
  if (depth < 4 && form.kind === "array") return `${nameSchema(form.items, root, depth + 1)}[]`;
  if (depth < 4 && form.kind === "record") return `Record<string, ${nameSchema(form.values, root, depth + 1)}>`;
  return describeSchema(schema, root).replace(/^an? /, "");
}
