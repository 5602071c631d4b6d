/** Unpacking an archive of code that somebody else may have written. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { createGunzip } from "node:zlib";
import { createTarDecoder } from "modern-tar";
import { corruptArchive, otherContent, oversizedArchive } from "../errors/code-archives.ts";
import { TsflyteError } from "../errors/index.ts";
import { ArchivePaths } from "./archive-paths.ts";
import { safeEntry } from "./safe-entry.ts";

/** No code is larger; what is, was made to fill a disk. */
const limits = { bytes: 4 * 2 ** 30, entries: 200_000 } as const;

/** The digest of the content that `tsflyte register` names archives after; undefined for archives of others. */
export function digestInName(uri: string): string | undefined {
  return /\/code-([0-9a-f]{32})\.tar\.gz$/.exec(uri)?.[1];
}

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
  const paths = new ArchivePaths(uri);
  let count = 0;
  try {
    const tar = Readable.toWeb(Readable.from(unpacked(archive, uri, bytes))) as unknown as ReadableStream<Uint8Array>;
    for await (const { header, body } of tar.pipeThrough(createTarDecoder({ strict: true }))) {
      if (++count > entries) throw oversizedArchive(uri, entries, "entries");
      const entry = safeEntry(header, uri);
      if (entry !== undefined) paths.add(entry, header.name);
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

/** The bytes of the tar file; throws when they end, where they are not those that the archive is named after. */
async function* unpacked(archive: AsyncIterable<Uint8Array>, uri: string, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  const hash = createHash("sha256");
  const source = Readable.from(archive);
  const gunzip = createGunzip();
  // An error of the source is the archive's, too; the stream behind it tells whoever reads.
  source.on("error", (error) => gunzip.destroy(error));
  for await (const chunk of source.pipe(gunzip)) {
    size += (chunk as Uint8Array).length;
    if (size > limit) throw oversizedArchive(uri, limit, "bytes");
    hash.update(chunk as Uint8Array);
    yield chunk as Uint8Array;
  }
  const digest = hash.digest("hex");
  if (!digest.startsWith(digestInName(uri) ?? "")) throw otherContent(uri, digest);
}

/** A full or write-protected disk is not the archive's fault. */
function isFromDisk(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
}
