import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { folderInUse } from "../errors/dev.ts";

/** SQLite's code for a database that another connection holds. */
const busy = 5;

/**
 * Keeps a folder for this server: two of them would run each execution twice. The lock is that of an empty database, which ends with
 * its process, however that ends.
 *
 * @returns lets it go
 */
export function lockFolder(folder: string): () => void {
  const owner = join(folder, "server.pid");
  const lock = new DatabaseSync(join(folder, "server.lock"), { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if ((error as { readonly errcode?: number }).errcode !== busy) throw error;
    throw folderInUse(folder, readOwner(owner));
  }
  writeFileSync(owner, String(process.pid));
  return () => {
    rmSync(owner, { force: true });
    lock.close();
  };
}

/** Who says to hold the lock; undefined where he has not said so yet. */
function readOwner(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
