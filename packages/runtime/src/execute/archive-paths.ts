/** The paths of an archive that is unpacked: what one entry is, no other makes something else of. */
import { unsafeEntry } from "../errors/code-archives.ts";
import type { SafeEntry } from "./safe-entry.ts";

/** Remembers what was unpacked, and refuses what would take its place or go through it. */
export class ArchivePaths {
  readonly #kinds = new Map<string, SafeEntry["kind"]>();
  readonly #uri: string;

  constructor(uri: string) {
    this.#uri = uri;
  }

  /** Throws for a path that is there already, and for one below a file or a link. */
  add({ kind, path }: SafeEntry, name: string): void {
    for (let end = path.indexOf("/"); end >= 0; end = path.indexOf("/", end + 1)) {
      const above = this.#kinds.get(path.slice(0, end));
      if (above === "file" || above === "link") throw unsafeEntry(this.#uri, name, `lies below a ${above}`);
      this.#kinds.set(path.slice(0, end), "folder");
    }
    const before = this.#kinds.get(path);
    if (before !== undefined && !(before === "folder" && kind === "folder")) {
      throw unsafeEntry(this.#uri, name, before === kind ? "is there twice" : `is a ${before} and a ${kind}`);
    }
    this.#kinds.set(path, kind);
  }
}
