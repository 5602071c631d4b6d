import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderInUse } from "../errors/dev.ts";

/** The folders that this process keeps. */
const kept = new Set<string>();

/**
 * Keeps a folder for this process: two servers would run each execution twice.
 *
 * @returns lets it go
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, "server.pid");
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      kept.add(path);
      return () => {
        kept.delete(path);
        rmSync(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const owner = Number(readFileSync(path, "utf8"));
    // A number that this process has now may have been that of one that was killed.
    const isOwned = owner === process.pid ? kept.has(path) : isRunning(owner);
    if (isOwned) throw folderInUse(folder, owner);
    rmSync(path, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
