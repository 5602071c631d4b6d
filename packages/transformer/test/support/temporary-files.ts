import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Files on the disk, in a folder of their own. */
export interface TemporaryFiles {
  readonly folder: string;
  path(name: string): string;
  write(files: Readonly<Record<string, string>>): void;
  remove(): void;
}

export function temporaryFiles(files: Readonly<Record<string, string>>): TemporaryFiles {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsflyte-files-")));
  const path = (name: string): string => join(folder, name);
  const write = (texts: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    }
  };
  write(files);
  return { folder, path, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
