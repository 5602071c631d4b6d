/** A folder as object store: what lies there has a `file:` URI, which every container that runs on this machine can read. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Objects by URI. */
export interface ObjectFolder {
  readonly folder: string;
  /** The URI of an object, by its path in the store. */
  uriOf(path: string): string;
  /** The file of an object of this store; undefined for a URI that leads elsewhere. */
  fileOf(uri: string): string | undefined;
  /** The path of an object of this store: what {@link ObjectFolder.uriOf} takes. */
  pathOf(uri: string): string | undefined;
  /** Writes an object whole or not at all. */
  write(uri: string, bytes: Uint8Array): void;
  /** Undefined where there is none. */
  read(uri: string): Uint8Array | undefined;
  /** Its bytes; undefined where there is none. */
  size(uri: string): number | undefined;
}

/** The objects in a folder, which is made. */
export function openObjectFolder(folder: string): ObjectFolder {
  const root = resolve(folder);
  mkdirSync(root, { recursive: true });
  let written = 0;
  const fileOf = (uri: string): string | undefined => {
    if (!uri.startsWith("file:") && !uri.startsWith("/")) return undefined;
    const file = uri.startsWith("file:") ? fileURLToPath(uri) : resolve(uri);
    return file === root || file.startsWith(root + sep) ? file : undefined;
  };
  return {
    folder: root,
    fileOf,
    pathOf(uri) {
      const file = fileOf(uri);
      return file === undefined ? undefined : relative(root, file).split(sep).join("/");
    },
    uriOf: (path) => pathToFileURL(join(root, path)).href,
    write(uri, bytes) {
      const file = fileOf(uri);
      if (file === undefined) throw new RangeError(`${uri} is no object of ${root}`);
      mkdirSync(dirname(file), { recursive: true });
      const unfinished = `${file}.${process.pid}-${written++}`;
      const descriptor = openSync(unfinished, "wx");
      try {
        writeFileSync(descriptor, bytes);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(unfinished, file);
    },
    read(uri) {
      const file = fileOf(uri);
      if (file === undefined || !isFile(file)) return undefined;
      return readFileSync(file);
    },
    size(uri) {
      const file = fileOf(uri);
      return file === undefined || !isFile(file) ? undefined : statSync(file).size;
    },
  };
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
