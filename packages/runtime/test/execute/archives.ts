/** Archives that tests unpack. */
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { packTar, type TarHeader } from "modern-tar";

/** One entry: a file with its content, or anything that a header can say. */
export interface Entry extends Partial<Omit<TarHeader, "name" | "size">> {
  readonly name: string;
  readonly content?: string;
}

/** The bytes of a gzipped tar archive. */
export async function archiveOf(entries: readonly Entry[]): Promise<Buffer> {
  const tar = await packTar(
    entries.map(({ content = "", ...header }) => ({
      header: { mode: 0o644, type: "file", ...header, size: Buffer.byteLength(content) },
      body: content,
    })),
  );
  return gzipSync(tar);
}

/** The name of an archive after its content, as a registration gives it. */
export function nameOf(archive: Uint8Array): string {
  return `code-${createHash("sha256").update(gunzipSync(archive)).digest("hex").slice(0, 32)}.tar.gz`;
}

/** A folder of its own. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "tsflyte-code-"));
}

/** Writes bytes as a file; gives its path. */
export function fileOf(bytes: Uint8Array, name = "code.tar.gz"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}
