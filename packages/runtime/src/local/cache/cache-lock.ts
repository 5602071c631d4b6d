/** Lets one call of a key compute while the others wait, in this process and in others of this machine. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

const lines = new Map<string, Promise<unknown>>();

/** Runs work that no other holder of the key's lock runs at the same time. */
export async function withLock<T>(directory: string, key: string, work: () => Promise<T>): Promise<T> {
  const path = join(directory, "locks", key);
  const before = lines.get(path) ?? Promise.resolve();
  const own = before.then(async () => {
    await takeFile(path);
    try {
      return await work();
    } finally {
      rmSync(path, { force: true });
    }
  });
  const settled = own.catch(() => undefined);
  lines.set(path, settled);
  try {
    return await own;
  } finally {
    if (lines.get(path) === settled) lines.delete(path);
  }
}

async function takeFile(path: string): Promise<void> {
  mkdirSync(join(path, ".."), { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify({ host: hostname(), pid: process.pid }), { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (isAbandoned(path)) rmSync(path, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whether the process that made the lock has ended without taking it away. One of another machine cannot be asked. */
function isAbandoned(path: string): boolean {
  try {
    const { host, pid } = JSON.parse(readFileSync(path, "utf8")) as { readonly host: string; readonly pid: number };
    if (host !== hostname()) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
