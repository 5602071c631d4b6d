import { fileNotFound, notAFile, storageFailed } from "../errors/storage.ts";
import { listTree, localPathOf } from "../types/index.ts";
import { randomHex } from "./random-hex.ts";
import type { Store } from "./store.ts";

/**
 * The local disk, for plain paths and `file:` URIs. Documents are read and written synchronously: for one small file
 * that is what costs a starting container the least. Content is copied asynchronously.
 */
export const localStore: Store = {
  async read(uri) {
    try {
      return fileSystem().readFileSync(pathOf(uri));
    } catch (error) {
      throw readError(uri, error);
    }
  },
  async write(uri, bytes) {
    writeWhole(uri, bytes);
  },
  writeSync: writeWhole,
  async *stream(uri) {
    try {
      yield* fileSystem().createReadStream(pathOf(uri)) as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw readError(uri, error);
    }
  },
  async writeStream(uri, content) {
    const fs = fileSystem();
    const { target, temporary } = besides(uri);
    const { pipeline } = process.getBuiltinModule("node:stream/promises");
    try {
      fs.mkdirSync(folderOf(target), { recursive: true });
    } catch (error) {
      throw storageFailed("write", uri, error);
    }
    const file = fs.createWriteStream(temporary);
    let refused: unknown;
    file.on("error", (error) => {
      refused ??= error;
    });
    try {
      await pipeline(content, file);
      fs.renameSync(temporary, target);
    } catch (error) {
      discard(temporary);
      // What the content throws is its own.
      throw refused === error || codeOf(error) !== undefined ? storageFailed("write", uri, error) : error;
    }
  },
  async put(localPath, uri) {
    const fs = fileSystem();
    try {
      if (!fs.statSync(localPath).isFile()) throw notAFile(localPath);
    } catch (error) {
      throw readError(localPath, error);
    }
    const { target, temporary } = besides(uri);
    try {
      fs.mkdirSync(folderOf(target), { recursive: true });
      await fs.promises.copyFile(localPath, temporary, fs.constants.COPYFILE_FICLONE);
      fs.renameSync(temporary, target);
    } catch (error) {
      discard(temporary);
      throw storageFailed("write", uri, error);
    }
  },
  async get(uri) {
    const path = pathOf(uri);
    try {
      if (!fileSystem().statSync(path).isFile()) throw notAFile(uri);
    } catch (error) {
      throw readError(uri, error);
    }
    return path;
  },
  list: (uri) => listTree(pathOf(uri)),
  folder: pathOf,
  async makeFolder(uri) {
    try {
      fileSystem().mkdirSync(pathOf(uri), { recursive: true });
    } catch (error) {
      throw storageFailed("write", uri, error);
    }
  },
};

/** Writes beside the target and renames: whoever looks sees the old file, no file, or the whole new one. */
function writeWhole(uri: string, bytes: Uint8Array): void {
  const fs = fileSystem();
  const { target, temporary } = besides(uri);
  try {
    try {
      fs.writeFileSync(temporary, bytes);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
      fs.mkdirSync(folderOf(target), { recursive: true });
      fs.writeFileSync(temporary, bytes);
    }
    fs.renameSync(temporary, target);
  } catch (error) {
    discard(temporary);
    throw storageFailed("write", uri, error);
  }
}

function besides(uri: string): { readonly target: string; readonly temporary: string } {
  const target = pathOf(uri);
  return { target, temporary: `${folderOf(target)}.tsflyte-${randomHex()}.tmp` };
}

/** The folder of a path, with its slash; `./` where the path is a name alone. */
function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "./" : path.slice(0, slash + 1);
}

/** Whatever keeps it from going, the error that is being reported is the one that matters. */
function discard(path: string): void {
  try {
    fileSystem().rmSync(path, { force: true });
  } catch {}
}

function readError(uri: string, error: unknown): unknown {
  switch (codeOf(error)) {
    case "ENOENT":
    case "ENOTDIR":
      return fileNotFound(uri, error);
    case "EISDIR":
      return notAFile(uri);
    case "file-not-found":
      return error;
    default:
      return storageFailed("read", uri, error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? (error as Error & { readonly code?: unknown }).code : undefined;
}

function pathOf(uri: string): string {
  return localPathOf(uri) ?? uri;
}

/** Without an import: that would load the whole of `node:fs` with its promises into a starting container. */
function fileSystem(): typeof import("node:fs") {
  return process.getBuiltinModule("node:fs");
}
