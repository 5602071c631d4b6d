/** What an image is named after: its content. */
import { createHash, type Hash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileToCopyMissing } from "../errors/image-builds.ts";
import { walkCode } from "../register/walk-code.ts";

/**
 * A tag for a Dockerfile and the files that it copies: the same on every machine.
 *
 * @param image whose they are, for errors
 * @param paths files and folders, from the folder
 */
export function contentTag(
  image: string,
  facts: { readonly dockerfile: string; readonly platform: string; readonly folder: string },
  paths: readonly string[],
): string {
  const { dockerfile, platform, folder } = facts;
  const hash = createHash("sha256").update(`${platform}\n${dockerfile}\n`);
  for (const path of [...new Set(paths)].sort()) {
    const full = join(folder, path);
    if (!existsSync(full)) throw fileToCopyMissing(image, path, folder);
    if (!statSync(full).isDirectory()) addFile(hash, path, full);
    else {
      for (const file of walkCode(full)) {
        if (file.kind === "file") addFile(hash, `${path}/${file.path}`, file.source);
        else hash.update(`link ${path}/${file.path} ${file.target}\n`);
      }
    }
  }
  return hash.digest("hex").slice(0, 24);
}

function addFile(hash: Hash, path: string, file: string): void {
  const bytes = readFileSync(file);
  const isProgram = (statSync(file).mode & 0o100) !== 0;
  hash.update(`${isProgram ? "program" : "file"} ${path} ${bytes.length}\n`).update(bytes);
}
