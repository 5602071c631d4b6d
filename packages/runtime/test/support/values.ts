import type { ValuePlace } from "../../src/errors/values.ts";
import type { FileAccess } from "../../src/types/index.ts";

/** A place for errors that a test does not look at. */
export const place: ValuePlace = {
  entity: "task flows.mean",
  role: "input",
  variable: "p",
  source: "flows.ts:3:20",
};

/** Storage in memory; remembers what was put and written. */
export function memoryAccess(): FileAccess & { readonly objects: Map<string, Uint8Array | string> } {
  const objects = new Map<string, Uint8Array | string>();
  let count = 0;
  return {
    objects,
    newUri: (basename) => `mem://raw/${count++}${basename === undefined ? "" : `/${basename}`}`,
    put: async (localPath, uri) => {
      objects.set(uri, localPath);
    },
    putTree: async (localPath, uri) => {
      objects.set(uri, localPath);
    },
    get: async (uri) => `/downloads/${uri.slice(6)}`,
    getTree: async (uri) => `/downloads/${uri.slice(6)}`,
    list: async (uri) =>
      [...objects.keys()].filter((key) => key.startsWith(`${uri}/`)).map((key) => key.slice(uri.length + 1)),
    read: async (uri) => {
      const bytes = objects.get(uri);
      if (!(bytes instanceof Uint8Array)) throw new Error(`nothing at ${uri}`);
      return bytes;
    },
    write: async (uri, bytes) => {
      objects.set(uri, bytes);
    },
    async *stream(uri) {
      yield await this.read(uri);
    },
    writeStream: async (uri, content) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of content) pieces.push(piece);
      objects.set(uri, Buffer.concat(pieces));
    },
  };
}
