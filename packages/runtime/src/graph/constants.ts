/** Literals of values that are known while a workflow is compiled. */
import { localFileConstant } from "../errors/graph.ts";
import type { ValuePlace } from "../errors/values.ts";
import { codecOf, Outbox } from "../literals/index.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import type { Literal } from "../model/index.ts";
import { type FileAccess, noStorage } from "../types/index.ts";

/** Nothing is stored while a workflow is compiled: its constants travel inside its template. */
const whileCompiling: FileAccess = {
  ...noStorage,
  newUri: (basename) => {
    throw localFileConstant(basename);
  },
};
const nothingSent: Outbox = new Outbox(whileCompiling);

/**
 * The literal of a constant.
 *
 * @param outbox takes the files in it, where what compiles runs beside storage: in a dynamic task
 */
export function encodeConstant(
  value: unknown,
  schema: Schema,
  root: VariablesSchema,
  place: ValuePlace,
  outbox: Outbox = nothingSent,
): Literal {
  return codecOf(schema, root).encode(value, place, outbox);
}

/** The literal of a variable's default; undefined where the schema has none. */
export function encodeDefault(schema: Schema, root: VariablesSchema, place: ValuePlace): Literal | undefined {
  if (schema.default === undefined) return undefined;
  return encodeConstant(codecOf(schema, root).fromJson(schema.default, place, whileCompiling), schema, root, place);
}
