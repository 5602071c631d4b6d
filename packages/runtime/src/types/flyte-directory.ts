import { noLocation, notInDirectory, notOnThisMachine } from "../errors/values.ts";
import type { FileAccess } from "./file-access.ts";
import { FlyteFile, localPathOf, uriBelow } from "./flyte-file.ts";
import { listTree } from "./list-tree.ts";

/**
 * A folder by reference: only its URI travels between tasks, the files in it stay in storage. `Format` is the file extension of
 * what it holds, or nothing for anything.
 *
 * A task returns `new FlyteDirectory("out")` with a local path and all files below it are uploaded. One that it got as an input is
 * listed without fetching anything; {@link FlyteDirectory.file} fetches one file, {@link FlyteDirectory.path} all of them.
 *
 * @example
 * ```ts
 * export const count = task(async (pages: FlyteDirectory<"html">): Promise<Int> => (await pages.list()).length);
 * ```
 */
export class FlyteDirectory<Format extends string = string> {
  /** Types only; no value has it. */
  declare readonly "~flyte"?: readonly ["directory", Format];
  /** What two copies of this package know each other's directories by. */
  readonly "~tsflyte": string = "directory";
  /** Where the files lie: a URI, or the path that the directory was made with. */
  readonly uri: string;
  readonly #access: FileAccess | undefined;
  #fetched: Promise<string> | undefined;

  /**
   * @param uri the path of a local folder, or a URI of stored data
   * @param access the storage that the URI is read from; the runtime gives it to the directories that it passes to a task
   */
  constructor(uri: string, access?: FileAccess) {
    if (typeof uri !== "string" || uri === "") throw noLocation("FlyteDirectory", uri);
    this.uri = uri;
    this.#access = access;
  }

  /** Whether the files are in storage already, so that passing the directory on needs no upload. */
  get isStored(): boolean {
    return this.#access !== undefined || localPathOf(this.uri) === undefined;
  }

  /** A local folder that holds all files; downloads them on first use, and again only after a failure. */
  path(): Promise<string> {
    this.#fetched ??= this.#locate().catch((error: unknown) => {
      this.#fetched = undefined;
      throw error;
    });
    return this.#fetched;
  }

  /** The files of the folder and of the folders in it, as paths with `/` relative to it, in alphabetical order. */
  async list(): Promise<readonly string[]> {
    return this.#access === undefined ? listTree(await this.#locate()) : this.#access.list(this.uri);
  }

  /** One file by its path relative to the directory; nothing is fetched before the file is opened. */
  file(name: string): FlyteFile {
    const steps = name.split("/");
    if (steps.some((step) => step === "" || step === "." || step === "..")) throw notInDirectory(name, this.uri);
    return new FlyteFile(uriBelow(this.uri, name), this.#access);
  }

  toJSON(): { readonly path: string } {
    return { path: this.uri };
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return (
      typeof value === "object" && value !== null && (value as { "~tsflyte"?: unknown })["~tsflyte"] === "directory"
    );
  }

  async #locate(): Promise<string> {
    if (this.#access !== undefined) return this.#access.getTree(this.uri);
    const path = localPathOf(this.uri);
    if (path === undefined) throw notOnThisMachine(this.uri, "directory");
    return path;
  }
}
