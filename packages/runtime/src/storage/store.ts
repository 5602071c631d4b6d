/** One kind of storage, such as the local disk: what a URI of its schemes is read and written with. */
export interface Store {
  read(uri: string): Promise<Uint8Array>;
  /** Writes an object whole or not at all. */
  write(uri: string, bytes: Uint8Array): Promise<void>;
  /** The same without waiting, for a process that is about to end; only storage that can has it. */
  writeSync?(uri: string, bytes: Uint8Array): void;
  /** The content in pieces; no more of it is in memory than a few of them. */
  stream(uri: string): AsyncIterable<Uint8Array>;
  /** Writes what comes in pieces, whole or not at all; no more of it is in memory than a few parts of an upload. */
  writeStream(uri: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Copies a local file to the URI, whole or not at all. */
  put(localPath: string, uri: string): Promise<void>;
  /** A local path that holds the content; where it is remote, it is downloaded to `target`, whole or not at all. */
  get(uri: string, target: () => string): Promise<string>;
  /** The objects below the URI, as paths with `/` relative to it, in alphabetical order. */
  list(uri: string): Promise<readonly string[]>;
  /** The folder that the URI names, on storage of this machine: its files need no download. */
  folder?(uri: string): string;
  /** Makes a folder without objects; only storage that knows such folders has it. */
  makeFolder?(uri: string): Promise<void>;
}
