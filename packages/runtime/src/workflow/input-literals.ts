import { localFileConstant } from "../errors/graph.ts";
import { codecOf } from "../literals/codec-of.ts";
import { Outbox, type Values, type VariablesPlace } from "../literals/running.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { LiteralMap } from "../model/index.ts";
import { noStorage } from "../types/index.ts";

/** The literals of some inputs. They travel inside a launch plan, which no file of this machine does. */
export function inputLiterals(schema: VariablesSchema, values: Values, place: VariablesPlace): LiteralMap {
  const outbox = new Outbox({
    ...noStorage,
    newUri: (basename) => {
      throw localFileConstant(basename);
    },
  });
  const literals = Object.entries(values).flatMap(([variable, value]) => {
    const property = Object.hasOwn(schema.properties, variable) ? schema.properties[variable] : undefined;
    if (property === undefined) return [];
    return [[variable, codecOf(property, schema).encode(value, { ...place, variable }, outbox)] as const];
  });
  return Object.fromEntries(literals);
}
