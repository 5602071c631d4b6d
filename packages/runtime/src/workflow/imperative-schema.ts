import type { Schema, VariablesSchema } from "../metadata/index.ts";
import { distinctSchemas, readForm, withoutNull } from "../types/index.ts";
import { type ValueFacts, valueFacts } from "./imperative-value.ts";

/** A schema with the definitions that it refers to. */
export interface RootedSchema {
  readonly schema: Schema;
  readonly root: VariablesSchema;
}

/** Variables of several origins in one schema. Definitions of one name may differ, so each is renamed after its variable. */
export function variablesSchema(
  variables: ReadonlyMap<string, RootedSchema>,
  isRequired: (name: string) => boolean,
): VariablesSchema {
  const $defs: { [name: string]: Schema } = {};
  const properties = [...variables].map(([name, { schema, root }]): [string, Schema] => {
    const rename = (definition: string): string => `${name}.${definition}`;
    for (const [definition, inner] of Object.entries(root.$defs ?? {}))
      $defs[rename(definition)] = renamed(inner, rename);
    return [name, renamed(schema, rename)];
  });
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: [...variables.keys()].filter(isRequired),
    additionalProperties: false,
    ...(Object.keys($defs).length === 0 ? {} : { $defs }),
  };
}

const refPrefix = "#/$defs/";

function renamed<T>(value: T, rename: (definition: string) => string): T {
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, rename)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => [
    key,
    key === "$ref" && typeof item === "string"
      ? `${refPrefix}${rename(item.slice(refPrefix.length))}`
      : renamed(item, rename),
  ]);
  return Object.fromEntries(entries) as T;
}

/**
 * The schema of an output: that of the value, or of a list or record of values.
 *
 * @param schemaOf the schema of a value; undefined where its type has no such part
 * @param around what the output is inside of: what holds itself has no schema
 */
export function outputSchema(
  output: unknown,
  schemaOf: (value: ValueFacts) => RootedSchema | undefined,
  around: readonly unknown[] = [],
): RootedSchema | undefined {
  const facts = valueFacts(output);
  if (facts !== undefined) return schemaOf(facts);
  if (typeof output !== "object" || output === null || around.includes(output)) return undefined;
  const members = Object.values(output).map((item) => outputSchema(item, schemaOf, [...around, output]));
  const [first] = members;
  if (first === undefined || members.some((member) => member === undefined)) return undefined;
  const distinct = distinctSchemas((members as readonly RootedSchema[]).map(({ schema }) => schema));
  // Definitions of several origins have no common root.
  if (distinct.length > 1 && distinct.some((schema) => JSON.stringify(schema).includes("$ref"))) return undefined;
  const items: Schema = distinct.length === 1 ? first.schema : { anyOf: distinct };
  const schema: Schema = Array.isArray(output)
    ? { type: "array", items }
    : { type: "object", additionalProperties: items };
  return { schema, root: first.root };
}

/** The schema of a part of a value. */
export function schemaAt({ schema, root }: RootedSchema, path: readonly string[]): RootedSchema | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return { schema, root };
  const inner = stepInto(withoutNull(schema, root), root, step);
  return inner === undefined ? undefined : schemaAt({ schema: inner, root }, rest);
}

function stepInto(schema: Schema, root: VariablesSchema, step: string): Schema | undefined {
  const form = readForm(schema, root);
  switch (form.kind) {
    case "array":
      return form.items;
    case "tuple":
      return form.items[Number(step)];
    case "record":
      return form.values;
    case "struct": {
      const field = form.fields.find(({ name }) => name === step);
      if (field === undefined || field.required) return field?.schema;
      return { anyOf: [field.schema, { type: "null", "x-flyte": { type: "undefined" } }] };
    }
    default:
      return undefined;
  }
}
