import { expectedInputObject } from "../errors/graph.ts";
import { missingVariables, unknownVariables } from "../errors/values.ts";
import { describeSchema } from "../types/index.ts";
import { type CallableEntity, describeEntity, sourceOf } from "./callable-entity.ts";
import { referenceFacts } from "./reference.ts";

/**
 * The arguments of a call by input. What was left out is undefined; that its default or "not given" stands there is the
 * business of whoever encodes it.
 */
export function argumentsByInput(entity: CallableEntity, args: readonly unknown[]): ReadonlyMap<string, unknown> {
  const { inputs } = entity.embedded;
  const place = { entity: describeEntity(entity), role: "input" as const, source: sourceOf(entity.embedded) };
  const given = entity.embedded.inputStyle === "object" ? givenByName(entity, args) : givenByPosition(entity, args);
  const required = new Set(inputs.required);
  const values = new Map<string, unknown>();
  const missing: { readonly name: string; readonly type: string }[] = [];
  for (const [name, schema] of Object.entries(inputs.properties)) {
    const value = given.get(name);
    if (required.has(name) && !given.has(name)) missing.push({ name, type: describeSchema(schema, inputs) });
    values.set(name, value);
  }
  if (missing.length > 0) throw missingVariables(place, missing);
  return values;
}

function givenByPosition(entity: CallableEntity, args: readonly unknown[]): ReadonlyMap<string, unknown> {
  const names = Object.keys(entity.embedded.inputs.properties);
  if (args.length > names.length) {
    const extra = args.slice(names.length).map((_value, index) => `argument ${names.length + index + 1}`);
    throw unknownVariables(
      { entity: describeEntity(entity), role: "input", source: sourceOf(entity.embedded) },
      extra,
      names,
    );
  }
  return new Map(args.map((value, index) => [names[index] ?? "", value]));
}

function givenByName(entity: CallableEntity, args: readonly unknown[]): ReadonlyMap<string, unknown> {
  const names = Object.keys(entity.embedded.inputs.properties);
  const [inputs = {}] = args;
  const isReference = referenceFacts(inputs) !== undefined;
  if (args.length > 1 || typeof inputs !== "object" || inputs === null || Array.isArray(inputs) || isReference) {
    const got = args.length > 1 ? `${args.length} arguments` : isReference ? "a reference" : `a ${typeof inputs}`;
    throw expectedInputObject(describeEntity(entity), names, got);
  }
  const unknown = Object.keys(inputs).filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw unknownVariables(
      { entity: describeEntity(entity), role: "input", source: sourceOf(entity.embedded) },
      unknown,
      names,
    );
  }
  return new Map(Object.entries(inputs));
}
