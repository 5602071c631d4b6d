/** A folder as object store: what lies there has a `file:` URI, which every container that runs on this machine can read. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
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
  /** Writes what comes in pieces, unless `isRight` says at the end that it is not what it should be. */
  writeStream(uri: string, content: AsyncIterable<Uint8Array>, isRight: () => boolean): Promise<boolean>;
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
    const file = uri.startsWith("file:") ? pathOf(uri) : resolve(uri);
    if (file === undefined || file.includes("\0")) return undefined;
    return file === root || file.startsWith(root + sep) ? file : undefined;
  };
  const newFile = (uri: string): { readonly file: string; readonly unfinished: string } => {
    const file = fileOf(uri);
    if (file === undefined) throw new RangeError(`${uri} is no object of ${root}`);
    mkdirSync(dirname(file), { recursive: true });
    return { file, unfinished: `${file}.${process.pid}-${written++}` };
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
      const { file, unfinished } = newFile(uri);
      const descriptor = openSync(unfinished, "wx");
      try {
        writeFileSync(descriptor, bytes);
        fsyncSync(descriptor);
      } catch (error) {
        rmSync(unfinished, { force: true });
        throw error;
      } finally {
        closeSync(descriptor);
      }
      renameSync(unfinished, file);
    },
    async writeStream(uri, content, isRight) {
      const { file, unfinished } = newFile(uri);
      try {
        await writeFile(unfinished, content, { flag: "wx", flush: true });
        if (!isRight()) return false;
        renameSync(unfinished, file);
        return true;
      } finally {
        rmSync(unfinished, { force: true });
      }
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

/** Undefined for a URI that no file can have: with a host, or with slashes that are escaped. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
