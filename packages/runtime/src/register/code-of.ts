import { closureOf } from "../compile/index.ts";
import type { CallableEntity } from "../graph/index.ts";
import { codeRoot, isEmbedded, loadedFiles } from "../load/index.ts";
import { type CopyMode, type PackedCode, packCode } from "./pack-code.ts";

/** The code that entities were loaded from, as the archive that their containers fetch. */
export async function codeOf(entities: readonly CallableEntity[], mode: CopyMode): Promise<PackedCode> {
  const files = loadedFiles();
  // Launch plans and imperative workflows know no module; what they call does.
  const located = entities.some(isEmbedded) ? entities : await closureOf(entities);
  return packCode(codeRoot(located, files), files, mode);
}
