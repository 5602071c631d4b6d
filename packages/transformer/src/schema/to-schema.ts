import type { Schema } from "@tsflyte/runtime/metadata";
import type { Annotations, Field, Literals, OpenKeys, Shape, Struct } from "../shape/shape.ts";
import type { DefinitionNames } from "./definition-names.ts";
import { orderMembers } from "./order-members.ts";

/** Where a schema stands: as a variable of its own, or inside a struct or record. */
export type Place = "variable" | "inside";

/** Writes a shape without flaws as JSON Schema. Keys and members stand in one order, whatever the shape's history. */
export function toSchema(shape: Shape, names: DefinitionNames, place: Place): Schema {
  switch (shape.kind) {
    case "null":
    case "boolean":
    case "integer":
    case "number":
    case "string":
      return { type: shape.kind };
    case "undefined":
      return { type: "null", "x-flyte": { type: "undefined" } };
    case "bigint":
      return { type: "integer", "x-flyte": { type: "bigint" } };
    case "datetime":
    case "instant":
      return { type: "string", format: "date-time", "x-flyte": { type: shape.kind } };
    case "date":
    case "duration":
      return { type: "string", format: shape.kind, "x-flyte": { type: shape.kind } };
    case "url":
      return { type: "string", format: "uri", "x-flyte": { type: "url" } };
    case "bytes":
      return { type: "string", contentEncoding: "base64", "x-flyte": { type: "bytes" } };
    case "template": {
      const [only] = shape.alternatives;
      const isOne = shape.alternatives.length === 1;
      return { type: "string", pattern: `^${isOne ? only : `(?:${shape.alternatives.join("|")})`}$` };
    }
    case "file":
    case "directory":
      return { type: "object", "x-flyte": { type: shape.kind, format: shape.format } };
    case "error":
      return { type: "object", "x-flyte": { type: "error" } };
    case "dataset": {
      const columns = shape.columns === undefined ? {} : { columns: toColumnsSchema(shape.columns, names) };
      return { type: "object", "x-flyte": { type: "dataset", format: shape.format, ...columns } };
    }
    case "codec":
      return { "x-flyte": { type: "codec", name: shape.name } };
    case "untyped":
      return { "x-flyte": { type: place === "inside" ? "json" : "pickle" } };
    case "literals":
      return toLiteralsSchema(shape);
    case "array":
      return { type: "array", items: toSchema(shape.items, names, place) };
    case "tuple":
      return {
        type: "array",
        ...(shape.items.length === 0
          ? {}
          : { prefixItems: shape.items.map((item) => toSchema(item, names, "inside")) }),
        items: shape.rest === undefined ? false : toSchema(shape.rest, names, "inside"),
        minItems: shape.required,
        ...(shape.rest === undefined ? { maxItems: shape.items.length } : {}),
      };
    case "record":
      return toRecordSchema(shape, names);
    case "struct":
      return toStructSchema(shape, names);
    case "reference":
      return { $ref: `#/$defs/${names.nameOf(shape.definition)}` };
    case "union": {
      const members = orderMembers(shape.members).map((member) => toSchema(member, names, place));
      const [only] = members;
      return only !== undefined && members.length === 1 ? only : { anyOf: members };
    }
    case "unsupported":
      throw new Error("a shape with flaws has no schema: report them first");
  }
}

function toLiteralsSchema({ base, name, values }: Literals): Schema {
  const [only] = values;
  return {
    type: base === "bigint" ? "integer" : base,
    ...(name === undefined ? {} : { title: name }),
    ...(name === undefined && values.length === 1 && only !== undefined ? { const: only } : { enum: values }),
    ...(base === "bigint" ? { "x-flyte": { type: "bigint" } } : {}),
  };
}

function toRecordSchema({ values, patterns }: OpenKeys, names: DefinitionNames): Schema {
  const [only] = patterns;
  // Keys of one kind are what readers of schemas know as a map.
  if (values === undefined && only !== undefined && patterns.length === 1 && !only.key.includes("`")) {
    const schema = toSchema(only.values, names, "inside");
    return { type: "object", propertyNames: { pattern: only.pattern }, additionalProperties: schema };
  }
  return { type: "object", ...toOpenSchema({ ...(values === undefined ? {} : { values }), patterns }, names) };
}

function toOpenSchema({ values, patterns }: OpenKeys, names: DefinitionNames): Schema {
  const schemas = patterns.map(({ pattern, values: shape }) => [pattern, toSchema(shape, names, "inside")]);
  return {
    ...(patterns.length === 0 ? {} : { patternProperties: Object.fromEntries(schemas) as Record<string, Schema> }),
    additionalProperties: values === undefined ? false : toSchema(values, names, "inside"),
  };
}

function toStructSchema({ title, fields, open }: Struct, names: DefinitionNames): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const field of fields) {
    properties[field.name] = toFieldSchema(field, names, "inside");
    if (!field.optional) required.push(field.name);
  }
  const rest: Schema = open === undefined ? { additionalProperties: false } : toOpenSchema(open, names);
  return title === undefined
    ? { type: "object", properties, required, ...rest }
    : { type: "object", title, properties, required, ...rest };
}

/** The columns stand in place: a reference would not be followed into `x-flyte`. */
function toColumnsSchema(columns: Shape, names: DefinitionNames): Schema {
  return toSchema(columns.kind === "reference" ? columns.definition.shape : columns, names, "inside");
}

/** The schema of a property or a variable: its type's, and what its comment says beside it. */
export function toFieldSchema(
  { shape, annotations }: Pick<Field, "shape" | "annotations">,
  names: DefinitionNames,
  place: Place,
): Schema {
  const schema = toSchema(shape, names, place);
  return hasNone(annotations) ? schema : { ...schema, ...annotations };
}

function hasNone(annotations: Annotations): boolean {
  for (const _ in annotations) return false;
  return true;
}
