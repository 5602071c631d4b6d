import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** The files in which a build remembers what it did for one tsconfig.json. */
export interface CacheFiles {
  /** TypeScript's own record of the sources, `.tsbuildinfo`. */
  readonly buildInfo: string;
  /** Ours, of the metadata and the emitted files. */
  readonly record: string;
}

/**
 * Where a build remembers. Never where `tsc` does: what plain `tsc` says that it emitted has no metadata. The folder is
 * `TSFLYTE_CACHE`, else `node_modules/.cache/tsflyte` of the project, else the user's cache.
 */
export function cacheFiles(configFile: string): CacheFiles {
  const stem = join(
    cacheFolder(configFile),
    "build",
    createHash("sha256").update(configFile).digest("hex").slice(0, 24),
  );
  return { buildInfo: `${stem}.tsbuildinfo`, record: `${stem}.json` };
}

function cacheFolder(configFile: string): string {
  const { TSFLYTE_CACHE: chosen, XDG_CACHE_HOME: home } = process.env;
  // `off` is for what only saves time; an incremental build cannot do without its record.
  if (chosen !== undefined && chosen !== "" && chosen !== "off") return resolve(chosen);
  for (let folder = dirname(configFile); ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (existsSync(modules)) return join(modules, ".cache", "tsflyte");
    if (folder === dirname(folder)) return join(home ?? join(homedir(), ".cache"), "tsflyte");
  }
}
