import type { CallableEntity } from "../graph/index.ts";

/** What importing one file gave. */
export interface LoadedModule {
  readonly file: string;
  /** The module's exports. */
  readonly exports: object;
  /** Entities that did not exist before the import, those of the modules that it imports included. */
  readonly added: readonly CallableEntity[];
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
  const own = definedIn(file, known);
  const found = known.filter((entity) => own.has(entity) || exported.has(entity));
  return found.length > 0 || !/js$/.test(file) ? found : added;
}

/**
 * Metadata tells the path below the source root, and JavaScript may lie anywhere: the longest path that the file ends in
 * is the file's own.
 */
function definedIn(file: string, known: readonly CallableEntity[]): ReadonlySet<CallableEntity> {
  const path = `/${withoutExtension(file.replaceAll("\\", "/"))}`;
  const matches = known.filter((entity) => path.endsWith(`/${stemOf(entity)}`));
  const longest = Math.max(0, ...matches.map((entity) => stemOf(entity).length));
  return new Set(matches.filter((entity) => stemOf(entity).length === longest));
}

function stemOf(entity: CallableEntity): string {
  return withoutExtension(entity.embedded.source.file);
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./]+$/, "");
}
