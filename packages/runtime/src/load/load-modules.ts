/** Loads a user's modules for the command line: built JavaScript, or TypeScript source through the transformer. */
import { type CallableEntity, countEntities, registeredEntities } from "../graph/index.ts";
import { entitiesOfModule, isEmbedded, knownEntities } from "./entities-of-module.ts";
import { importModule } from "./import-module.ts";
import { watchLoaded } from "./loaded-files.ts";
import { moduleFiles } from "./module-files.ts";
import { useTransformer } from "./use-transformer.ts";

const source = /tsx?$/;

/**
 * Loads files, and the modules below folders. Returns the entities that they define, by their place in the sources, and behind them
 * those that have a name of their own, by that: the same ones in the same order, whatever the order of the paths and the machine.
 */
export async function loadModules(paths: readonly string[]): Promise<readonly CallableEntity[]> {
  const files = [...new Set(paths.flatMap(moduleFiles))].sort();
  const firstSource = files.find((file) => source.test(file));
  if (firstSource !== undefined) await useTransformer(firstSource);
  watchLoaded();
  const imports: { readonly file: string; readonly exports: object; readonly from: number; readonly to: number }[] = [];
  for (const file of files) {
    const from = countEntities();
    imports.push({ file, exports: await importModule(file), from, to: countEntities() });
  }
  const all = registeredEntities();
  const known = knownEntities(all);
  const entities = new Set(
    imports.flatMap(({ from, to, ...module }) => entitiesOfModule({ ...module, added: all.slice(from, to) }, known)),
  );
  return [...entities].sort(comparePlaces);
}

function comparePlaces(a: CallableEntity, b: CallableEntity): number {
  // Where these were made is known only as a path of this machine.
  const named = [a, b].filter((entity) => !isEmbedded(entity));
  if (named.length === 1) return isEmbedded(a) ? -1 : 1;
  if (named.length === 2) return a.name < b.name ? -1 : 1;
  const [one, other] = [a.embedded.source, b.embedded.source];
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}
