import {
  missingVariables,
  unknownVariables,
  type ValuePlace,
  type ValueProblem,
  wrongTypes,
} from "../errors/values.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { Literal, LiteralMap } from "../model/index.ts";
import { type FileAccess, noStorage } from "../types/index.ts";
import { codecOf } from "./codec-of.ts";
import { Outbox } from "./outbox.ts";
import { setOwn } from "./set-own.ts";

/** Whose inputs or outputs a map holds. */
export type VariablesPlace = Omit<ValuePlace, "variable">;

/** Values by variable, as a task's function takes and gives them. */
export interface Values {
  readonly [variable: string]: unknown;
}

interface Wrong {
  readonly place: ValuePlace;
  readonly problems: readonly ValueProblem[];
  readonly count: number;
}

/**
 * The literals of all inputs or outputs. An input that is undefined gets its default. One error names everything that is
 * missing, unknown or wrong.
 */
export function encodeVariables(
  schema: VariablesSchema,
  values: Values,
  place: VariablesPlace,
  outbox: Outbox,
): LiteralMap {
  refuseUnknown(
    schema,
    Object.keys(values).filter((name) => values[name] !== undefined),
    place,
  );
  const literals: { [variable: string]: Literal } = {};
  const wrong: Wrong[] = [];
  const missing: string[] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const given = Object.hasOwn(values, name) ? values[name] : undefined;
    const literal = given === undefined ? defaultOf(schema, name, place) : undefined;
    if (literal !== undefined) {
      setOwn(literals, name, literal);
      continue;
    }
    const { result, problems, count } = codecOf(property, schema).tryEncode(given, outbox);
    if (count === 0) setOwn(literals, name, result);
    else if (given === undefined) missing.push(name);
    else wrong.push({ place: { ...place, variable: name }, problems, count });
  }
  refuse(schema, missing, wrong, place);
  return literals;
}

/** The values of all inputs or outputs. A variable that has no literal gets its default. */
export function decodeVariables(
  schema: VariablesSchema,
  literals: LiteralMap,
  place: VariablesPlace,
  access: FileAccess,
): { [variable: string]: unknown } {
  refuseUnknown(schema, Object.keys(literals), place);
  const values: { [variable: string]: unknown } = {};
  const wrong: Wrong[] = [];
  const missing: string[] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const literal = (Object.hasOwn(literals, name) ? literals[name] : undefined) ?? defaultOf(schema, name, place);
    const { result, problems, count } = codecOf(property, schema).tryDecode(literal ?? { kind: "none" }, access);
    if (count === 0) setOwn(values, name, result);
    else if (literal === undefined) missing.push(name);
    else wrong.push({ place: { ...place, variable: name }, problems, count });
  }
  refuse(schema, missing, wrong, place);
  return values;
}

/**
 * The literal of a variable's default, `undefined` where it has none. An optional variable whose default is not a
 * literal of the source has `null` for one.
 */
export function defaultOf(schema: VariablesSchema, name: string, place: VariablesPlace): Literal | undefined {
  const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
  if (property?.default === undefined) return undefined;
  const at = { ...place, variable: name };
  const codec = codecOf(property, schema);
  return codec.encode(codec.fromJson(property.default, at, noStorage), at, noOutbox);
}

function refuseUnknown(schema: VariablesSchema, names: readonly string[], place: VariablesPlace): void {
  const unknown = names.filter((name) => !Object.hasOwn(schema.properties, name));
  if (unknown.length > 0) throw unknownVariables(place, unknown, Object.keys(schema.properties));
}

function refuse(
  schema: VariablesSchema,
  missing: readonly string[],
  wrong: readonly Wrong[],
  place: VariablesPlace,
): void {
  if (missing.length > 0) {
    const types = missing.map((name) => {
      const property = schema.properties[name];
      return { name, type: property === undefined ? "" : codecOf(property, schema).expected };
    });
    throw missingVariables(place, types);
  }
  if (wrong.length > 0) throw wrongTypes(wrong);
}

/** Defaults hold files by URI alone, and nothing to store. */
const noOutbox: Outbox = new Outbox(noStorage);
