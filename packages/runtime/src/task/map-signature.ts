/** What a map takes and gives: lists of what one element takes and gives. */
import type { CallableEntity, CallSignature } from "../graph/index.ts";
import type { Schema, SourceMetadata, VariablesSchema } from "../metadata/index.ts";
import { takesNull } from "../types/index.ts";

/** Which of a map's inputs are given how. */
export interface MapShape {
  /** The inputs that every element gets whole. */
  readonly bound: readonly string[];
  /** The inputs that the call leaves to the target's own defaults. */
  readonly omitted: readonly string[];
  /** Whether an element may fail, and is null then. */
  readonly partial: boolean;
}

/** The signature of a map over a target. It is called with one object. */
export function mapSignature(
  { embedded }: CallableEntity,
  { bound, omitted, partial }: MapShape,
  source: SourceMetadata,
): CallSignature {
  const { inputs, outputs, outputStyle } = embedded;
  const given = Object.entries(inputs.properties).filter(([name]) => !omitted.includes(name));
  const isGiven = (name: string): boolean => !bound.includes(name) || inputs.required.includes(name);
  return {
    inputs: {
      ...inputs,
      properties: Object.fromEntries(
        given.map(([name, schema]) => [name, bound.includes(name) ? schema : listOf(schema)]),
      ),
      required: given.map(([name]) => name).filter(isGiven),
    },
    outputs: {
      ...outputs,
      properties: Object.fromEntries(
        Object.entries(outputs.properties).map(([name, schema]) => [
          name,
          listOf(partial ? orNull(schema, outputs) : schema),
        ]),
      ),
    },
    inputStyle: "object",
    outputStyle,
    source,
  };
}

/** A list of a variable's values. What describes the variable describes the list. */
function listOf({ description, default: _default, ...items }: Schema): Schema {
  return { type: "array", items, ...(description === undefined ? {} : { description }) };
}

function orNull(schema: Schema, root: VariablesSchema): Schema {
  if (takesNull(schema, root)) return schema;
  const { description, ...value } = schema;
  const members = value.anyOf ?? [value];
  return { anyOf: [...members, { type: "null" }], ...(description === undefined ? {} : { description }) };
}
