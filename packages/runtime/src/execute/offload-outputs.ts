import { outputTooLarge } from "../errors/execute.ts";
import { codecOf } from "../literals/codec-of.ts";
import { literalHash } from "../literals/literal-hash.ts";
import { loadCodecs } from "../literals/load-codecs.ts";
import { encodeLiteral } from "../literals/wire/documents.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { Literal, LiteralMap } from "../model/index.ts";
import type { FileAccess } from "../types/index.ts";

/**
 * Replaces large outputs by references: their literals go into files of their own beside `outputs.pb`, which the platform
 * reads whole and keeps small.
 */
export async function offloadOutputs(
  outputs: LiteralMap,
  limits: { readonly min: number; readonly max: number },
  place: { readonly prefix: string; readonly schema: VariablesSchema; readonly access: FileAccess },
): Promise<LiteralMap> {
  await loadCodecs(place.schema);
  const entries = Object.entries(outputs).map(async ([name, literal]): Promise<[string, Literal]> => {
    const bytes = encodeLiteral(literal);
    if (bytes.length >= limits.max) throw outputTooLarge(name, bytes.length, limits.max);
    if (bytes.length < limits.min) return [name, literal];
    const uri = `${place.prefix}/${name}_offloaded_metadata.pb`;
    await place.access.write(uri, bytes);
    const property = place.schema.properties[name];
    // The codec knows the type already; the task's interface would be made for this alone.
    const inferredType = property === undefined ? undefined : codecOf(property, place.schema).type;
    const offloaded: Literal = {
      kind: "offloaded",
      uri,
      sizeBytes: BigInt(bytes.length),
      ...(inferredType === undefined ? {} : { inferredType }),
      hash: literal.hash ?? literalHash(literal),
    };
    return [name, offloaded];
  });
  return Object.fromEntries(await Promise.all(entries));
}
