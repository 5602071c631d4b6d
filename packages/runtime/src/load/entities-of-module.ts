import type { CallableEntity } from "../graph/index.ts";

/** What importing one file gave. */
export interface LoadedModule {
  readonly file: string;
  /** The module's exports. */
  readonly exports: object;
  /** Entities that did not exist before the import, those of the modules that it imports included. */
  readonly added: readonly CallableEntity[];
}

/** Whether the transformer embedded where the entity is defined. Launch plans and imperative workflows have a name of their own. */
export function isEmbedded(entity: CallableEntity): boolean {
  return "instantiatedIn" in entity;
}

/**
 * The entities that a file stands for: those that it defines, exported or not, and those that it exports from elsewhere.
 * A file that has neither and brought entities all the same is a bundle of their modules.
 */
export function entitiesOfModule(
  { file, exports, added }: LoadedModule,
  known: readonly CallableEntity[],
): readonly CallableEntity[] {
  const exported = new Set<unknown>(Object.values(exports));
  const path = `/${withoutExtension(file.replaceAll("\\", "/"))}`;
  const stem = stemOfModule(path, known);
  const own = known.filter((entity) => isEmbedded(entity) && stemOf(entity) === stem);
  const found = known.filter(
    (entity) => exported.has(entity) || own.includes(entity) || (!isEmbedded(entity) && isMadeIn(entity, path, stem)),
  );
  const isBundle = /js$/.test(file) && !found.some((entity) => exported.has(entity) || own.includes(entity));
  return isBundle && added.some(isEmbedded) ? added : found;
}

/**
 * Metadata tells the path below the source root, and JavaScript may lie anywhere: the longest path that the file ends in
 * is the file's own.
 */
function stemOfModule(path: string, known: readonly CallableEntity[]): string | undefined {
  const stems = known.filter(isEmbedded).map(stemOf);
  return stems.filter((stem) => path.endsWith(`/${stem}`)).sort((a, b) => b.length - a.length)[0];
}

/** Whether the call that made an entity stands in the file, or, where source maps are on, in the source that it was built from. */
function isMadeIn(entity: CallableEntity, path: string, stem: string | undefined): boolean {
  const { resolve } = process.getBuiltinModule("node:path");
  const place = `/${resolve(stemOf(entity)).replaceAll("\\", "/")}`;
  return place === path || (stem !== undefined && place.endsWith(`/${stem}`));
}

function stemOf(entity: CallableEntity): string {
  return withoutExtension(entity.embedded.source.file);
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./]+$/, "");
}
