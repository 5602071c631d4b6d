import type { Schema } from "@tsflyte/runtime/metadata";
import type { Field, Literals, Shape, Struct } from "../shape/shape.ts";
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
      return { type: "string", format: "date-time", "x-flyte": { type: "datetime" } };
    case "file":
      return { type: "object", "x-flyte": { type: "file", format: shape.format } };
    case "untyped":
      return { "x-flyte": { type: place === "inside" ? "json" : "pickle" } };
    case "literals":
      return toLiteralsSchema(shape);
    case "array":
      return { type: "array", items: toSchema(shape.items, names, place) };
    case "record":
      return { type: "object", additionalProperties: toSchema(shape.values, names, "inside") };
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

function toStructSchema({ title, fields }: Struct, names: DefinitionNames): Schema {
  return {
    type: "object",
    ...(title === undefined ? {} : { title }),
    properties: Object.fromEntries(fields.map((field) => [field.name, toFieldSchema(field, names, "inside")])),
    required: fields.filter(({ optional }) => !optional).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** The schema of a property or a variable: its type's, and what its comment says beside it. */
export function toFieldSchema(
  { shape, annotations }: Pick<Field, "shape" | "annotations">,
  names: DefinitionNames,
  place: Place,
): Schema {
  return { ...toSchema(shape, names, place), ...annotations };
}
