/** The folder that the names of modules are relative to, in the code that was loaded. */
import { noCodeRoot, severalCodeRoots } from "../errors/load.ts";
import type { CallableEntity } from "../graph/index.ts";
import { isEmbedded } from "./entities-of-module.ts";

/**
 * A container imports `<root>/<module>.js`, so the root follows from where the modules of the entities lie.
 *
 * @param files what was loaded, as absolute paths
 */
export function codeRoot(entities: readonly CallableEntity[], files: readonly string[]): string {
  const stems = new Set(entities.filter(isEmbedded).map((entity) => withoutExtension(entity.embedded.source.file)));
  const roots = new Set<string>();
  for (const stem of stems) {
    const file = files.find((path) => withoutExtension(path).endsWith(`/${stem}`));
    if (file === undefined) throw noCodeRoot(stem, files);
    roots.add(file.slice(0, withoutExtension(file).length - stem.length - 1));
  }
  const [root, other] = [...roots].sort();
  if (root === undefined) throw noCodeRoot("any module", files);
  if (other !== undefined) throw severalCodeRoots([...roots]);
  return root === "" ? "/" : root;
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./]+$/, "");
}
