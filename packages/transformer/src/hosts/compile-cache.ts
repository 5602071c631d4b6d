/**
 * Compiled modules on the disk. An entry holds a module with the state of everything that it depends on; it counts only while
 * that is so, which costs some reading and no compiler. An entry is replaced as a whole, so that processes do not meet.
 */
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeCacheFolder } from "./cache-folder.ts";
import type { CompiledModule } from "./compiled-module.ts";
import { type Dependencies, isUnchanged, type StateReader } from "./dependencies.ts";
import { hashText } from "./text-hash.ts";

/** A module and when it counts. */
export interface CacheEntry extends Dependencies {
  readonly module: CompiledModule;
}

export interface CompileCache {
  /** What was kept for a key, if all is as it was. */
  read(key: string, file: string): CacheEntry | undefined;
  write(key: string, file: string, entry: CacheEntry): void;
}

const largestEntry = 4 * 1024 * 1024;
const largestFolder = 64 * 1024 * 1024;
const mostEntries = 4096;

/** Opens the cache; `reader` is what the states of files are compared by. */
export function openCompileCache(reader: StateReader): CompileCache {
  const folders = new Map<string, string | undefined>();
  let isPruned = false;
  const folderOf = (file: string): string | undefined => {
    const parent = file.slice(0, file.lastIndexOf("/"));
    if (!folders.has(parent)) folders.set(parent, codeCacheFolder(file, "modules"));
    return folders.get(parent);
  };
  return {
    read(key, file) {
      const folder = folderOf(file);
      const entry = folder === undefined ? undefined : readEntry(entryPath(folder, key));
      return entry !== undefined && isUnchanged(reader, entry) ? entry : undefined;
    },
    write(key, file, entry) {
      const folder = folderOf(file);
      if (folder === undefined) return;
      if (!isPruned) prune(folder);
      isPruned = true;
      writeEntry(entryPath(folder, key), entry);
    },
  };
}

function entryPath(folder: string, key: string): string {
  return join(folder, `${hashText(key)}.json`);
}

/** The first line is the hash of the second: an entry that was cut off or changed is none. */
function readEntry(path: string): CacheEntry | undefined {
  try {
    const text = readFileSync(path, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return end > 0 && hashText(body) === text.slice(0, end) ? (JSON.parse(body) as CacheEntry) : undefined;
  } catch {
    return undefined;
  }
}

function writeEntry(path: string, entry: CacheEntry): void {
  const body = JSON.stringify(entry);
  if (body.length > largestEntry) return;
  const partial = `${path}.${process.pid}.${Date.now()}`;
  try {
    writeFileSync(partial, `${hashText(body)}\n${body}`, { mode: 0o600, flag: "wx" });
    renameSync(partial, path);
  } catch {
    // A full or read-only disk: the module is compiled again next time.
    rmSync(partial, { force: true });
  }
}

/** Removes the oldest entries of a folder that has grown too large. */
function prune(folder: string): void {
  try {
    const names = readdirSync(folder);
    if (names.length < 128) return;
    const entries = names
      .map((name) => ({ path: join(folder, name), ...sizeAndTime(join(folder, name)) }))
      .sort((left, right) => right.time - left.time);
    let sum = 0;
    entries.forEach(({ path, size }, index) => {
      sum += size;
      if (index >= mostEntries || sum > largestFolder) rmSync(path, { force: true });
    });
  } catch {
    // Another process prunes it too.
  }
}

function sizeAndTime(path: string): { readonly size: number; readonly time: number } {
  const stats = statSync(path, { throwIfNoEntry: false });
  return { size: stats?.size ?? 0, time: stats?.mtimeMs ?? 0 };
}
