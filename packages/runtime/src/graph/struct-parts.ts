import type { Schema, VariablesSchema } from "../metadata/index.ts";
import { type Form, readForm, withoutNull } from "../types/index.ts";
import { findReference } from "./find-reference.ts";
import type { StructParts } from "./struct-composer.ts";

/**
 * The struct that an object is to become, among the members of a union: the one that has a field for everything that is given, of
 * which nothing is missing, and whose constants the given ones are equal to.
 */
export function structFor(value: object, schema: Schema, root: VariablesSchema): Schema | undefined {
  const resolved = withoutNull(schema, root);
  return (resolved.anyOf ?? [resolved]).find((member) => fits(value, readForm(member, root), root));
}

function fits(value: object, form: Form, root: VariablesSchema): boolean {
  if (form.kind !== "struct") return false;
  const given = definedEntries(value);
  const names = new Set(given.map(([key]) => key));
  return (
    given.every(([key]) => schemaOfKey(form, key) !== undefined) &&
    form.fields.every(({ name, required }) => !required || names.has(name)) &&
    given.every(([key, item]) => mayHold(schemaOfKey(form, key) ?? {}, item, root))
  );
}

/** Whether a field can hold what is given for it: looked at where the field has a closed set of values, which tells structs apart. */
function mayHold(schema: Schema, item: unknown, root: VariablesSchema): boolean {
  const form = readForm(schema, root);
  if (form.kind !== "values" || typeof item === "object" || findReference(item) !== undefined) return true;
  return form.values.some((value) => value === item);
}

function schemaOfKey(form: Form & { readonly kind: "struct" }, key: string): Schema | undefined {
  const field = form.fields.find(({ name }) => name === key);
  return (field ?? form.open.find(({ pattern }) => pattern === undefined || new RegExp(pattern).test(key)))?.schema;
}

function definedEntries(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

/** The fields that are given, and what the struct is made of them. */
export function partsOf(
  value: object,
  schema: Schema,
  root: VariablesSchema,
): { readonly parts: StructParts; readonly values: ReadonlyMap<string, unknown> } | undefined {
  const form = readForm(schema, root);
  if (form.kind !== "struct") return undefined;
  const values = new Map(definedEntries(value));
  const properties = Object.fromEntries([...values.keys()].map((key) => [key, schemaOfKey(form, key) ?? {}]));
  const defs = root.$defs === undefined ? {} : { $defs: root.$defs };
  const variables = (of: { readonly [name: string]: Schema }): VariablesSchema => ({
    type: "object",
    properties: of,
    required: Object.keys(of),
    additionalProperties: false,
    ...defs,
  });
  const parts = { inputs: variables(properties), outputs: variables({ o0: schema }), title: form.title ?? "" };
  return { parts, values };
}
