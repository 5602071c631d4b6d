import { noLocation, notOnThisMachine } from "../errors/values.ts";
import type { FileAccess } from "./file-access.ts";

/**
 * A file by reference: only its URI travels between tasks, the content stays in storage. `Format` is a file extension,
 * or nothing for any file: a file of one format can be passed where any is taken.
 *
 * A task returns `new FlyteFile("report.csv")` with a local path and the file is uploaded; one that it got as an input is
 * fetched on first use, once.
 *
 * @example
 * ```ts
 * export const head = task(async (file: FlyteFile<"csv">): Promise<string> => (await file.text()).slice(0, 80));
 * ```
 */
export class FlyteFile<Format extends string = string> {
  /** Types only; no value has it. */
  declare readonly "~flyte"?: readonly ["file", Format];
  /** What two copies of this package know each other's files by. */
  readonly "~tsflyte": string = "file";
  /** Where the content lies: a URI, or the path that the file was made with. */
  readonly uri: string;
  readonly #access: FileAccess | undefined;
  #fetched: Promise<string> | undefined;

  /**
   * @param uri a local path, or a URI of stored data
   * @param access the storage that the URI is read from; the runtime gives it to the files that it passes to a task
   */
  constructor(uri: string, access?: FileAccess) {
    if (typeof uri !== "string" || uri === "") throw noLocation("FlyteFile", uri);
    this.uri = uri;
    this.#access = access;
  }

  /** Whether the content is in storage already, so that passing the file on needs no upload. */
  get isStored(): boolean {
    return this.#access !== undefined || localPathOf(this.uri) === undefined;
  }

  /** A local path that holds the content; downloads it on first use, and again only after a failure. */
  path(): Promise<string> {
    this.#fetched ??= this.#locate().catch((error: unknown) => {
      this.#fetched = undefined;
      throw error;
    });
    return this.#fetched;
  }

  async text(): Promise<string> {
    return fileSystem().promises.readFile(await this.path(), "utf8");
  }

  async bytes(): Promise<Uint8Array> {
    return fileSystem().promises.readFile(await this.path());
  }

  /** The content parsed as JSON. The type is the caller's claim; nothing checks it. */
  async json<T = unknown>(): Promise<T> {
    return JSON.parse(await this.text()) as T;
  }

  /**
   * The content in pieces, for files that fit neither into memory nor on the disk: it comes straight from storage, unless
   * {@link FlyteFile.path} has downloaded it.
   */
  async *stream(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#access !== undefined && this.#fetched === undefined) yield* this.#access.stream(this.uri);
    else yield* fileSystem().createReadStream(await this.path()) as AsyncIterable<Uint8Array>;
  }

  toJSON(): { readonly path: string } {
    return { path: this.uri };
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && (value as { "~tsflyte"?: unknown })["~tsflyte"] === "file";
  }

  async #locate(): Promise<string> {
    if (this.#access !== undefined) return this.#access.get(this.uri);
    const path = localPathOf(this.uri);
    if (path === undefined) throw notOnThisMachine(this.uri);
    return path;
  }
}

/** The path of a `file:` URI or of a plain path; `undefined` for any other URI. */
export function localPathOf(uri: string): string | undefined {
  if (/^file:\/\//i.test(uri)) return process.getBuiltinModule("node:url").fileURLToPath(uri);
  return schemeOf(uri) === undefined ? uri : undefined;
}

/** The scheme of a URI, in lower case; `undefined` for a path. */
export function schemeOf(uri: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):\/\//i.exec(uri)?.[1]?.toLowerCase();
}

/** The URI of what has that name below a folder: an escape only where escapes are read. */
export function uriBelow(folder: string, name: string): string {
  const isEscaped = /^(?:file|https?)$/.test(schemeOf(folder) ?? "");
  const path = isEscaped ? name.split("/").map(encodeURIComponent).join("/") : name;
  return `${folder.replace(/(?<=[^/:])\/+$/, "")}/${path}`;
}

/** Loaded on first use: importing the authoring entry opens no file system. */
function fileSystem(): typeof import("node:fs") {
  return process.getBuiltinModule("node:fs");
}
