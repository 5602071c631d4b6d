/** Unpacking an archive of code that somebody else may have written. */
import { createWriteStream } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { createGunzip } from "node:zlib";
import { createTarDecoder } from "modern-tar";
import { corruptArchive, oversizedArchive } from "../errors/code-archives.ts";
import { TsflyteError } from "../errors/index.ts";
import { safeEntry } from "./safe-entry.ts";

/** No code is larger; what is, was made to fill a disk. */
const limits = { bytes: 4 * 2 ** 30, entries: 200_000 } as const;

/** How much may be unpacked. */
export interface UnpackLimits {
  readonly bytes: number;
  readonly entries: number;
}

/**
 * Unpacks into a new folder, which nobody else writes to: links are made last, so that nothing is written through one.
 *
 * @throws `bad-document` for an archive that is damaged, too large, or that would reach out of the folder
 */
export async function unpackCode(
  archive: AsyncIterable<Uint8Array>,
  folder: string,
  uri: string,
  { bytes, entries }: UnpackLimits = limits,
): Promise<void> {
  const links = new Map<string, string>();
  let count = 0;
  try {
    const tar = Readable.toWeb(Readable.from(unpacked(archive, uri, bytes))) as unknown as ReadableStream<Uint8Array>;
    for await (const { header, body } of tar.pipeThrough(createTarDecoder({ strict: true }))) {
      if (++count > entries) throw oversizedArchive(uri, entries, "entries");
      const entry = safeEntry(header, uri);
      if (entry?.kind === "folder") await mkdir(join(folder, entry.path), { recursive: true });
      if (entry?.kind === "link") links.set(entry.path, entry.target);
      if (entry?.kind === "file") {
        const path = join(folder, entry.path);
        await mkdir(dirname(path), { recursive: true });
        await pipeline(Readable.fromWeb(body as NodeStream), createWriteStream(path, { mode: entry.mode }));
      } else await body.cancel();
    }
    for (const [path, target] of links) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await symlink(target, join(folder, path));
    }
  } catch (error) {
    if (error instanceof TsflyteError || isFromDisk(error)) throw error;
    throw corruptArchive(uri, error);
  }
}

async function* unpacked(archive: AsyncIterable<Uint8Array>, uri: string, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  const source = Readable.from(archive);
  const gunzip = createGunzip();
  // An error of the source is the archive's, too; the stream behind it tells whoever reads.
  source.on("error", (error) => gunzip.destroy(error));
  for await (const chunk of source.pipe(gunzip)) {
    size += (chunk as Uint8Array).length;
    if (size > limit) throw oversizedArchive(uri, limit, "bytes");
    yield chunk as Uint8Array;
  }
}

/** A full or write-protected disk is not the archive's fault. */
function isFromDisk(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
}
