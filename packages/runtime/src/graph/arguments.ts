import { expectedInputObject } from "../errors/graph.ts";
import { boundOutsideMap } from "../errors/maps.ts";
import { missingVariables, unknownVariables } from "../errors/values.ts";
import { codecOf } from "../literals/index.ts";
import { takesNull } from "../types/index.ts";
import { Bound } from "./bound.ts";
import { type CallableEntity, describeEntity, sourceOf } from "./callable-entity.ts";
import { invocationNode } from "./invocation.ts";
import { referenceFacts } from "./reference.ts";
import { isPromise } from "./settle-deep.ts";

interface CallPlace {
  readonly entity: string;
  readonly role: "input";
  readonly source: string;
}

/**
 * The arguments of a call by input. What was left out is undefined; that its default or "not given" stands there is the
 * business of whoever encodes it.
 */
export function argumentsByInput(entity: CallableEntity, args: readonly unknown[]): ReadonlyMap<string, unknown> {
  const { inputs, inputStyle } = entity.embedded;
  const place: CallPlace = { entity: describeEntity(entity), role: "input", source: sourceOf(entity.embedded) };
  const names = Object.keys(inputs.properties);
  const given = inputStyle === "object" ? givenByName(names, args, place) : givenByPosition(names, args, place);
  for (const [name, value] of given) if (value instanceof Bound) throw boundOutsideMap(place.entity, name);
  const required = new Set(inputs.required);
  const missing = Object.entries(inputs.properties).filter(([name, schema]) => {
    if (!required.has(name) || given.get(name) !== undefined) return false;
    return !given.has(name) || !takesNull(schema, inputs);
  });
  if (missing.length > 0) {
    const types = missing.map(([name, schema]) => ({ name, type: codecOf(schema, inputs).expected }));
    throw missingVariables(place, types);
  }
  return new Map(names.map((name) => [name, given.get(name)]));
}

function givenByPosition(
  names: readonly string[],
  args: readonly unknown[],
  place: CallPlace,
): ReadonlyMap<string, unknown> {
  if (args.length > names.length) {
    const extra = args.slice(names.length).map((_value, index) => `argument ${names.length + index + 1}`);
    throw unknownVariables(place, extra, names);
  }
  return new Map(args.map((value, index) => [names[index] ?? "", value]));
}

function givenByName(
  names: readonly string[],
  args: readonly unknown[],
  place: CallPlace,
): ReadonlyMap<string, unknown> {
  const [inputs = {}] = args;
  const got = args.length > 1 ? `${args.length} arguments` : whyNoInputs(inputs);
  if (got !== undefined) throw expectedInputObject(place.entity, names, got, [`${place.entity} (${place.source})`]);
  const given = new Map<string, unknown>(Object.entries(inputs as object));
  const unknown = [...given.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0) throw unknownVariables(place, unknown, names);
  return given;
}

/** What an argument is instead of an object with the inputs. */
function whyNoInputs(value: unknown): string | undefined {
  if (referenceFacts(value) !== undefined) return "a reference";
  if (invocationNode(value) !== undefined || isPromise(value)) return "the result of another call";
  if (typeof value !== "object") return `a ${typeof value}`;
  return value === null ? "null" : Array.isArray(value) ? "an array" : undefined;
}
