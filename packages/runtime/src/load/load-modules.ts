/** Loads a user's modules for the command line: built JavaScript, or TypeScript source through the transformer. */
import { type CallableEntity, registeredEntities } from "../graph/index.ts";
import { entitiesOfModule, isEmbedded, type LoadedModule } from "./entities-of-module.ts";
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
  const modules: LoadedModule[] = [];
  for (const file of files) {
    const before = new Set(registeredEntities());
    const exports = await importModule(file);
    modules.push({ file, exports, added: registeredEntities().filter((entity) => !before.has(entity)) });
  }
  const known = registeredEntities();
  const entities = new Set(modules.flatMap((module) => entitiesOfModule(module, known)));
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
