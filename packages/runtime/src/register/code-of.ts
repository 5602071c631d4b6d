import type { CallableEntity } from "../graph/index.ts";
import { codeRoot, loadedFiles } from "../load/index.ts";
import { type CopyMode, type PackedCode, packCode } from "./pack-code.ts";

/** The code that entities were loaded from, as the archive that their containers fetch. */
export function codeOf(entities: readonly CallableEntity[], mode: CopyMode): Promise<PackedCode> {
  const files = loadedFiles();
  return packCode(codeRoot(entities, files), files, mode);
}
