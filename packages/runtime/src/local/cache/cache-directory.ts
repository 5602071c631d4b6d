import { rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where results are cached on this machine: `FLYTE_LOCAL_CACHE_DIR`, else a folder in the home directory. */
export function cacheDirectory(): string {
  const given = process.env["FLYTE_LOCAL_CACHE_DIR"];
  return given === undefined || given === "" ? join(homedir(), ".flyte", "local-cache", "tsflyte") : given;
}

/** Removes everything that is cached; gives the folder that it was in. */
export function clearCache(): string {
  const directory = cacheDirectory();
  // Entries and locks only: the folder may be one that the user has other things in.
  for (const name of ["entries", "locks"]) rmSync(join(directory, name), { recursive: true, force: true });
  return directory;
}
