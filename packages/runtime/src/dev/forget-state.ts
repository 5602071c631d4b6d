import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lockFolder } from "./folder-lock.ts";

/** Removes what a server has left in its folder, and nothing else that lies there. Throws where one runs there still. */
export function forgetState(folder: string): void {
  if (!existsSync(folder)) return;
  const unlock = lockFolder(folder);
  for (const name of ["state.sqlite", "state.sqlite-wal", "state.sqlite-shm", "objects"]) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  unlock();
  rmSync(join(folder, "server.lock"), { force: true });
}
