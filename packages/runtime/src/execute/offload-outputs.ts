import { outputTooLarge } from "../errors/execute.ts";
import { encodeLiteral, literalHash } from "../literals/index.ts";
import type { Literal, LiteralMap, TypedInterface } from "../model/index.ts";
import type { FileAccess } from "../types/index.ts";

/**
 * Replaces large outputs by references: their literals go into files of their own beside `outputs.pb`, which the platform
 * reads whole and keeps small.
 */
export async function offloadOutputs(
  outputs: LiteralMap,
  limits: { readonly min: number; readonly max: number },
  place: { readonly prefix: string; readonly interface: TypedInterface; readonly access: FileAccess },
): Promise<LiteralMap> {
  const entries = Object.entries(outputs).map(async ([name, literal]): Promise<[string, Literal]> => {
    const bytes = encodeLiteral(literal);
    if (bytes.length >= limits.max) throw outputTooLarge(name, bytes.length, limits.max);
    if (bytes.length < limits.min) return [name, literal];
    const uri = `${place.prefix}/${name}_offloaded_metadata.pb`;
    await place.access.write(uri, bytes);
    const inferredType = place.interface.outputs[name]?.type;
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
