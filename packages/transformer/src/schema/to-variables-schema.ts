import type { Schema, VariablesSchema } from "@tsflyte/runtime/metadata";
import type { Field } from "../shape/shape.ts";
import { createDefinitionNames } from "./definition-names.ts";
import { toFieldSchema, toSchema } from "./to-schema.ts";

/** Writes all inputs or all outputs as one object schema with the definitions that they refer to. */
export function toVariablesSchema(variables: readonly Field[]): VariablesSchema {
  const names = createDefinitionNames();
  const properties = Object.fromEntries(
    variables.map((variable) => [variable.name, toFieldSchema(variable, names, "variable")]),
  );
  const definitions = new Map<string, Schema>();
  // Writing a definition can name further ones; a map's iteration goes on to what is added meanwhile.
  for (const [name, definition] of names.named) definitions.set(name, toSchema(definition.shape, names, "inside"));
  const sorted = [...definitions].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return {
    type: "object",
    properties,
    required: variables.filter(({ optional }) => !optional).map(({ name }) => name),
    additionalProperties: false,
    ...(sorted.length === 0 ? {} : { $defs: Object.fromEntries(sorted) }),
  };
}
