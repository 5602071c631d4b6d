import type { FileAccess, FlyteFile } from "../types/index.ts";

type Upload =
  | { readonly kind: "file"; readonly file: FlyteFile<string>; readonly uri: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly uri: string };

/** This many uploads run at a time. */
const concurrency = 16;

/**
 * The uploads that values need. A file gets its URI at once, so that literals are made without waiting; nothing is sent
 * before {@link Outbox.settle}, so a value that turns out to be wrong sends nothing.
 */
export class Outbox {
  readonly #access: FileAccess;
  readonly #uploads: Upload[] = [];
  #started = 0;

  constructor(access: FileAccess) {
    this.#access = access;
  }

  /** Where a rejected attempt goes back to. */
  get mark(): number {
    return this.#uploads.length;
  }

  rewind(mark: number): void {
    this.#uploads.length = Math.max(mark, this.#started);
  }

  /** The URI of a file; a local file is uploaded, and only once however often it appears. */
  file(file: FlyteFile<string>): string {
    if (file.isStored) return file.uri;
    const known = this.#uploads.find((upload) => upload.kind === "file" && upload.file === file);
    if (known !== undefined) return known.uri;
    const uri = this.#access.newUri(basename(file.uri));
    this.#uploads.push({ kind: "file", file, uri });
    return uri;
  }

  /** The URI of an object that will hold the bytes. */
  bytes(bytes: Uint8Array, name: string): string {
    const uri = this.#access.newUri(name);
    this.#uploads.push({ kind: "bytes", bytes, uri });
    return uri;
  }

  /** Sends everything; rejects with the first failure. */
  async settle(): Promise<void> {
    const queue = this.#uploads.slice(this.#started);
    this.#started = this.#uploads.length;
    if (queue.length === 0) return;
    const work = async (): Promise<void> => {
      for (let upload = queue.shift(); upload !== undefined; upload = queue.shift()) await this.#send(upload);
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, work));
  }

  async #send(upload: Upload): Promise<void> {
    if (upload.kind === "bytes") return this.#access.write(upload.uri, upload.bytes);
    return this.#access.put(await upload.file.path(), upload.uri);
  }
}

function basename(path: string): string {
  return path.replace(/[/\\]+$/, "").replace(/^.*[/\\]/s, "");
}
