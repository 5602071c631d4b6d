import { unsafeName } from "../errors/storage.ts";
import { listTree, uriBelow } from "../types/index.ts";
import { randomHex } from "./random-hex.ts";
import type { Store } from "./store.ts";

/** This many files of a folder travel at a time. */
const concurrency = 16;

/** Copies all files below a local folder to below a URI. */
export async function putTree(store: Store, localPath: string, uri: string): Promise<void> {
  const names = await listTree(localPath);
  if (names.length === 0) return store.makeFolder?.(uri);
  await forEach(names, (name) => store.put(`${localPath}/${name}`, uriBelow(uri, name)));
}

/** A local folder that holds all objects below a URI: the folder itself where the storage is this machine's. */
export async function getTree(store: Store, uri: string, directory: () => string): Promise<string> {
  const names = await store.list(uri);
  if (store.folder !== undefined) return store.folder(uri);
  const fs = process.getBuiltinModule("node:fs").promises;
  // Whatever wrote the objects, they stay below the folder.
  const unsafe = names.find((name) => name.split("/").some((step) => step === "" || step === "." || step === ".."));
  if (unsafe !== undefined) throw unsafeName(unsafe, uri);
  const folder = `${directory()}/${randomHex()}`;
  await fs.mkdir(folder, { recursive: true });
  await forEach(names, async (name) => {
    const target = `${folder}/${name}`;
    await store.get(uriBelow(uri, name), () => target);
  });
  return folder;
}

/** Ends with the first failure: what has not begun by then is left. */
async function forEach(names: readonly string[], work: (name: string) => Promise<void>): Promise<void> {
  const queue = [...names];
  const run = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      await work(name).catch((error: unknown) => {
        queue.length = 0;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, run));
}
