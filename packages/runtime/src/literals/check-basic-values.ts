import { wrongTypes } from "../errors/values.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import { noStorage } from "../types/index.ts";
import { findCodec } from "./codec-of.ts";
import { Outbox } from "./outbox.ts";
import type { Values, VariablesPlace } from "./variables.ts";

/**
 * Throws one error that names every wrong part of the values. Values of types whose codecs are not loaded yet are not looked at:
 * they are checked where they become literals.
 */
export function checkBasicValues(schema: VariablesSchema, values: Values, place: VariablesPlace): void {
  const wrong = Object.entries(values).flatMap(([name, value]) => {
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    const codec = property === undefined ? undefined : findCodec(property, schema);
    const { problems = [], count = 0 } = codec?.tryEncode(value, new Outbox(noStorage)) ?? {};
    return count === 0 ? [] : [{ place: { ...place, variable: name }, problems, count }];
  });
  if (wrong.length > 0) throw wrongTypes(wrong);
}
