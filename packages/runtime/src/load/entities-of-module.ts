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

/** Entities by what files are told from, so that each of many files finds its own without a look at all others. */
export interface KnownEntities {
  /** Their places in the order of definition. */
  readonly order: ReadonlyMap<unknown, number>;
  /** Those of whom the transformer says where they are defined, by that path without its extension. */
  readonly embedded: ReadonlyMap<string, readonly CallableEntity[]>;
  /** The others, with the absolute path of the call that made each. */
  readonly made: readonly (readonly [place: string, entity: CallableEntity])[];
}

/** Orders entities for {@link entitiesOfModule}. */
export function knownEntities(entities: readonly CallableEntity[]): KnownEntities {
  const { resolve } = process.getBuiltinModule("node:path");
  const embedded = new Map<string, CallableEntity[]>();
  for (const entity of entities.filter(isEmbedded)) {
    const stem = stemOf(entity);
    const others = embedded.get(stem);
    if (others === undefined) embedded.set(stem, [entity]);
    else others.push(entity);
  }
  return {
    order: new Map(entities.map((entity, index) => [entity, index])),
    embedded,
    made: entities
      .filter((entity) => !isEmbedded(entity))
      .map((entity) => [`/${resolve(stemOf(entity)).replaceAll("\\", "/")}`, entity] as const),
  };
}

/**
 * The entities that a file stands for: those that it defines, exported or not, and those that it exports from elsewhere.
 * A file that has neither and brought entities all the same is a bundle of their modules.
 */
export function entitiesOfModule(
  { file, exports, added }: LoadedModule,
  { order, embedded, made }: KnownEntities,
): readonly CallableEntity[] {
  const path = `/${withoutExtension(file.replaceAll("\\", "/"))}`;
  const stem = stemOfModule(path, embedded);
  const exported = Object.values(exports).filter((value): value is CallableEntity => order.has(value));
  const own = stem === undefined ? [] : (embedded.get(stem) ?? []);
  const isBundle = /js$/.test(file) && exported.length === 0 && own.length === 0;
  if (isBundle && added.some(isEmbedded)) return added;
  // Where source maps are on, the call stands in the source that the file was built from.
  const isMadeHere = (place: string): boolean => place === path || (stem !== undefined && place.endsWith(`/${stem}`));
  const here = made.flatMap(([place, entity]) => (isMadeHere(place) ? [entity] : []));
  const placeOf = (entity: CallableEntity): number => order.get(entity) ?? 0;
  return [...new Set([...exported, ...own, ...here])].sort((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Metadata tells the path below the source root, and JavaScript may lie anywhere: the longest path that the file ends in
 * is the file's own.
 */
function stemOfModule(path: string, embedded: KnownEntities["embedded"]): string | undefined {
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) {
    const end = path.slice(slash + 1);
    if (embedded.has(end)) return end;
  }
  return undefined;
}

function stemOf(entity: CallableEntity): string {
  return withoutExtension(entity.embedded.source.file);
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./]+$/, "");
}
