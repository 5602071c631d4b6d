import { type FileAccess, schemeOf } from "../types/index.ts";
import { randomHex } from "./random-hex.ts";
import { storeOf } from "./stores.ts";
import { getTree, putTree } from "./tree.ts";

/** Where objects go that have no place of their own. */
export interface StorageOptions {
  /** A URI or path; every new object gets a folder of its own below it. */
  readonly rawOutputPrefix: string;
  /** Where downloads go; made on first use. A temporary folder otherwise. */
  readonly downloadDirectory?: string;
}

/**
 * Access for a run on this machine: new objects and downloads go below one directory, which is made when the first of
 * them comes.
 */
export function localAccess(directory: () => string): FileAccess {
  let made: FileAccess | undefined;
  const access = (): FileAccess => {
    if (made === undefined) {
      const path = directory();
      made = createFileAccess({ rawOutputPrefix: path, downloadDirectory: path });
    }
    return made;
  };
  return {
    newUri: (basename) => access().newUri(basename),
    put: (localPath, uri) => access().put(localPath, uri),
    putTree: (localPath, uri) => access().putTree(localPath, uri),
    get: (uri) => access().get(uri),
    getTree: (uri) => access().getTree(uri),
    list: (uri) => access().list(uri),
    read: (uri) => access().read(uri),
    write: (uri, bytes) => access().write(uri, bytes),
    stream: (uri) => access().stream(uri),
    writeStream: (uri, content) => access().writeStream(uri, content),
  };
}

/** Access to all storage that is known, by the scheme of each URI. */
export function createFileAccess(options: StorageOptions): FileAccess {
  const { rawOutputPrefix } = options;
  let downloads = options.downloadDirectory;
  const directory = (): string => {
    downloads ??= temporaryDirectory();
    return downloads;
  };
  return {
    newUri: (basename) => {
      const separator = rawOutputPrefix.endsWith("/") ? "" : "/";
      const folder = `${rawOutputPrefix}${separator}${randomHex()}`;
      return basename === undefined ? folder : `${folder}/${safeName(basename, rawOutputPrefix)}`;
    },
    put: async (localPath, uri) => (await storeOf(uri)).put(localPath, uri),
    putTree: async (localPath, uri) => putTree(await storeOf(uri), localPath, uri),
    get: async (uri) => (await storeOf(uri)).get(uri, () => `${directory()}/${randomHex()}/${downloadName(uri)}`),
    getTree: async (uri) => getTree(await storeOf(uri), uri, directory),
    list: async (uri) => (await storeOf(uri)).list(uri),
    read: async (uri) => (await storeOf(uri)).read(uri),
    write: async (uri, bytes) => (await storeOf(uri)).write(uri, bytes),
    async *stream(uri) {
      yield* (await storeOf(uri)).stream(uri);
    },
    writeStream: async (uri, content) => (await storeOf(uri)).writeStream(uri, content),
  };
}

function temporaryDirectory(): string {
  const { mkdtempSync } = process.getBuiltinModule("node:fs");
  const { tmpdir } = process.getBuiltinModule("node:os");
  return mkdtempSync(`${tmpdir()}/tsflyte-`);
}

/** Most file systems take no longer name. */
const maxNameBytes = 200;

/** A file's name without anything that a path or URI would take for more than a name. */
function safeName(basename: string, prefix: string): string {
  const named = plainName(basename.replace(/^.*[/\\]/s, ""));
  switch (schemeOf(prefix)) {
    case undefined:
      return named;
    case "file":
      return encodeURIComponent(named);
    default:
      // Whoever takes keys as they are and whoever takes them for a URL's path find the same object.
      return named.replace(/[%?#]/g, "_");
  }
}

/** What a download is called: as the object, so that its extension stays. */
function downloadName(uri: string): string {
  const path = /^https?:/i.test(uri) ? uri.replace(/[?#].*$/s, "") : uri;
  return plainName(path.replace(/\/+$/, "").replace(/^.*[/\\]/s, ""));
}

function plainName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go.
  const plain = name.replace(/[\u0000-\u001f\u007f]/g, "_");
  return /^\.*$/.test(plain) ? "file" : shorten(plain);
}

/** Cuts in front of the extension. */
function shorten(name: string): string {
  const bytes = new TextEncoder().encode(name);
  if (bytes.length <= maxNameBytes) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : "";
  const room = maxNameBytes - new TextEncoder().encode(extension).length;
  return new TextDecoder().decode(bytes.subarray(0, room)).replace(/\ufffd$/, "") + extension;
}
