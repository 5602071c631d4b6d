import type { VariablesSchema } from "../metadata/index.ts";
import { findCodec } from "./codec-of.ts";

/** Loads the codecs that the variables of a schema need beyond the basic ones; only then can their values be read and written. */
export async function loadCodecs(schema: VariablesSchema): Promise<void> {
  const isLoaded = Object.values(schema.properties).every((property) => findCodec(property, schema) !== undefined);
  if (!isLoaded) await import("./compile-codec.ts");
}
