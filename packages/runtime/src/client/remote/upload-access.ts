/**
 * Files of inputs, sent through the platform. Where a file lies is known once it is sent, but values are written before
 * that; so they are written twice: the first time to learn what has to be sent, the second time with the URIs that it got.
 */
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileNotFound } from "../../errors/storage.ts";
import { type FileAccess, listTree } from "../../types/index.ts";
import { type DataProxyApi, newUploadRoot, type UploadOptions } from "../api/data-proxy.ts";

/** One object, or one folder of objects, that gets a URI. */
interface Upload {
  readonly root: string;
  /** Where its folder lies, once something of it was sent. */
  folder: string | undefined;
}

const scheme = "upload:";

/** What values of one call are stored with. */
export class UploadAccess implements FileAccess {
  readonly #dataProxy: DataProxyApi;
  readonly #options: UploadOptions;
  readonly #uploads: Upload[] = [];
  #next = 0;
  #isSent = false;

  constructor(dataProxy: DataProxyApi, options: UploadOptions) {
    this.#dataProxy = dataProxy;
    this.#options = options;
  }

  /** Whether there is anything to send. */
  get isNeeded(): boolean {
    return this.#uploads.length > 0;
  }

  /** From here on the same values get, in the same order, the URIs that they have on the platform. */
  useSent(): void {
    this.#isSent = true;
    this.#next = 0;
  }

  newUri(basename?: string): string {
    const name = basename === undefined ? "" : `/${plainPath(basename.replace(/^.*[/\\]/s, ""))}`;
    if (this.#isSent) {
      const upload = this.#uploads[this.#next++];
      return `${upload?.folder ?? ""}${name}`;
    }
    this.#uploads.push({ root: newUploadRoot(), folder: undefined });
    return `${scheme}${this.#uploads.length - 1}${name}`;
  }

  async put(localPath: string, uri: string): Promise<void> {
    await this.#send(uri, (options) => this.#dataProxy.uploadFile(localPath, options));
  }

  async putTree(localPath: string, uri: string): Promise<void> {
    if (!(await isFolder(localPath))) throw fileNotFound(localPath);
    const names = await listTree(localPath);
    if (names.length === 0) throw fileNotFound(join(localPath, "*"));
    for (const name of names) await this.put(join(localPath, name), `${uri}/${name}`);
  }

  async write(uri: string, bytes: Uint8Array): Promise<void> {
    await this.#send(uri, (options) => this.#dataProxy.uploadBytes(bytes, options));
  }

  /** Kept in a file first: the hash stands in front of the content. */
  async writeStream(uri: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "tsflyte-"));
    try {
      const path = join(folder, "content");
      await pipeline(content, createWriteStream(path));
      await this.put(path, uri);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #send(uri: string, send: (options: UploadOptions & { readonly filename: string }) => Promise<string>) {
    const [, index, name = ""] = /^upload:(\d+)\/(.*)$/s.exec(uri) ?? [];
    const upload = this.#uploads[Number(index)];
    if (upload === undefined) throw fileNotFound(uri);
    const filename = plainPath(name);
    const nativeUrl = await send({ ...this.#options, filename, filenameRoot: upload.root });
    upload.folder ??= nativeUrl.endsWith(`/${filename}`) ? nativeUrl.slice(0, -filename.length - 1) : nativeUrl;
  }

  // Values are only written here, and never read.
  get = async (uri: string): Promise<string> => uri;
  getTree = async (uri: string): Promise<string> => uri;
  list = async (): Promise<readonly string[]> => [];
  read = async (): Promise<Uint8Array> => new Uint8Array();
  async *stream(): AsyncIterable<Uint8Array> {}
}

/** A path that means the same in a URL, in an object store and in a file system. */
function plainPath(path: string): string {
  return path.replace(/[^\w./-]/g, "_").replace(/(^|\/)\.+(?=\/|$)/g, "$1_");
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
