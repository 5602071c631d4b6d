/** The files that a builder reads. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { cannotWrite } from "../errors/cli.ts";
import { foreignDockerfile } from "../errors/image-builds.ts";
import { signature } from "./dockerfile.ts";
import type { PlannedImage } from "./plan-image.ts";

/** Where the file stands that says what of the folder the builder of a Dockerfile sees. */
export function ignoreFileOf(file: string): string {
  return `${file}.dockerignore`;
}

/**
 * Writes a Dockerfile, and beside it what the builder is to see.
 *
 * @param force whether files are replaced that somebody else wrote
 * @throws `output-exists` where there is such a file
 */
export function writeImage({ dockerfile, ignore }: PlannedImage, file: string, force: boolean): void {
  const texts = [
    [file, dockerfile],
    [ignoreFileOf(file), ignore],
  ] as const;
  for (const [path] of texts) {
    if (!force && existsSync(path) && !readFileSync(path, "utf8").startsWith(signature)) throw foreignDockerfile(path);
  }
  for (const [path, text] of texts) writeFile(path, text);
}

/** Writes a file, with the folder that it is in. */
export function writeFile(path: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
