import type { VariablesSchema } from "../metadata/index.ts";
import { basicCodec } from "./basic-codec.ts";

/** Loads the codecs that the variables of a schema need beyond the basic ones; only then can their values be read and written. */
export async function loadCodecs(schema: VariablesSchema): Promise<void> {
  const isBasic = Object.values(schema.properties).every((property) => basicCodec(property, schema) !== undefined);
  if (!isBasic) await import("./compile-codec.ts");
}
