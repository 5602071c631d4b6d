import { fileNotFound } from "../errors/storage.ts";
import { fileOfWrongFormat } from "../errors/values.ts";
import {
  type FileAccess,
  type FlyteDirectory,
  type FlyteFile,
  hasFormat,
  listTree,
  localPathOf,
} from "../types/index.ts";

type Upload =
  | { readonly kind: "file"; readonly file: FlyteFile<string>; readonly uri: string }
  | {
      readonly kind: "directory";
      readonly directory: FlyteDirectory<string>;
      readonly format: string;
      readonly uri: string;
    }
  /** What writes itself: a dataset. */
  | { readonly kind: "writer"; readonly source: object; readonly write: UploadWriter; readonly uri: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly uri: string };

/** Writes a value's content below a URI. */
export type UploadWriter = (uri: string, access: FileAccess) => Promise<void>;

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

  /** The URI of a directory; the files of a local one are uploaded, once and with their paths. */
  directory(directory: FlyteDirectory<string>, format: string): string {
    if (directory.isStored) return directory.uri;
    const known = this.#uploads.find((upload) => upload.kind === "directory" && upload.directory === directory);
    if (known !== undefined) return known.uri;
    const uri = this.#access.newUri();
    this.#uploads.push({ kind: "directory", directory, format, uri });
    return uri;
  }

  /** The URI that a local dataset gets, whether it is a file or a folder. */
  copied(dataset: { readonly uri: string }): string {
    const path = localPathOf(dataset.uri) ?? dataset.uri;
    return this.written(dataset, async (uri, access) => {
      if (!process.getBuiltinModule("node:fs").existsSync(path)) throw fileNotFound(path);
      const isFolder = process.getBuiltinModule("node:fs").statSync(path).isDirectory();
      await (isFolder ? access.putTree(path, uri) : access.put(path, `${uri}/${basename(path)}`));
    });
  }

  /** The URI of a folder that a value writes its content to, once however often it appears. */
  written(source: object, write: UploadWriter): string {
    const known = this.#uploads.find((upload) => upload.kind === "writer" && upload.source === source);
    if (known !== undefined) return known.uri;
    const uri = this.#access.newUri();
    this.#uploads.push({ kind: "writer", source, write, uri });
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
    switch (upload.kind) {
      case "bytes":
        return this.#access.write(upload.uri, upload.bytes);
      case "writer":
        return upload.write(upload.uri, this.#access);
      case "file":
        return this.#access.put(await upload.file.path(), upload.uri);
      case "directory": {
        const path = await upload.directory.path();
        if (upload.format !== "") await refuseOtherFormats(path, upload.format);
        return this.#access.putTree(path, upload.uri);
      }
      default:
        return upload satisfies never;
    }
  }
}

async function refuseOtherFormats(path: string, format: string): Promise<void> {
  const wrong = (await listTree(path)).find((name) => !hasFormat(name, format));
  if (wrong !== undefined) throw fileOfWrongFormat(`${path}/${wrong}`, format);
}

function basename(path: string): string {
  return path.replace(/[/\\]+$/, "").replace(/^.*[/\\]/s, "");
}
