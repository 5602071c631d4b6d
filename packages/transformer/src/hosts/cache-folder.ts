import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Where code is kept that takes time to make: below what `TSFLYTE_CACHE` says, else `node_modules/.cache/tsflyte` of the
 * project, else the user's cache. Undefined where it is `off`, and where others could put code that this process would run.
 */
export function codeCacheFolder(file: string, name: "modules" | "compiler"): string | undefined {
  const { TSFLYTE_CACHE: chosen } = process.env;
  if (chosen === "off") return undefined;
  const base = chosen === undefined || chosen === "" ? projectCache(file) : resolve(chosen);
  const folder = base === undefined ? undefined : join(base, name);
  if (folder === undefined) return undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOwn(folder) ? folder : undefined;
  } catch {
    // A read-only disk: nothing is kept.
    return undefined;
  }
}

function projectCache(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (existsSync(modules)) return join(modules, ".cache", "tsflyte");
    if (folder === dirname(folder)) return userCache();
  }
}

function userCache(): string | undefined {
  const { XDG_CACHE_HOME: cache, LOCALAPPDATA: local, HOME: home, USERPROFILE: profile } = process.env;
  const base = cache ?? (process.platform === "win32" ? local : undefined);
  if (base !== undefined && base !== "") return join(base, "tsflyte");
  const user = home ?? profile;
  return user === undefined || user === "" ? undefined : join(user, ".cache", "tsflyte");
}

/** Whether nobody but this user can write there. */
function isOwn(folder: string): boolean {
  const user = process.getuid?.();
  if (user === undefined) return true;
  const { uid, mode } = statSync(folder);
  return uid === user && (mode & 0o022) === 0;
}
