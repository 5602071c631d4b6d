/**
 * What values that refer to stored data need of storage. An interface here, so that types and literals know nothing of
 * schemes and SDKs; `storage` implements it.
 */
export interface FileAccess {
  /** A URI of its own for a new object, below the raw output prefix, ending in `basename`; without one, for a folder. */
  newUri(basename?: string): string;
  /** Copies a local file to a URI. */
  put(localPath: string, uri: string): Promise<void>;
  /** Copies all files below a local folder to below a URI. */
  putTree(localPath: string, uri: string): Promise<void>;
  /** A local path that holds the object's content; the object's own path where it is local already. */
  get(uri: string): Promise<string>;
  /** The same for all objects below the URI. */
  getTree(uri: string): Promise<string>;
  /** The objects below the URI, as paths with `/` relative to it, in alphabetical order. */
  list(uri: string): Promise<readonly string[]>;
  read(uri: string): Promise<Uint8Array>;
  /** Writes an object whole or not at all. */
  write(uri: string, bytes: Uint8Array): Promise<void>;
  /** The content in pieces; no more of it is in memory than a few of them. */
  stream(uri: string): AsyncIterable<Uint8Array>;
  /** Writes what comes in pieces, whole or not at all. */
  writeStream(uri: string, content: AsyncIterable<Uint8Array>): Promise<void>;
}

/** Access for values that are only looked at, or that hold no stored data: stores nothing, and takes URIs for paths. */
export const noStorage: FileAccess = {
  newUri: (basename = "") => basename,
  put: async () => {},
  putTree: async () => {},
  get: async (uri) => uri,
  getTree: async (uri) => uri,
  list: async () => [],
  read: async () => new Uint8Array(),
  write: async () => {},
  async *stream() {},
  writeStream: async () => {},
};
